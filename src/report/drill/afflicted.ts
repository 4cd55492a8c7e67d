import type { Timeline } from '../../results/results.js'
import type { Drill } from './drills.js'

/** Backends that incidents befall, by name, in the order of the scenario; none where it is all of them: their share is always 1. */
export function afflictedOf(drills: readonly Drill[], { backends }: Timeline): string[] {
  const named = new Set(drills.flatMap(drill => drill.backends))
  const names = backends.map(({ name }) => name).filter(name => named.has(name))
  return names.length === backends.length ? [] : names
}

/** The share of all tries that they got, an entry a window; null where there were none. */
export function shareOf(names: readonly string[], { backends }: Timeline): (number | null)[] {
  const members = backends.filter(({ name }) => names.includes(name))
  const windows = members[0]?.share.length ?? 0
  return Array.from({ length: windows }, (_, window) => {
    const shares = members.map(({ share }) => share[window] ?? null)
    return shares.some(share => share === null) ? null : shares.reduce<number>((sum, share) => sum + share!, 0)
  })
}
