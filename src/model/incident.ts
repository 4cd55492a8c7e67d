/** What befalls a fleet or its traffic. The first five make backends sick; the others move them, or the load. */
export const incidentKinds = ['crash', 'freeze', 'slow', 'errors', 'flap', 'join', 'deploy', 'surge', 'hot'] as const
export type IncidentKind = (typeof incidentKinds)[number]

/** One thing that befalls a fleet, from when it begins until it is over: what a drill is about. Expanded into `BackendSpec.faults`, `PoolChange`s and traffic. */
export interface Incident {
  /** Unique in the scenario, fit for gates: "crash", or "crash-2" for the second of its kind where nobody named it. */
  readonly name: string
  readonly kind: IncidentKind
  /** From the start of measuring. `toMs` is the end of the run where it is never over; of a `join` it is `fromMs`. */
  readonly fromMs: number
  readonly toMs: number
  /** Whom it befalls, by number, ascending; empty for `surge` and `hot`. */
  readonly backends: readonly number[]
}

/** Whether a balancer does well to send its backends nothing while it lasts. */
export function makesSick({ kind }: Pick<Incident, 'kind'>): boolean {
  return kind === 'crash' || kind === 'freeze' || kind === 'slow' || kind === 'errors' || kind === 'flap'
}
