import { connect } from 'node:net'
import type { RouteStep } from '../../src/balancer/route/route-script.js'
import { type Case, listed, stepsOf } from './case.js'
import type { LetterBackends } from './letter-backends.js'

/** How a running product is spoken to. */
export interface Line {
  /** Its unix socket. */
  readonly socketPath: string
  readonly backends: LetterBackends
  /** Addresses tried before the one that answered, where the answer tells, e.g. "127.0.0.9:1, 127.0.0.1:4001". */
  readonly triedHeader?: string
  /** Changes the pool of case `id`. */
  change?(id: number, step: RouteStep): Promise<void>
}

/** What the product does with a case, step by step; written as `waysOf` writes what lbbench does. */
export async function drive(line: Line, id: number, each: Case): Promise<string[]> {
  const ways: string[] = []
  // nginx knows a server without a port by the one it uses.
  const namesByAddress = new Map(
    listed(each).flatMap(({ name, address }) => [[address, name] as const, [`${address}:80`, name] as const]),
  )
  const asking = { line, id, namesByAddress }
  let held: Held[] = []

  async function hold(step: RouteStep & { readonly do: 'get' | 'hold' }): Promise<void> {
    const holdId = `${id}-${ways.length}`
    const arrived = line.backends.arrival(holdId)
    const ended = ask(asking, step, holdId)
    const way = await Promise.race([arrived, ended])
    if (way.endsWith('-')) line.backends.answer(holdId)
    else held.push({ id: holdId, backend: way, ended, place: ways.length })
    ways.push(way)
  }

  /** Only the answer tells who refused the request before. */
  async function end(request: Held): Promise<void> {
    held = held.filter(other => other !== request)
    line.backends.answer(request.id)
    ways[request.place] = await request.ended
  }

  for (const step of stepsOf(each)) {
    if (step.do === 'get') {
      ways.push(await ask(asking, step, undefined))
    } else if (step.do === 'hold') {
      await hold(step)
    } else if (step.do === 'end') {
      const open = held.filter(({ backend }) => backend === step.backend)
      for (const request of step.all ? open : open.slice(0, 1)) await end(request)
    } else if (step.do === 'down' || step.do === 'up' || step.do === 'weight') {
      await line.change!(id, step)
    } else if (step.do === 'wait') {
      await new Promise(resolve => setTimeout(resolve, step.ms))
    } else if (step.do !== 'fail') {
      throw new Error(`a real product cannot ${step.do} here`)
    }
  }
  for (const request of held) await end(request)
  return ways
}

interface Held {
  readonly id: string
  readonly backend: string
  readonly ended: Promise<string>
  readonly place: number
}

interface Asking {
  readonly line: Line
  readonly id: number
  readonly namesByAddress: ReadonlyMap<string, string>
}

async function ask(
  { line, id, namesByAddress }: Asking,
  { client, path }: { readonly client: string; readonly path: string },
  holdId: string | undefined,
): Promise<string> {
  const hold = holdId === undefined ? '' : `X-Hold: ${holdId}\r\n`
  // Without a key products pick as if they did not hash.
  const key = client === '' ? '' : `X-Key: ${client}\r\n`
  const fields = `Host: case\r\nConnection: close\r\nX-Case: case${id}\r\nX-Forwarded-For: ${client}\r\n`
  const answer = await exchange(line.socketPath, `GET ${path} HTTP/1.1\r\n${fields}${key}${hold}\r\n`)
  const status = /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]
  const field = (name: string) => new RegExp(`^${name}: *(.*)\\r$`, 'im').exec(answer)?.[1] ?? ''
  if (status === '200' && line.triedHeader === undefined) return field('X-Backend')
  const tried = line.triedHeader === undefined ? '' : field(line.triedHeader)
  const names = tried.split(/, | : /).flatMap(address => namesByAddress.get(address) ?? [])
  if (status === '200') return names.join('>')
  if (status === '502' || status === '503') return [...names, '-'].join('>')
  throw new Error(`case${id}: unexpected answer ${answer.slice(0, 200)}`)
}

/**
 * Sends a request and reads until the other side closes. A connection a request: a product's count of requests in flight
 * is up to date once it has let go of the connection.
 */
function exchange(socketPath: string, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath)
    let answer = ''
    socket.setEncoding('latin1')
    socket.on('data', text => {
      answer += text
    })
    socket.once('error', reject)
    socket.once('close', () => resolve(answer))
    socket.write(request)
  })
}
