import type { Outcome } from '../strategies/strategy.js'

/** `next`: not now, it waits to be resumed. */
export const held = -2

/** Who decides where requests go, by their slot in `RequestTable`. */
export interface Dispatcher {
  /** The backend to try now; -1 where none may serve or tries are used up; `held`. */
  next(slot: number, nowMs: number): number
  /** The current try, at `backend` of the table, ended as far as the request is concerned. Nobody keeps the outcome. */
  ended(slot: number, outcome: Outcome, nowMs: number): void
  /** How many of its tries have failed. */
  failures(slot: number): number
  /** The request has another slot now. */
  move(from: number, to: number): void
  /** The request has ended, or is given up while it is held. Returns `failures`. */
  close(slot: number): number
  /** Whoever knows more than a balancer can: a server of the backend is free again, also of one nobody waited for any more. */
  left?(backend: number, nowMs: number): void
  crashed?(backend: number): void
  recovered?(backend: number, nowMs: number): void
}
