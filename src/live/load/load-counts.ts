import { errorKinds } from '../../bench/trial.js'
import { type SessionEnd, sessionEnds } from '../../model/sessions.js'
import { HistogramRows } from '../metrics/histogram-rows.js'

/** A request is of the phase in which it is due. */
export const phases = ['warmup', 'measured'] as const
const measured = 1

/** What requests end as, in the order of the columns. */
const outcomes = ['1xx', '2xx', '3xx', '4xx', '5xx', 'other', ...Object.keys(errorKinds)]
const columnOf: ReadonlyMap<number, number> = new Map(
  Object.entries(errorKinds).map(([kind, value]) => [value, outcomes.indexOf(kind)]),
)

/** In the order of their numbers. */
const ends = Object.keys(sessionEnds)

/** Counts the generator's requests while they run, in plain arrays, a row a phase. */
export class LoadCounts {
  readonly #due = new Float64Array(phases.length)
  readonly #sent = new Float64Array(phases.length)
  readonly #ended = new Float64Array(phases.length * outcomes.length)
  readonly #sessions = new Float64Array(phases.length * ends.length)
  /** As backends tell it, of measured requests. */
  readonly store = new HistogramRows(1)
  /** From due to the end of the answer, of measured requests that were answered below 400 or timed out: as in results. */
  readonly latency = new HistogramRows(1)
  /** From due to the wire, of measured requests. */
  readonly lateness = new HistogramRows(1)

  /** Times on the trial's clock, ms. */
  due(dueMs: number): void {
    this.#due[phaseOf(dueMs)]++
  }

  /** To be called once a request, though a second try may go out. */
  sent(dueMs: number, nowMs: number): void {
    const phase = phaseOf(dueMs)
    this.#sent[phase]++
    if (phase === measured) this.lateness.add(0, nowMs - dueMs)
  }

  /** @param status as `TrialRecord.status` */
  ended(dueMs: number, status: number, nowMs: number): void {
    const phase = phaseOf(dueMs)
    this.#ended[phase * outcomes.length + outcomeOf(status)]++
    const good = status >= 100 && status < 400
    if (phase === measured && (good || status === errorKinds.timeout)) this.latency.add(0, nowMs - dueMs)
  }

  /** @param storeMs time at the store of sessions, ms; NaN where none was asked */
  head(dueMs: number, storeMs: number): void {
    if (phaseOf(dueMs) === measured) this.store.add(0, storeMs)
  }

  /** Where there are sessions, once a request. */
  session(dueMs: number, end: SessionEnd): void {
    this.#sessions[phaseOf(dueMs) * ends.length + end]++
  }

  dueIn(phase: number): number {
    return this.#due[phase]
  }

  sentIn(phase: number): number {
    return this.#sent[phase]
  }

  /** All outcomes, so that their rates begin at 0. */
  endedIn(phase: number): { readonly outcome: string; readonly requests: number }[] {
    return outcomes.map((outcome, i) => ({ outcome, requests: this.#ended[phase * outcomes.length + i] }))
  }

  /** As `endedIn`, by what became of the session. */
  sessionsIn(phase: number): { readonly end: string; readonly requests: number }[] {
    return ends.map((end, i) => ({ end, requests: this.#sessions[phase * ends.length + i] }))
  }
}

function phaseOf(dueMs: number): number {
  return dueMs >= 0 ? measured : 0
}

function outcomeOf(status: number): number {
  if (status < 100) return columnOf.get(status)!
  return Math.min(Math.floor(status / 100), 6) - 1
}
