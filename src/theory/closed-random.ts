/**
 * A closed loop without pauses: so many connections, each asking again as soon as it is answered, spread at random over
 * backends of one worker with exponential service. All ways to share the connections out are equally likely.
 * Gordon and Newell, "Closed Queuing Systems with Exponential Servers", Operations Research 15 (1967).
 * @returns requests a mean service time of all backends together, and the mean time in system
 */
export function closedRandom(of: { readonly backends: number; readonly connections: number }): {
  readonly throughput: number
  readonly mean: number
} {
  const mean = (of.connections + of.backends - 1) / of.backends
  return { throughput: of.connections / mean, mean }
}
