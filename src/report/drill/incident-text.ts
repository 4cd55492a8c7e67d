import { formatDuration } from '../../units.js'
import { list } from '../list.js'
import type { Drill } from './drills.js'

/**
 * "crash: b4, 5s to 12s", with its kind where the name is another: "dead (crash): b4, from 5s to the end", "join: b5, at 3s".
 * @param durationMs of the run
 */
export function describeIncident(drill: Drill, durationMs: number): string {
  const whom = drill.backends.length === 0 ? '' : `${whomOf(drill.backends)}, `
  return `${titleOf(drill)}: ${whom}${whenOf(drill, durationMs)}`
}

/** "crash-2", or "dead (crash)". */
export function titleOf({ name, kind }: Pick<Drill, 'name' | 'kind'>): string {
  return name === kind || new RegExp(`^${kind}-\\d+$`).test(name) ? name : `${name} (${kind})`
}

/** "b1, b2 and 4 more". */
export function whomOf(backends: readonly string[]): string {
  return backends.length <= mostNames
    ? list(backends)
    : list([...backends.slice(0, mostNames - 1), `${backends.length - mostNames + 1} more`])
}

const mostNames = 4

function whenOf({ fromMs, toMs }: Drill, durationMs: number): string {
  if (toMs <= fromMs) return `at ${timeOf(fromMs)}`
  return `${timeOf(fromMs)} to ${toMs >= durationMs ? 'the end' : timeOf(toMs)}`
}

/** 55 % of 14 s is 7.7 s, and not 7700.000000000001 ms. */
const timeOf = (ms: number): string => formatDuration(Number(ms.toPrecision(12)))
