import type { Plan } from '../agenda.js'
import type { LinePlace } from './line.js'

/** What the balancer remembers of a request between its calls, where it has to remember anything. */
export class Trip {
  ticket: number
  /** Tries under way. */
  running = 0
  /** Backends of the tries that were hedges. */
  readonly hedges: number[] = []
  /** Its world has been told to hedge and has not asked yet. */
  hedgeDue = false
  hedgePlace: LinePlace<Trip> | undefined
  answered = false
  /** It holds one of the retries that may be under way at once; which backend that is at, -1 for none yet. */
  holdsRetry = false
  retryBackend = -1
  /** Another retry was allowed and has not begun. */
  granted = false
  /** How long it has to wait before it may ask for the retry that was allowed, ms. */
  backoffMs = 0
  backoff: Plan | undefined
  /** Its place in the queue, from the moment it entered until it has found a backend or given up; and whether it stands there. */
  queuePlace: LinePlace<Trip> | undefined
  waits = false
  queuedSinceMs = 0
  /** What it has tried, and the backend it wants, -1 for any: of one that waits in the queue. */
  tried: readonly number[] = []
  wants = -1
  /** It was called to a place and has not asked since; its patience has ended. */
  called = false
  expired = false

  constructor(ticket: number) {
    this.ticket = ticket
  }
}
