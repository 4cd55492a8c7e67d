import type { Outcome } from '../strategies/strategy.js'

/** `next`: not now, it waits to be resumed. */
export const held = -2

/** Who decides where requests go, by the slot of the request. Calls for one request alternate as those of a `Flight`. */
export interface Dispatcher {
  /** A request came; its slot's columns are filled. */
  open(slot: number): void
  /** The backend to try now; -1 where none may serve or tries are used up; `held`. */
  next(slot: number, nowMs: number): number
  /** The current try ended, as far as the request is concerned. Nobody keeps the outcome. */
  ended(slot: number, outcome: Outcome, nowMs: number): void
  /** Backends tried so far. */
  tries(slot: number): number
  /** The request has another slot now. */
  move(from: number, to: number): void
  /** Whoever knows more than a balancer can: a server of the backend is free again, also of one nobody waited for any more. */
  left?(backend: number, nowMs: number): void
  crashed?(backend: number): void
  recovered?(backend: number, nowMs: number): void
}
