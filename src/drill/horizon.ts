import type { Incident } from '../model/incident.js'

/** The time that is looked at for what an incident did, ms. */
export interface Horizon {
  readonly fromMs: number
  readonly toMs: number
  /** Nothing befalls the trial after it, so what went wrong after the last request was due is its doing as well. */
  readonly last: boolean
}

/**
 * From the start of an incident to the start of the next that begins when it is over, or to the end of measuring. Incidents
 * that overlap, or begin together, share theirs: nobody can tell which of them hurt a request.
 */
export function horizonOf(incident: Incident, incidents: readonly Incident[], durationMs: number): Horizon {
  const { fromMs, toMs } = incident
  const starts = incidents.map(other => other.fromMs).filter(startMs => startMs > fromMs && startMs >= toMs)
  const next = Math.min(...starts, durationMs)
  return { fromMs, toMs: next, last: starts.length === 0 }
}

/** Whether something at that moment is the incident's. */
export function within({ fromMs, toMs, last }: Horizon, atMs: number): boolean {
  return atMs >= fromMs && (atMs < toMs || (last && atMs < Infinity))
}
