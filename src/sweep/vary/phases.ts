import type { Scenario } from '../../scenario/scenario.js'

/** A common beat beyond this makes trials longer than it makes them fair, ms. */
const longest = 60_000

/**
 * How far the starts of rounds are spread, ms: a multiple of every interval between health checks, so that each is met at any
 * point of it alike; where that would be more than a minute, the longest of them, or a minute. 0 without checks.
 */
export function commonBeatMs(scenarios: readonly Scenario[]): number {
  const intervals = [...new Set(scenarios.flatMap(intervalsOf))]
  if (intervals.length === 0) return 0
  const common = intervals.reduce((beat, interval) => (beat > longest ? beat : leastCommonMultiple(beat, interval)))
  return common <= longest ? common : Math.max(longest, ...intervals)
}

function intervalsOf({ balancer: { health } }: Scenario): number[] {
  return [health.active?.intervalMs, health.outlier?.intervalMs].filter(interval => interval !== undefined)
}

/** Infinity where one is no whole number: then there is none, or none that is short. */
function leastCommonMultiple(a: number, b: number): number {
  if (!Number.isInteger(a) || !Number.isInteger(b)) return Infinity
  let [divisor, rest] = [a, b]
  while (rest > 0) [divisor, rest] = [rest, divisor % rest]
  return (a / divisor) * b
}

/** The golden ratio's fraction: its multiples fill [0, 1) evenly however many there are, and keep step with no interval (Weyl 1916). */
const golden = (Math.sqrt(5) - 1) / 2

/**
 * The scenario as a round meets it: its warm-up begins earlier by another part of the beat. Checks are an interval apart from
 * the start of a trial on (and what they waited for an answer, which is next to nothing of who is well), so without this a
 * fault would come at the same moment between two checks in every round, and its detection would be one draw, however many
 * rounds there are. With `phase` even in [0, interval), checks find who refuses after phase + (fall - 1) * interval, and who
 * is frozen after fall * timeout more.
 * @param round from 0
 */
export function startedEarlier(scenario: Scenario, round: number, beatMs: number): Scenario {
  const share = ((round + 0.5) * golden) % 1
  const { run } = scenario
  return { ...scenario, run: { ...run, warmupMs: run.warmupMs + Math.round(beatMs * share) } }
}
