import { errorName, isGood, isTimeout } from '../bench/ending.js'
import type { TallyWindows } from '../bench/tally.js'
import type { Trial, TrialRecord } from '../bench/trial.js'
import { mostPlainWindows, mostWindows, windowLengthMs } from '../bench/windowing.js'
import type { Windows } from '../drill/windows.js'
import { windowsOf } from '../drill/windows-of.js'
import { looksSick } from '../model/sight.js'
import { quantile } from '../stats/quantile.js'

/** A trial over time in windows that are as long as they have to be; columns as in `Windows`. */
export interface JoinedWindows extends Omit<Windows, 'states' | 'backends'> {
  readonly durationMs: number
  readonly backends: readonly string[]
  /** By backend: for how much of the window it was out because it looked sick, a share; undefined where the balancer is not seen. */
  readonly out: Float64Array | undefined
}

/**
 * Windows of 100 ms, or, of a trial too long for those, of 200, 500, 1000, ... ms. Undefined of a trial that was observed neither
 * request by request nor over time.
 */
export function joinedWindows(trial: Trial): JoinedWindows | undefined {
  if (trial.record !== undefined) return ofRecord(trial, trial.record)
  return trial.tally?.windows && ofTally(trial, trial.tally.windows)
}

/** What was summed up over time holds neither tries nor states. */
function ofTally({ durationMs, backends }: Trial, { errors, ...windows }: TallyWindows): JoinedWindows {
  const shown = windows.sent.length === windows.count * backends.length
  return {
    ...windows,
    durationMs,
    backends: shown ? backends : [],
    errors: new Map([...errors].map(([status, column]) => [errorName(status), column])),
    out: undefined,
  }
}

function ofRecord(trial: Trial, record: TrialRecord): JoinedWindows {
  const windows = windowsOf(trial)
  const { durationMs, backends, incidents } = trial
  const most = incidents === undefined ? mostPlainWindows : mostWindows
  const times = windowLengthMs(durationMs, most) / windows.windowMs
  const count = Math.ceil(windows.count / times)
  const join = (column: ArrayLike<number>, width: number, each: 'sum' | 'mean'): Float64Array =>
    joined(column, { width, times, count }, each)
  const states = windows.states.map(state => Number(looksSick(state)))
  const own = { windowMs: windows.windowMs * times, count, durationMs, backends }
  return {
    ...own,
    ...(times === 1 ? { p50Ms: windows.p50Ms, p99Ms: windows.p99Ms } : latencies(record, own)),
    requests: join(windows.requests, 1, 'sum'),
    errors: new Map([...windows.errors].map(([kind, column]) => [kind, join(column, 1, 'sum')])),
    sent: join(windows.sent, backends.length, 'sum'),
    inFlight: join(windows.inFlight, backends.length, 'mean'),
    out: states.length === 0 ? undefined : join(states, backends.length, 'mean'),
  }
}

/** So many windows become one; the last one may be of fewer. */
function joined(
  column: ArrayLike<number>,
  { width, times, count }: { readonly width: number; readonly times: number; readonly count: number },
  each: 'sum' | 'mean',
): Float64Array {
  const result = new Float64Array(count * width)
  const cell = (i: number): number => Math.floor(i / width / times) * width + (i % width)
  for (let i = 0; i < column.length; i++) result[cell(i)]! += column[i]!
  if (each === 'sum') return result
  const last = column.length / width - (count - 1) * times
  return result.map((sum, i) => sum / (i >= (count - 1) * width ? last : times))
}

/** Percentiles cannot be joined: they are taken from the requests. */
function latencies(
  record: TrialRecord,
  { windowMs, count }: Pick<Windows, 'windowMs' | 'count'>,
): Pick<Windows, 'p50Ms' | 'p99Ms'> {
  const byWindow: number[][] = Array.from({ length: count }, () => [])
  for (let row = 0; row < record.size; row++) {
    const status = record.status[row]!
    if (!isGood(status) && !isTimeout(status)) continue
    byWindow[Math.floor(record.dueMs[row]! / windowMs)]?.push(record.doneMs[row]! - record.dueMs[row]!)
  }
  for (const waits of byWindow) waits.sort((a, b) => a - b)
  return {
    p50Ms: Float64Array.from(byWindow, waits => quantile(waits, 0.5)),
    p99Ms: Float64Array.from(byWindow, waits => quantile(waits, 0.99)),
  }
}
