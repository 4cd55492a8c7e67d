import type { Incident } from '../model/incident.js'
import { type BalancerSight, type PoolState, windowMs } from '../model/sight.js'
import type { Horizon } from './horizon.js'
import type { Sendings } from './sendings.js'

/** Windows over which a share is taken, and how many after a return are looked at: half a second, of two. */
const span = 500 / windowMs
const watched = 2000 / windowMs
/** What of its fair share a backend must get to be back: not a probe. */
const isBack = 0.1
/** Tries that must be due for a share to be more than one request's luck. */
const leastExpected = 20

/**
 * What a backend gets at most when it comes back, over its fair share: its tries in half a second (longer where fewer than 20
 * would be fair), the most of any that begin within two seconds. They count from the window in which the balancer begins to send
 * it a tenth of its fair share again over half a second, for a check may take longer than that to find it well, and one
 * request on trial is no return. The highest of all who come back: when
 * the incident is over, when they join, and after each restart of a deploy. Null where nobody came back, or too few requests
 * came to tell.
 */
export function overshootOf(
  sendings: Sendings,
  sight: BalancerSight,
  incident: Incident,
  horizon: Horizon,
): number | null {
  const ratios = incident.backends.flatMap(backend => {
    const sent = sendings.of([backend])
    const fair = sendings.fairShare([backend]).map((share, window) => share * sendings.tries[window]!)
    const returns = returnsOf(incident, backend, sight).filter(atMs => atMs < horizon.toMs)
    return returns.flatMap((atMs, i) => highest(sent, fair, atMs, Math.min(returns[i + 1] ?? Infinity, horizon.toMs)))
  })
  return ratios.length === 0 ? null : ratios.reduce((most, ratio) => Math.max(most, ratio))
}

/** When the backend runs again, ms, in order. */
function returnsOf({ kind, fromMs, toMs }: Incident, backend: number, { changes }: BalancerSight): readonly number[] {
  if (kind === 'surge' || kind === 'hot') return []
  if (kind !== 'deploy') return [toMs]
  const own = changes.filter(change => change.backend === backend)
  const byOperator = (state: PoolState | undefined): boolean => state === 'draining' || state === 'left'
  const back = own.filter(({ state }, i) => state === 'in' && byOperator(own[i - 1]?.state))
  return back.map(({ atMs }) => atMs).filter(atMs => atMs > fromMs)
}

/** The most that was sent over what was fair, of the spans that begin soon after it was back; none where it was not. */
function highest(sent: Float64Array, fair: Float64Array, atMs: number, untilMs: number): number[] {
  const end = Math.min(Math.floor(untilMs / windowMs), sent.length)
  let first = Math.ceil(atMs / windowMs)
  while (first < end && !isBackAt(first, sent, fair, end)) first++
  const ratios: number[] = []
  for (let from = first; from < Math.min(first + watched, end); from++) {
    let [to, got, due] = [from, 0, 0]
    for (; to < end && (to < from + span || due < leastExpected); to++) {
      got += sent[to]!
      due += fair[to]!
    }
    if (to < from + span || due < leastExpected) break
    ratios.push(got / due)
  }
  return ratios
}

/** Whether it is sent something in a window, and enough in the half second that begins there: as far as there is one. */
function isBackAt(window: number, sent: Float64Array, fair: Float64Array, end: number): boolean {
  if (!(sent[window]! > 0)) return false
  let [got, due] = [0, 0]
  for (let i = window; i < Math.min(window + span, end); i++) {
    got += sent[i]!
    due += fair[i]!
  }
  return got >= isBack * due
}
