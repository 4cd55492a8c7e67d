import * as Plot from '@observablehq/plot'
import type { Shade } from '../../report/html/chart/lines-data.js'
import type { Scale } from './scale.js'
import { fitted, svg, widthOf } from './svg.js'

/** What befell the fleet, behind a picture over time. */
export interface Shades {
  /** px for the names, above the picture. */
  readonly height: number
  readonly marks: readonly Plot.Markish[]
}

const line = 16

interface Place {
  readonly x: Scale
  readonly left: number
  /** px of the x axis. */
  readonly width: number
}

/** A shade over the time of each, its name above; a line for what takes no time. */
export function shadesOf(shades: readonly Shade[], { x, left, width }: Place): Shades {
  const [from, to] = x.domain
  const pixel = (at: number): number => left + ((at - from) / (to - from)) * width
  const ends: number[] = []
  const names = shades.map(shade => {
    const text = fitted(shade.name, width, 600)
    const at = Math.max(left, Math.min(pixel(shade.from), left + width - widthOf(text, 600)))
    const free = ends.findIndex(end => end + 8 <= at)
    const row = free === -1 ? ends.length : free
    ends[row] = at + widthOf(text, 600)
    return { text, at, row }
  })
  const namesMark: Plot.Markish = (_index, _scales, _values, { marginTop }) =>
    svg(
      'g',
      { 'aria-hidden': 'true', fill: 'var(--care)', 'text-anchor': 'start', class: 'name' },
      ...names.map(({ text, at, row }) => svg('text', { x: at, y: marginTop - 6 - row * line }, text)),
    ) as SVGGElement
  return { height: shades.length === 0 ? 0 : ends.length * line, marks: [...shades.flatMap(shadeMarks), namesMark] }
}

function shadeMarks({ from, to }: Shade): Plot.Markish[] {
  const edge = { stroke: 'var(--edge)', strokeDasharray: '3 3', strokeOpacity: 0.8 }
  if (to <= from) return [Plot.ruleX([from], edge)]
  return [
    Plot.rectX([{ from, to }], { x1: 'from', x2: 'to', fill: 'var(--shade)', fillOpacity: 0.45, clip: true }),
    Plot.ruleX([from, to], { ...edge, clip: true }),
  ]
}
