import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { type ErrorCode, LbbenchError } from '../errors.js'

/**
 * Listens on `port`, or, for port 0, on a free port below the range the kernel takes for outgoing connections. A crashed
 * backend must find its port again when it recovers, and a port of that range may be somebody's outgoing socket by then.
 * @throws LbbenchError PORT_TAKEN naming `owner` and the address
 */
export async function listen(server: Server, port: number, host: string, owner: string): Promise<number> {
  if (port !== 0) {
    if (await tryListen(server, port, host)) return port
    throw new LbbenchError(
      'PORT_TAKEN',
      `${owner} cannot listen on ${host}:${port}: the port is taken`,
      'choose another port, or 0 for any free one',
    )
  }
  const { first, count } = portRange()
  const start = process.pid * 31 + Math.floor(performance.now() * 1000)
  for (let i = 0; i < count; i++) {
    const candidate = first + ((start + i * 7) % count)
    if (await tryListen(server, candidate, host)) return candidate
  }
  throw new LbbenchError(
    'PORT_TAKEN',
    `${owner} finds no free port on ${host} from ${first} to ${first + count - 1}`,
    'other programs hold them: "ss -ltn" shows which',
  )
}

/**
 * A port that was free a moment ago, for a program that is not ours: `wanted`, or any for 0.
 * @throws LbbenchError PORT_TAKEN, as `listen`
 */
export async function freePort(wanted: number, host: string, owner: string): Promise<number> {
  const server = createServer()
  const port = await listen(server, wanted, host, owner)
  await new Promise(resolve => server.close(resolve))
  return port
}

/**
 * As `freePort`, for a program that only some need: where it gets no port, others go on.
 * @throws LbbenchError with this code, in the words of `listen`
 */
export async function portFor(code: ErrorCode, wanted: number, host: string, owner: string): Promise<number> {
  try {
    return await freePort(wanted, host, owner)
  } catch (error) {
    if (!(error instanceof LbbenchError)) throw error
    throw new LbbenchError(code, error.message, error.hint)
  }
}

function portRange(): { first: number; count: number } {
  const first = 15_000
  return { first, count: Math.max(1_000, Math.min(ephemeralStart(), 32_768) - first) }
}

function ephemeralStart(): number {
  try {
    return Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s+/)[0]) || 32_768
  } catch {
    return 32_768
  }
}

const hints: Readonly<Record<string, string>> = {
  EACCES: 'ports below 1024 are for root: choose one above',
  EADDRNOTAVAIL: 'this machine has no such address: 127.0.0.1 is always there, 0.0.0.0 stands for all',
}

/** False where the port is taken; any other trouble (no permission, no such address) is thrown as it is. */
function tryListen(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      server.off('listening', onListening)
      if (error.code === 'EADDRINUSE') resolve(false)
      else
        reject(
          new LbbenchError('PORT_TAKEN', `cannot listen on ${host}:${port}: ${error.message}`, hints[error.code ?? '']),
        )
    }
    const onListening = (): void => {
      server.off('error', onError)
      resolve(true)
    }
    server.once('error', onError)
    server.once('listening', onListening)
    server.listen({ port, host, backlog: 4096 })
  })
}
