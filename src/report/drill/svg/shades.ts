import { type Frame, px, stroke } from '../../svg/frame.js'
import { element, xmlText } from '../../xml.js'
import type { Drill } from '../drills.js'
import { titleOf, whomOf } from '../incident-text.js'

/** A line of names above the panels. */
export const nameLine = 17

/** About how wide a letter of a name is. */
const letter = 7.8

/** A shade over the time of each incident, its name above; a line for what takes no time. */
export interface Shades {
  /** Behind the panels. */
  readonly marks: readonly string[]
  readonly names: readonly string[]
  /** How many lines of names there are. */
  readonly lines: number
}

/** @param frame from the top of the first panel to the bottom of the last; names stand above it, the first line lowest */
export function shades(drills: readonly Drill[], frame: Frame): Shades {
  const rows: number[] = []
  const names = drills.map(drill => {
    const text = nameOf(drill)
    const width = text.length * letter
    const x = Math.max(frame.left, Math.min(frame.x(drill.fromMs), frame.right - width))
    const free = rows.findIndex(end => end + 8 <= x)
    const row = free < 0 ? rows.length : free
    rows[row] = x + width
    const y = px(frame.top - 30 - row * nameLine)
    return element('text', { x: px(x), y, class: 'incident' }, xmlText(text))
  })
  return { marks: drills.flatMap(drill => mark(drill, frame)), names, lines: rows.length }
}

function nameOf(drill: Drill): string {
  const whom = drill.backends.length === 0 ? '' : `: ${whomOf(drill.backends)}`
  return `${titleOf(drill)}${whom}`
}

function mark({ fromMs, toMs }: Drill, { x, top, bottom }: Frame): string[] {
  const [from, to] = [x(fromMs), x(toMs)]
  const edges = [...new Set([from, to])].map(at => stroke([at, top], [at, bottom], 'edge'))
  if (to <= from) return edges
  return [
    element('rect', { x: px(from), y: px(top), width: px(to - from), height: px(bottom - top), class: 'shade' }),
    ...edges,
  ]
}
