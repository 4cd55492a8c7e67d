import { birthDeath, expectation } from './birth-death.js'

/**
 * M/M/c//K: `connections` clients, each thinking for an exponential time of mean `think` (above 0), then waiting for its answer
 * from one backend. The number of requests there is a birth-death process. Both figures hold for any law of thinking with
 * that mean: it is a station where nobody waits (Baskett, Chandy, Muntz and Palacios, 1975).
 * Kleinrock, "Queueing Systems" I (1975), 3.8 and 3.9.
 * @returns requests a mean service time, and the mean time in system
 */
export function machineRepairman(of: {
  readonly workers: number
  readonly connections: number
  readonly think: number
}): { readonly throughput: number; readonly mean: number } {
  const step = (n: number): number => (of.connections - n) / (of.think * Math.min(n + 1, of.workers))
  const law = birthDeath(Array.from({ length: of.connections }, (_, n) => step(n)))
  const throughput = expectation(law, n => Math.min(n, of.workers))
  return { throughput, mean: expectation(law, n => n) / throughput }
}
