/** One request of a client, in the order in which they were made. */
export interface Visit {
  readonly client: number
  readonly backend: number
}

/**
 * Share of requests that went to the backend of the same client's request before: 1 - switches / transitions, over all
 * requests together (a busy client counts as often as it asks). n backends picked blindly give about 1/n. NaN where no
 * client came back.
 */
export function affinity(visits: Iterable<Visit>): number {
  const last = new Map<number, number>()
  let transitions = 0
  let stays = 0
  for (const { client, backend } of visits) {
    const before = last.get(client)
    if (before !== undefined) transitions++
    if (before === backend) stays++
    last.set(client, backend)
  }
  return transitions === 0 ? Number.NaN : stays / transitions
}
