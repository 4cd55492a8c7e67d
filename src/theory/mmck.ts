import { birthDeath, expectation } from './birth-death.js'

/** What becomes of requests that room is limited for. */
export interface Loss {
  /** Share of the requests turned away. */
  readonly loss: number
  /** Mean time in system of those taken. */
  readonly mean: number
  /** Requests served a mean service time, by all workers. */
  readonly throughput: number
  /** Share of their time that workers work. */
  readonly utilisation: number
}

/**
 * M/M/c/K: `room` requests in service or waiting, at least `workers`; who finds it full is lost. rho, the load offered a
 * worker, may be 1 or more. room = workers is Erlang's loss system.
 * Kleinrock, "Queueing Systems" I (1975), 3.6.
 */
export function mmck(of: { readonly workers: number; readonly room: number; readonly rho: number }): Loss {
  const offered = of.workers * of.rho
  const law = birthDeath(Array.from({ length: of.room }, (_, n) => offered / Math.min(n + 1, of.workers)))
  const throughput = expectation(law, n => Math.min(n, of.workers))
  return {
    loss: law[of.room]!,
    mean: expectation(law, n => n) / throughput,
    throughput,
    utilisation: throughput / of.workers,
  }
}
