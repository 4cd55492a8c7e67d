import { request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { monotonicMs } from '../../clock.js'
import { headers } from '../../protocol.js'

/** Between two looks, ms: a fraction of what any server takes to start. */
const everyMs = 20

/** One look takes this long at most, ms. */
const patienceMs = 1000

/** Where to look, until when, and who else may end the waiting. */
export interface ReadyOptions {
  readonly host: string
  readonly port: number
  readonly path: string
  readonly timeoutMs: number
  /** Whether nobody waits any more. */
  readonly given: () => boolean
}

/** Resolves to undefined once `path` is answered with a status below 400, to what happened last once the time is over. */
export async function whenReady({ timeoutMs, given, ...where }: ReadyOptions): Promise<string | undefined> {
  const deadline = monotonicMs() + timeoutMs
  let last = 'no answer'
  while (!given() && monotonicMs() < deadline) {
    const answer = await look(where)
    if (typeof answer === 'number' && answer < 400) return undefined
    last = typeof answer === 'number' ? `status ${answer}` : answer
    await delay(everyMs)
  }
  return last
}

/** The status of the answer, or why there is none. No connection stays open: it would occupy a sync worker. */
function look({ host, port, path }: Pick<ReadyOptions, 'host' | 'port' | 'path'>): Promise<number | string> {
  return new Promise(resolve => {
    const asked = request({ host, port, path, agent: false, headers: { [headers.prime]: '1', connection: 'close' } })
    asked.setTimeout(patienceMs, () => asked.destroy(new Error('no answer')))
    asked.on('response', response => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on('error', error => resolve(error.message))
    asked.end()
  })
}
