import { headers } from '../protocol.js'
import { OwnRequest, ownRequestText } from './own-request.js'
import { type Destination, Upstream } from './upstream.js'

/** Above it Node's timers warn and fire at once. */
const maxTimerMs = 2 ** 31 - 1

/**
 * GETs `path` on a connection of its own. `told` gets the status of a whole, valid answer, or undefined where none came
 * within `timeoutMs`; never from within this call.
 * @returns calls it off: `told` is not called any more
 */
export function checkHealth(
  to: Destination,
  path: string,
  timeoutMs: number,
  told: (status: number | undefined) => void,
): () => void {
  const ms = Math.min(timeoutMs, maxTimerMs)
  const end = (status: number | undefined): void => {
    callOff()
    told(status)
  }
  const upstream = new Upstream(to, { connectTimeoutMs: ms, readTimeoutMs: ms }, () => {})
  upstream.owner = new OwnRequest(answer => end(answer?.status))
  upstream.write(ownRequestText(to, path, checkFields))
  const timer = setTimeout(() => end(undefined), ms)
  const callOff = (): void => {
    clearTimeout(timer)
    upstream.destroy()
  }
  return callOff
}

const checkFields = `${headers.check}: 1\r\nConnection: close\r\n`
