import type { Glimpse } from '../external/sighting.js'

/** Tries of each backend so far, at one time, ms from the start of measuring. */
export interface Count {
  readonly atMs: number
  readonly tries: readonly number[]
}

/**
 * Of `show stat`, by the names of servers: `stot` counts who was sent there, by the choice or for a session, and again whenever
 * a try is redispatched, as every retry is with `redispatch 1`, be it to the same server.
 * @returns undefined where a server is not there
 */
export function triesIn(stat: string, servers: readonly string[]): number[] | undefined {
  const [head = '', ...lines] = stat.split('\n')
  const columns = head.replace(/^# /, '').split(',')
  const [name, sent] = ['svname', 'stot'].map(column => columns.indexOf(column))
  const rows = new Map(lines.map(line => line.split(',')).map(row => [row[name!], row]))
  const counts = servers.map(server => Number(rows.get(server)?.[sent!]))
  return counts.some(Number.isNaN) ? undefined : counts
}

/**
 * What happened between two counts happened evenly between them. They are taken at the edges of windows, so that little is
 * shifted to a neighbour; what is before the first is not counted.
 * @param edgeMs length of a window
 */
export function triesBetween(counts: readonly Count[], edgeMs: number): Glimpse[] {
  const glimpses: Glimpse[] = []
  const told = counts[0]?.tries.map(Math.round) ?? []
  const tell = (atMs: number, before: number, tries: (backend: number) => number): void =>
    told.forEach((already, backend) => {
      const now = Math.round(tries(backend))
      // In the middle of its window, whichever that is.
      if (now > already) glimpses.push({ atMs: (before + atMs) / 2, backend, tries: now - already })
      told[backend] = now
    })
  for (let i = 1; i < counts.length; i++) {
    const [from, to] = [counts[i - 1]!, counts[i]!]
    let before = from.atMs
    for (let edge = (Math.floor(from.atMs / edgeMs) + 1) * edgeMs; edge < to.atMs; edge += edgeMs) {
      const share = (edge - from.atMs) / (to.atMs - from.atMs)
      tell(edge, before, backend => from.tries[backend]! + share * (to.tries[backend]! - from.tries[backend]!))
      before = edge
    }
    tell(to.atMs, before, backend => to.tries[backend]!)
  }
  return glimpses
}
