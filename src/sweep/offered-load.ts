import { meanRatePerSecond } from '../model/arrivals.js'
import type { BackendSpec } from '../model/backend-spec.js'
import { meanMs } from '../model/distribution.js'
import type { Scenario } from '../scenario/scenario.js'

/** Requests planned a second; undefined in a closed loop, which asks only as fast as it is answered. */
export function plannedRate({ traffic: { load, surges }, run }: Scenario): number | undefined {
  return load.kind === 'closed' ? undefined : meanRatePerSecond({ load, surges }, run.durationMs)
}

/** Requests a second that a backend can work off, its failures included: those that fail fast cost less, those that hang more. */
export function serviceRate(spec: BackendSpec): number {
  return (spec.workers * spec.threads * 1000) / workMs(spec)
}

/** Requests a second that all primaries together can work off. */
export function fleetRate({ backends }: Pick<Scenario, 'backends'>): number {
  return backends.filter(({ backup }) => !backup).reduce((sum, spec) => sum + serviceRate(spec), 0)
}

/** A backend and how much work it was sent, over what it can do in that time. */
export interface BackendLoad {
  readonly backend: string
  readonly load: number
  /** By how much chance may have raised it, at most (99 %). */
  readonly reach: number
}

/**
 * The most loaded backend beyond doubt: rate * share / what it can serve. Rate and service rate are known exactly, only the
 * shares are counted. Undefined in a closed loop.
 * @param counts requests that each backend answered, or was working on when the client gave up; a row a round
 * @param due requests of all rounds
 */
export function busiestBackend(
  scenario: Scenario,
  counts: readonly ArrayLike<number>[],
  due: number,
): BackendLoad | undefined {
  const rate = plannedRate(scenario)
  if (rate === undefined || due === 0) return undefined
  const { backends } = scenario
  const dispersion = dispersionOf(counts)
  const loads = backends.map((spec, i): BackendLoad => {
    const sent = sumOf(counts, i)
    const load = ((rate / serviceRate(spec)) * sent) / due
    const deviation = sent === 0 ? 0 : Math.sqrt((dispersion * (1 - sent / due)) / sent)
    return { backend: spec.name, load, reach: load * deviation * sigmas(backends.length) }
  })
  return loads.reduce((most, one) => (one.load - one.reach > most.load - most.reach ? one : most))
}

/** Of so many normal errors the largest is below this with 99 %: n exp(-z^2 / 2) = exp(-4.5). */
const sigmas = (n: number): number => Math.sqrt(2 * Math.log(n) + 9)

/**
 * Variance of the counts from round to round over what independent picks would have: 1 for `random`, 0 for `rr`, whose shares
 * are exact. Pooled over backends, as few rounds tell little of one. Of one round nothing is known: as random.
 */
function dispersionOf(counts: readonly ArrayLike<number>[]): number {
  const rounds = counts.length
  if (rounds < 2) return 1
  const totals = counts.map(row => Array.from(row).reduce((sum, count) => sum + count, 0))
  const all = totals.reduce((sum, total) => sum + total, 0)
  let sum = 0
  let used = 0
  for (let i = 0; i < counts[0]!.length; i++) {
    const share = sumOf(counts, i) / all
    if (!(share > 0 && share < 1)) continue
    used++
    for (const [round, row] of counts.entries()) {
      const expected = totals[round]! * share
      const surplus = row[i]! - expected
      sum += (surplus * surplus) / (expected * (1 - share))
    }
  }
  return used === 0 ? 0 : sum / (used * (rounds - 1))
}

function sumOf(counts: readonly ArrayLike<number>[], i: number): number {
  return counts.reduce((sum, row) => sum + row[i]!, 0)
}

/**
 * Mean time a worker spends on a backend's share of one request, ms. A try that ends without an answer is followed by others
 * but answered by somebody else; so many times more of them came than the answers say.
 */
function workMs({ latency, failures }: BackendSpec): number {
  const { errorShare, resetShare, closeShare, hangShare, hangMs, afterShare } = failures
  const early = errorShare + resetShare + closeShare
  const perTryMs = meanMs(latency) * (1 - early - hangShare + early * afterShare) + hangShare * hangMs
  const answered = 1 - resetShare - closeShare - hangShare
  return answered > 0 ? perTryMs / answered : perTryMs
}
