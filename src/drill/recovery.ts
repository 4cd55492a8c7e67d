import { isGood } from '../bench/ending.js'
import type { TrialRecord } from '../bench/trial.js'
import { windowMs } from '../model/sight.js'
import { chanceOfAtLeast, type SeenShare } from '../stats/beta-binomial.js'
import { badAtMs } from './bad-at.js'
import type { Before } from './before.js'
import type { Horizon } from './horizon.js'
import type { Lasted } from './lasted.js'

/** Windows in which latency must be back, in a row: a second. */
const span = 1000 / windowMs

/** How often a trial that nothing befell may look as if it had to recover. */
const falseAlarms = 0.01

/**
 * How long it took until latency was back for good, ms: p99 within a tenth of what it was before, for a second, and for every
 * second from then on. Of a second of few requests a p99 is one request's luck, so the question is asked of all of them: are
 * more of them bad (failed, or slower than a tenth above the p99 before) than chance allows, if it is as before? And of
 * failures alone: where slow requests come in large clumps, as on a busy machine, many slow ones are nothing unusual, but
 * failures among them may be. Chance is allowed as much that of a hundred trials that nothing befell one is taken for hurt,
 * both questions and all its seconds together.
 *
 * A window begins each second; recovered is the first window after the last second that is not back. 0 where all are. Null
 * where there is no whole second to look at.
 */
export function recoveryOf(record: TrialRecord, horizon: Horizon, before: Before): Lasted | null {
  const first = Math.floor(horizon.fromMs / windowMs)
  const count = Math.floor(horizon.toMs / windowMs) - first
  const seconds = count - span + 1
  if (seconds < 1) return null
  const asked = askedIn(record, horizon, before, first, count)
  let [last, stalledTo, isBack] = [-1, 0, true]
  for (let second = 0; second < seconds; second++) {
    if (isStalled(asked, second)) stalledTo = second + span
    isBack = second >= stalledTo && (backIn(asked, second, before, falseAlarms / (2 * seconds)) ?? isBack)
    if (!isBack) last = second
  }
  if (last === seconds - 1) return { ms: horizon.toMs - horizon.fromMs, atLeast: true }
  return { ms: last < 0 ? 0 : (first + last + 1) * windowMs - horizon.fromMs, atLeast: false }
}

/** By window: requests due in it and all windows of the horizon before it, the bad and the failed among them, and bad ones waited for as it begins. */
interface Asked {
  readonly requests: Float64Array
  readonly bad: Float64Array
  readonly failed: Float64Array
  readonly stuck: Float64Array
}

function askedIn(record: TrialRecord, horizon: Horizon, { badMs }: Before, first: number, count: number): Asked {
  const [requests, bad, failed] = [1, 2, 3].map(() => new Float64Array(count + 1)) as [Column, Column, Column]
  const stuck = new Float64Array(count + 2)
  const untilMs = horizon.last ? Infinity : horizon.toMs
  for (let row = 0; row < record.size; row++) {
    const window = Math.floor(record.dueMs[row]! / windowMs)
    const isBad = badAtMs(record, row, badMs) < untilMs
    if (window >= first && window < first + count) {
      requests[window - first + 1]!++
      if (isBad) bad[window - first + 1]!++
      if (!isGood(record.status[row]!) && record.doneMs[row]! < untilMs) failed[window - first + 1]!++
    }
    const [begins, ends] = [Math.max(window + 1, first), Math.floor(record.doneMs[row]! / windowMs)]
    if (!isBad || !(begins <= ends)) continue
    stuck[Math.min(begins - first, count)]!++
    stuck[Math.min(ends - first, count) + 1]!--
  }
  for (let i = 0; i < count; i++) {
    requests[i + 1]! += requests[i]!
    bad[i + 1]! += bad[i]!
    failed[i + 1]! += failed[i]!
    stuck[i + 1]! += stuck[i]!
  }
  return { requests, bad, failed, stuck }
}

type Column = Float64Array

/** Whether nobody asked because all were waiting in vain: where users ask again when answered, a dead service is a silent one. */
function isStalled({ requests, stuck }: Asked, second: number): boolean {
  return requests[second + span] === requests[second] && stuck[second]! > 0
}

/** Undefined where nobody asked, so that nothing can be told: it is as the second before. */
function backIn(asked: Asked, second: number, before: Before, limit: number): boolean | undefined {
  const within = (column: Float64Array): number => column[second + span]! - column[second]!
  const requests = within(asked.requests)
  if (requests === 0) return undefined
  return (
    isUsual(within(asked.bad), requests, before.bad, limit) &&
    isUsual(within(asked.failed), requests, before.failed, limit)
  )
}

function isUsual(wrong: number, requests: number, seen: SeenShare, limit: number): boolean {
  return wrong * seen.requests <= seen.bad * requests || chanceOfAtLeast(wrong, requests, seen) >= limit
}
