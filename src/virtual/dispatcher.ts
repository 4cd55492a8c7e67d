import type { Outcome } from '../strategies/strategy.js'

/** Who decides where requests go, by their slot in `RequestTable`. */
export interface Dispatcher {
  /**
   * Whether an answer can be one to be tried elsewhere, or two tries of a request can run at once: then each try that was
   * begun counts as tried from its beginning on, not only once it has failed.
   */
  readonly sifts: boolean
  /** The backend to try now; `refused`, `held` or `shed`, as of `Balancer.pick`. */
  next(slot: number, nowMs: number): number
  /** A try at that backend ended as far as the request is concerned. Nobody keeps the outcome. */
  ended(slot: number, backend: number, outcome: Outcome, nowMs: number): void
  /** Whether the request should be tried again after this outcome of its last try. */
  retries(slot: number, outcome: Outcome, nowMs: number): boolean
  /** Which try of the request began last; 1 for the first. */
  attempt(slot: number): number
  /** The request has another slot now. */
  move(from: number, to: number): void
  /** The request has ended, or is given up, whatever it waited for. Returns how many tries there were. */
  close(slot: number, end: RequestEnd, nowMs: number): number
  /** Whoever knows more than a balancer can: a server of the backend is free again, also of one nobody waited for any more. */
  left?(backend: number, nowMs: number): void
  /** The backend serves nothing for now: it is down, about to stop, or stands still; `back`: it does again. */
  out?(backend: number): void
  back?(backend: number, nowMs: number): void
}

/** How a request ended. */
export interface RequestEnd {
  /** Whose answer its client gets; -1 where it gets none, or the balancer's own. */
  backend: number
  /** 1 where its last try did not fail: it was answered, or nobody waits for it any more. */
  lastTry: 0 | 1
}
