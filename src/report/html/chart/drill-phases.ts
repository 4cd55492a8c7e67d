import type { CandidateResult, IncidentResult, Timeline } from '../../../results/results.js'

/** Windows from the first to before the last. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What windows lie before an incident, and in it with all that came of it. */
export interface Phases {
  /** Before anything befell the fleet; empty where that was at once. */
  readonly before: Span
  /** From its start until it was over and p99 and failures were back, the next incident at the latest. */
  readonly during: Span
  /** Since its start, ms; null where no round tells, or some round was not back while one could look. */
  readonly backMs: number | null
  /** Whether in every round it is known how long it took at least. */
  readonly isOpen: boolean
}

/** @param incidents of the candidate, in order of time */
export function phasesOf(incident: IncidentResult, { incidents = [], timeline }: CandidateResult): Phases {
  const { windowMs, ratePerSecond } = timeline as Timeline
  const windows = ratePerSecond.length
  const window = (ms: number): number => Math.max(0, Math.min(windows, ms / windowMs))
  const first = Math.min(...incidents.map(({ fromMs }) => fromMs))
  const next = Math.min(windows * windowMs, ...incidents.map(one => one.fromMs).filter(at => at > incident.fromMs))
  const recovery = incident.metrics.recoveryMs
  const isOpen = incident.atLeast.recoveryMs > 0
  const over = Math.max(incident.toMs, isOpen ? next : incident.fromMs + (recovery?.value ?? 0))
  return {
    before: { from: 0, to: Math.floor(window(first)) },
    during: { from: Math.floor(window(incident.fromMs)), to: Math.ceil(window(Math.min(over, next))) },
    backMs: recovery === null || isOpen ? null : recovery.value,
    isOpen,
  }
}

/** Known values of a span. */
export const within = (values: readonly (number | null)[], { from, to }: Span): number[] =>
  values.slice(from, to).filter(value => value !== null)

/** In the middle; undefined of none. */
export const middleOf = (values: readonly number[]): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
