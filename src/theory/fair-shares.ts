/**
 * How unequal `requests` requests are spread over equal backends by chance alone, each going anywhere with the same
 * probability: the mean of CoV^2, the squared coefficient of variation of the counts, Pearson's statistic over `requests`.
 * Jain's index is 1 / (1 + CoV^2).
 */
export function randomUnfairness(of: { readonly backends: number; readonly requests: number }): number {
  return (of.backends - 1) / of.requests
}

/** Jain's index of `requests` requests dealt out in turn: 1 where the backends divide them. Jain et al., DEC-TR-301 (1984). */
export function roundRobinJain({
  backends,
  requests,
}: {
  readonly backends: number
  readonly requests: number
}): number {
  const more = requests % backends
  const each = (requests - more) / backends
  return (requests * requests) / (backends * (more * (each + 1) * (each + 1) + (backends - more) * each * each))
}
