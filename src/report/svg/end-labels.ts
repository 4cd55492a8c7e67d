import { element, xmlText } from '../xml.js'
import { px } from './frame.js'

/** The end of a line. */
export interface LineEnd {
  readonly name: string
  /** Of the line, in the names of classes: `lookOf` palette.ts. */
  readonly look: string
  readonly y: number
  /** Where it ends, if that is before all others do. */
  readonly x?: number
}

/** Between the middles of two names. */
export const labelGap = 18

/**
 * Heights for names beside the ends of their lines: in the same order, none nearer than `gap` to the next, as near to their ends as
 * that allows, from `top` on; to `bottom` where they have room.
 */
export function spread(
  ends: readonly number[],
  { gap, top, bottom }: { gap: number; top: number; bottom: number },
): number[] {
  const order = ends.map((_, i) => i).sort((a, b) => ends[a]! - ends[b]!)
  const placed = new Array<number>(ends.length)
  let next = top
  for (const i of order) {
    placed[i] = Math.max(next, ends[i]!)
    next = placed[i]! + gap
  }
  // Back up from the bottom what was pushed beyond it.
  let most = bottom
  for (const i of [...order].reverse()) {
    placed[i] = Math.min(placed[i]!, most)
    most = placed[i]! - gap
  }
  const least = Math.min(...placed)
  return least >= top ? placed : placed.map(y => y + top - least)
}

/** A name a line behind its end: a thread to it, a piece of the line, the name. */
export function endLabels(
  ends: readonly LineEnd[],
  { x, top, bottom }: { readonly x: number; readonly top: number; readonly bottom: number },
): string[] {
  const heights = spread(
    ends.map(({ y }) => y),
    { gap: labelGap, top, bottom },
  )
  return ends.flatMap(({ name, look, y, x: end = x }, i) => {
    const at = px(heights[i]!)
    return [
      element('path', { class: `leader s${look}`, d: `M${px(end + 2)} ${px(y)}L${px(x + 14)} ${at}` }),
      element('path', { class: `line s${look} d${look}`, d: `M${px(x + 16)} ${at}h26` }),
      element('text', { x: px(x + 47), y: px(at + 4), class: `name f${look}` }, xmlText(name)),
    ]
  })
}
