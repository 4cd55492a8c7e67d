import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { shippedKinds } from '../../src/live/backends/real/kind-of.js'
import { type Profile, quantileTable } from '../../src/live/backends/real/profile.js'
import { freePort } from '../../src/live/listen.js'
import { findProgram } from '../../src/live/programs/find-program.js'
import { readKind } from '../../src/scenario/backend-kind/read-kind.js'
import { filledIn } from '../../src/scenario/backend-kind/variables.js'

/** How a request ended: a status, FIN without a byte, or RST. */
export type Ending = number | 'closed' | 'reset'

export interface FlaskServer {
  readonly pid: number
  /** One request on a connection of its own. */
  ask(demand: { readonly failure?: number; readonly demand?: number }): Promise<Ending>
  /** Pids of workers, those that ended among them, in the order in which gunicorn started them. */
  workers(): number[]
  stop(): Promise<void>
}

export interface FlaskOptions {
  readonly kind: string
  readonly workers?: number
  readonly threads?: number
  readonly backlog?: number
  readonly env?: Readonly<Record<string, string>>
  readonly cpuShare?: number
  readonly serviceMs: number
  readonly hangMs?: number
}

/** A shipped kind, started as lbbench starts it, but for a balancer before it. With `failure` 0 a request hangs where `hangMs` is given. */
export async function startFlask(options: FlaskOptions): Promise<FlaskServer> {
  const { kind: name, workers = 1, threads = 1, backlog = 128, cpuShare = 0, serviceMs, hangMs } = options
  const kind = readKind(name, shippedKinds)
  const folder = mkdtempSync(join(tmpdir(), 'lbbench-flask-'))
  const failures = { errorShare: 0, status: 500, resetShare: 0, closeShare: 0, afterShare: 1 }
  const profile: Profile = {
    ...{ name: 'a', weight: 1, cpuShare, serviceTime: quantileTable({ kind: 'constant', valueMs: serviceMs }) },
    failures: { ...failures, hangShare: hangMs === undefined ? 0 : 0.5, hangMs: hangMs ?? 1 },
  }
  writeFileSync(join(folder, 'profile.json'), JSON.stringify(profile))
  const port = await freePort(0, '127.0.0.1', 'a test')
  const values = { host: '127.0.0.1', port, name: 'a', workers, threads, backlog, keepAlive: 0, folder: kind.folder }
  const [program, ...args] = kind.command.map(word => filledIn(word, values))
  const child = spawn(program!.includes('/') ? program! : findProgram(program!)!, args, {
    cwd: kind.folder,
    env: { ...process.env, ...kind.env, LBBENCH_PROFILE: join(folder, 'profile.json'), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (log += text))
  const server: FlaskServer = {
    pid: child.pid!,
    ask: ({ failure = 0.9, demand = 0.5 }) =>
      exchange(
        port,
        `GET / HTTP/1.1\r\nHost: a\r\nx-lbbench-failure: ${failure}\r\nx-lbbench-demand: ${demand}\r\n\r\n`,
      ),
    workers: () => [...log.matchAll(/Booting worker with pid: (\d+)/g)].map(([, pid]) => Number(pid)),
    stop: () => stopped(child, folder),
  }
  for (let left = 1000; left > 0; left--) {
    if ((await exchange(port, 'GET /health HTTP/1.1\r\nHost: a\r\n\r\n').catch(() => 0)) === 200) return server
    if (child.exitCode !== null) break
    await delay(20)
  }
  await server.stop()
  throw new Error(`${name} does not serve: ${log}`)
}

async function stopped(child: ChildProcess, folder: string): Promise<void> {
  const gone = new Promise(resolve => child.once('exit', resolve))
  if (child.exitCode === null && child.signalCode === null) {
    process.kill(-child.pid!, 'SIGKILL')
    await gone
  }
  rmSync(folder, { recursive: true })
}

/** Rejects where nobody listens. */
function exchange(port: number, request: string): Promise<Ending> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    const ended = (): void => resolve(Number(/^HTTP\/1\.[01] (\d+)/.exec(answer)?.[1]) || 'closed')
    socket.on('data', data => {
      answer += data.toString('latin1')
      // gthread and gevent keep the connection: what has been asked for is there.
      if (answer.includes('\r\n\r\n')) socket.end()
    })
    socket.on('end', ended)
    socket.on('close', ended)
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') resolve('reset')
      else reject(error)
    })
  })
}

/** Whether a process is there and no zombie. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
