import type { IncidentKind } from '../../model/incident.js'
import { formatDuration } from '../../units.js'
import type { Path, Report } from '../problems.js'
import { described } from './fault-of.js'

/** What one backend goes through for a while. */
export interface Stretch {
  readonly kind: IncidentKind
  readonly backend: number
  /** -Infinity of a join: until it joins, it is not there. */
  readonly fromMs: number
  readonly toMs: number
  /** The time to point at. Undefined: of the backend's own list, where its clashes among themselves are reported already. */
  readonly path: Path | undefined
}

const powers: ReadonlySet<IncidentKind> = new Set(['crash', 'freeze', 'flap', 'join', 'deploy'])

/** Refused, once a pair of entries: two stretches of a backend that cannot both be. Slow, failing and down at once can. */
export function refuseClashes(stretches: readonly Stretch[], names: readonly string[], report: Report): void {
  const told = new Set<string>()
  for (const own of byBackend(stretches)) {
    for (const [i, first] of own.entries()) {
      // In order of time, so none beyond the first that begins after the end can overlap.
      for (let k = i + 1; k < own.length && own[k].fromMs < first.toMs; k++) {
        const clash = clashOf(first, own[k])
        const pair = clash && JSON.stringify([clash.blamed.path, clash.other.path])
        if (!clash || told.has(pair!)) continue
        told.add(pair!)
        report(clash.blamed.path!, sentence(clash.other, names[clash.other.backend]))
      }
    }
  }
}

function byBackend(stretches: readonly Stretch[]): Stretch[][] {
  const lists = new Map<number, Stretch[]>()
  for (const stretch of stretches) {
    const list = lists.get(stretch.backend)
    if (list) list.push(stretch)
    else lists.set(stretch.backend, [stretch])
  }
  return [...lists.values()].map(list => list.sort((a, b) => a.fromMs - b.fromMs))
}

/** Whoever begins later is to blame, unless only the other one stands where it can be pointed at. */
function clashOf(first: Stretch, second: Stretch): { blamed: Stretch; other: Stretch } | undefined {
  if (!contradict(first.kind, second.kind)) return undefined
  if (second.path !== undefined) return { blamed: second, other: first }
  return first.path === undefined ? undefined : { blamed: first, other: second }
}

function contradict(one: IncidentKind, other: IncidentKind): boolean {
  return one === other || one === 'join' || other === 'join' || (powers.has(one) && powers.has(other))
}

function sentence({ kind, fromMs, toMs }: Stretch, name: string): string {
  if (kind === 'join')
    return `${name} does not run before it joins at ${formatDuration(toMs)}; let nothing befall it until then`
  const time = `from ${formatDuration(fromMs)} to ${formatDuration(toMs)}`
  return `this overlaps ${described[kind]} of ${name} ${time}; let one end before the other begins`
}
