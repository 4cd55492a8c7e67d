import { errorName, isGood, isTimeout } from '../bench/ending.js'
import type { Trial, TrialRecord } from '../bench/trial.js'
import { type BalancerSight, type PoolState, windowMs } from '../model/sight.js'
import { quantile } from '../stats/quantile.js'
import type { Windows } from './windows.js'

/**
 * What a trial that was observed request by request looked like over time. One pass over its rows and one sort a window.
 * @throws {Error} where the trial has no record
 */
export function windowsOf({
  record,
  sight,
  durationMs,
  backends: { length: backends },
  candidate,
  round,
}: Trial): Windows {
  if (record === undefined) throw new Error(`trial of ${candidate} in round ${round} has no record of its requests`)
  const count = Math.ceil(durationMs / windowMs)
  const requests = new Float64Array(count)
  const waited = new Float64Array(count)
  const errors = new Map<string, Float64Array>()
  for (let row = 0; row < record.size; row++) {
    const window = Math.floor(record.dueMs[row]! / windowMs)
    if (!(window >= 0 && window < count)) continue
    const status = record.status[row]!
    requests[window]!++
    if (isGood(status) || isTimeout(status)) waited[window]!++
    if (!isGood(status)) columnOf(errors, errorName(status), count)[window]!++
  }
  return {
    windowMs,
    count,
    backends,
    requests,
    errors,
    ...latencies(record, waited),
    sent: sight ? fitted(sight.tries, count * backends) : answersOf(record, count, backends),
    inFlight: sight?.inFlight ? fitted(sight.inFlight, count * backends) : inFlightOf(record, count, backends),
    states: sight ? statesOf(sight, count, backends) : [],
  }
}

function columnOf(columns: Map<string, Float64Array>, name: string, count: number): Float64Array {
  const column = columns.get(name) ?? new Float64Array(count)
  columns.set(name, column)
  return column
}

/** All latencies go into one column, those of a window side by side, and are sorted where they are. */
function latencies(record: TrialRecord, waited: Float64Array): Pick<Windows, 'p50Ms' | 'p99Ms'> {
  const ends = new Float64Array(waited.length)
  for (let window = 1; window < ends.length; window++) ends[window] = ends[window - 1]! + waited[window - 1]!
  const begins = ends.slice()
  const column = new Float64Array(waited.reduce((sum, requests) => sum + requests, 0))
  for (let row = 0; row < record.size; row++) {
    const window = Math.floor(record.dueMs[row]! / windowMs)
    const status = record.status[row]!
    if (!(window >= 0 && window < ends.length && (isGood(status) || isTimeout(status)))) continue
    column[ends[window]!++] = record.doneMs[row]! - record.dueMs[row]!
  }
  const sorted = begins.map((_, window) => window)
  const slices = Array.from(sorted, window => column.subarray(begins[window]!, ends[window]!).sort())
  return {
    p50Ms: Float64Array.from(slices, slice => quantile(slice, 0.5)),
    p99Ms: Float64Array.from(slices, slice => quantile(slice, 0.99)),
  }
}

/** As many entries, cut off or filled up with zeros: nothing was sent in windows that nobody noted. */
function fitted(values: Float64Array, length: number): Float64Array {
  const column = new Float64Array(length)
  column.set(values.subarray(0, length))
  return column
}

/** Answers by when they were due. */
function answersOf({ size, dueMs, backend }: TrialRecord, count: number, backends: number): Float64Array {
  const sent = new Float64Array(count * backends)
  for (let row = 0; row < size; row++) {
    const window = Math.floor(dueMs[row]! / windowMs)
    if (window >= 0 && window < count && backend[row]! >= 0) sent[window * backends + backend[row]!]!++
  }
  return sent
}

/**
 * Mean number of requests at each backend where nobody saw the balancer: those it answered were there for their queue and service time, until
 * they were done; where the others were is not known. A request of many windows is noted where it begins and ends; what lies between is summed up afterwards.
 */
function inFlightOf(record: TrialRecord, count: number, backends: number): Float64Array {
  const whole = new Float64Array((count + 1) * backends)
  const partly = new Float64Array(count * backends)
  for (let row = 0; row < record.size; row++) {
    const backend = record.backend[row]!
    const from = Math.max(0, (record.doneMs[row]! - record.queueMs[row]! - record.appMs[row]!) / windowMs)
    const to = Math.min(count, record.doneMs[row]! / windowMs)
    if (backend < 0 || !(from < to)) continue
    const [first, last] = [Math.floor(from), Math.floor(to)]
    if (first === last) {
      partly[first * backends + backend]! += to - from
      continue
    }
    partly[first * backends + backend]! += first + 1 - from
    if (last < count) partly[last * backends + backend]! += to - last
    whole[(first + 1) * backends + backend]!++
    whole[last * backends + backend]!--
  }
  for (let i = backends; i < whole.length; i++) whole[i]! += whole[i - backends]!
  return partly.map((part, i) => part + whole[i]!)
}

/** At the end of each window. */
function statesOf({ changes }: BalancerSight, count: number, backends: number): PoolState[] {
  const states: PoolState[] = []
  const now = new Array<PoolState>(backends).fill('in')
  let taken = 0
  for (let window = 0; window < count; window++) {
    for (; taken < changes.length && changes[taken]!.atMs < (window + 1) * windowMs; taken++) {
      now[changes[taken]!.backend] = changes[taken]!.state
    }
    for (const state of now) states.push(state)
  }
  return states
}
