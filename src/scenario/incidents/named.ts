import type { Incident } from '../../model/incident.js'

/** An incident that may not have its name yet. */
export interface Draft extends Omit<Incident, 'name'> {
  readonly name: string | undefined
}

/** In order of time. The first of a kind that nobody named is called as its kind, the next "KIND-2", past names that are taken. */
export function named(drafts: readonly Draft[]): Incident[] {
  const taken = new Set(drafts.map(({ name }) => name))
  const counts = new Map<string, number>()
  const next = (kind: string): string => {
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    const name = count === 1 ? kind : `${kind}-${count}`
    return taken.has(name) ? next(kind) : name
  }
  return [...drafts]
    .sort((a, b) => a.fromMs - b.fromMs)
    .map(({ name, kind, fromMs, toMs, backends }) => ({ name: name ?? next(kind), kind, fromMs, toMs, backends }))
}
