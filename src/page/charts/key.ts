import type { Markish } from '@observablehq/plot'
import { type KeyEntry, keyFlow, keyWidth, lineSign } from './key-flow.js'
import type { Stroke } from './line-strokes.js'
import { svg } from './svg.js'

/** What lines mean, above the picture. */
export interface Key {
  /** px */
  readonly height: number
  readonly mark: Markish
}

interface Room {
  readonly width: number
  /** Whether names stand beside the ends of the lines. */
  readonly isWide: boolean
}

/** A sample of each line that has no name at its end: all of them where there is no room for names, else only kinds of lines. */
export function keyOf(strokes: readonly Stroke[], ringNote: string | undefined, { width, isWide }: Room): Key {
  const named = isWide ? [] : strokes.filter(({ role }) => role !== 'twin' && role !== 'before' && role !== 'law')
  const lines = named.flatMap(stroke =>
    textsOf(stroke, width).map((text): KeyEntry => ({ text, draw: lineSign(stroke) })),
  )
  const { height, marks } = keyFlow([...lines, ...kindsOf(strokes), ...ringOf(ringNote), ...riseOf(strokes)], width)
  return { height, mark: () => svg('g', { 'aria-hidden': 'true' }, ...marks) as SVGGElement }
}

/** The names of one line together, or, where they do not fit beside each other, one by one. */
function textsOf({ names }: Stroke, width: number): readonly string[] {
  const together = names.join(', ')
  return keyWidth(together) <= width ? [together] : names
}

const kinds = { twin: 'the same requests in virtual time', before: 'before', law: 'fitted law' } as const

/** One sample a kind of line that has no name of its own. */
function kindsOf(strokes: readonly Stroke[]): KeyEntry[] {
  return (['twin', 'before', 'law'] as const).flatMap(kind => {
    const first = strokes.find(({ role }) => role === kind)
    return first === undefined ? [] : [{ text: kinds[kind], draw: lineSign({ ...first, color: 'currentColor' }) }]
  })
}

function ringOf(note: string | undefined): KeyEntry[] {
  const look = { r: 5, fill: 'none', stroke: 'currentColor', 'stroke-width': 2 }
  return note === undefined ? [] : [{ text: note, draw: (x, cy) => svg('circle', { cx: x + 10, cy, ...look }) }]
}

function riseOf(strokes: readonly Stroke[]): KeyEntry[] {
  if (strokes.every(({ risesAt }) => risesAt === undefined)) return []
  return [{ text: 'the queue grows without end', draw: lineSign({ color: 'currentColor', dash: '1 4', width: 1.2 }) }]
}
