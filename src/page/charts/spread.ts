/**
 * Heights for names beside the ends of their lines, which are given from above to below: in that order, none nearer than `gap` to the
 * next, as near to their ends as that allows, between `top` and `bottom` as long as they have room.
 */
export function spread(ends: readonly number[], gap: number, [top, bottom]: readonly [number, number]): number[] {
  const placed: number[] = []
  for (const end of ends) placed.push(Math.max((placed.at(-1) ?? top - gap) + gap, end))
  let most = bottom
  for (let i = placed.length - 1; i >= 0; i--) {
    placed[i] = Math.min(placed[i]!, most)
    most = placed[i]! - gap
  }
  const missing = top - (placed[0] ?? top)
  return missing > 0 ? placed.map(y => y + missing) : placed
}
