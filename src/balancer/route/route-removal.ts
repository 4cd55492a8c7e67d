import type { RouteRow } from './route-play.js'

/** What taking backends away does. A client counts once, by its first request; where there is but one, each request does. */
export interface Removal {
  /** Where everybody goes afterwards, in the order of the rows before. */
  readonly rows: readonly RouteRow[]
  readonly clients: number
  /** Clients that change their backend, */
  readonly moved: number
  /** those of them that had to, because theirs left, */
  readonly hadTo: number
  /** and the others: what a perfect strategy would spare. */
  readonly excess: number
  /** moved / clients, in [0, 1]. */
  readonly share: number
}

/**
 * @param after the same requests, one a row of `before`
 * @param leaving names of the backends that are gone
 */
export function compareRoutes(
  before: readonly RouteRow[],
  after: readonly RouteRow[],
  leaving: ReadonlySet<string>,
): Removal {
  const counted = whoCounts(before)
  let moved = 0
  let hadTo = 0
  for (const k of counted) {
    const { backend } = before[k]!
    if (after[k]!.backend !== backend) moved++
    if (backend !== undefined && leaving.has(backend)) hadTo++
  }
  const clients = counted.length
  return { rows: after, clients, moved, hadTo, excess: moved - hadTo, share: clients === 0 ? 0 : moved / clients }
}

/** Who is told apart by its key: client and path together. */
function whoCounts(rows: readonly RouteRow[]): number[] {
  const first = new Map<string, number>()
  rows.forEach(({ client, path }, k) => {
    const key = JSON.stringify([client, path])
    if (!first.has(key)) first.set(key, k)
  })
  return first.size === 1 ? rows.map((_, k) => k) : [...first.values()]
}
