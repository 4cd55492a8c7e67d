import { monotonicMs } from './clock.js'
import { difference, ticksByGroup, ticksPerSecond } from './process-ticks.js'

/** Process groups, each at its place; undefined where there is none. */
type Groups = readonly (number | undefined)[]

/**
 * CPU that process groups use between two instants of the monotonic clock, whatever they do before and after.
 * @param groups those to read, asked at each of the two
 * @param read ticks of all groups there are, in one go
 * @returns a function to call after `untilMs`: for each place the cores used, undefined where that cannot be told, as of a
 *   program that was started again meanwhile
 */
export function watchCpu(
  groups: () => Groups,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
  read = ticksByGroup,
): () => (number | undefined)[] {
  const reading = (): Reading => ({ atMs: monotonicMs(), groups: groups(), ticks: read() })
  let first: Reading | undefined
  let last: Reading | undefined
  at(fromMs, () => {
    first = reading()
  })
  at(untilMs, () => {
    last = reading()
  })
  return () => between(first, last ?? reading())
}

interface Reading {
  readonly atMs: number
  readonly groups: Groups
  readonly ticks: ReadonlyMap<number, number> | undefined
}

function at(ms: number, act: () => void): void {
  setTimeout(act, Math.max(0, ms - monotonicMs())).unref()
}

function between(first: Reading | undefined, last: Reading): (number | undefined)[] {
  return last.groups.map((group, i) => {
    if (group === undefined || first?.groups[i] !== group) return undefined
    const used = difference(last.ticks?.get(group), first.ticks?.get(group))
    return used && used / ticksPerSecond / ((last.atMs - first.atMs) / 1000)
  })
}
