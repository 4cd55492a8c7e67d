import type { Markish } from '@observablehq/plot'
import type { HeatData, HeatStrip } from '../../report/html/chart/heat-data.js'
import { colorOf } from './heat-classes.js'
import { type KeyEntry, keyFlow, lineSign } from './key-flow.js'
import { numberText } from './number-text.js'
import { svg, widthOf } from './svg.js'

/** What the colours mean, above the strips. */
export interface HeatKey {
  readonly height: number
  readonly mark: Markish
}

const line = 18

/** Colours with the values between them; what frames and lines through rows mean, where there are any. */
export function heatKey(data: HeatData, strips: readonly HeatStrip[], width: number): HeatKey {
  const { steps, scheme, unit } = data
  const box = Math.min(40, (width - 8) / (steps.length + 1))
  const right = (steps.length + 1) * box
  const isBeside = right + 10 + widthOf(unit) < width
  const colors = [...steps, Infinity].map((_, level) =>
    svg('rect', { x: level * box, y: 2, width: box - 1, height: 12, fill: colorOf(level, data) }),
  )
  const numbers = steps.map((step, i) =>
    svg('text', { x: (i + 1) * box, y: 27 }, scheme === 'diverging' ? `${numberText(step)}x` : numberText(step)),
  )
  const unitMark = svg(
    'text',
    isBeside ? { x: right + 10, y: 12, 'text-anchor': 'start' } : { x: 0, y: 27 + line, 'text-anchor': 'start' },
    unit,
  )
  const below = 27 + (isBeside ? 0 : line)
  const signs = keyFlow(signsOf(data, strips), width, below + 6)
  return {
    height: below + signs.height + 8,
    mark: () => svg('g', { 'aria-hidden': 'true' }, ...colors, ...numbers, unitMark, ...signs.marks) as SVGGElement,
  }
}

/** A frame: what befell whom; a line: who was out. */
function signsOf({ marks }: HeatData, strips: readonly HeatStrip[]): KeyEntry[] {
  const isOut = strips.some(({ rows }) => rows.some(({ out }) => out.length > 0))
  const names = [...new Set(marks.map(({ name }) => name))]
  const frame = { width: 18, height: 11, fill: 'none', stroke: 'var(--edge)', 'stroke-width': 2 }
  const incident: KeyEntry = {
    text: names.length <= 3 ? names.join(', ') : 'incidents',
    draw: (x, y) => svg('rect', { x, y: y - 5.5, ...frame }),
  }
  const out: KeyEntry = {
    text: 'taken out, as it looked sick',
    draw: lineSign({ color: 'currentColor', dash: 'none', width: 2 }),
  }
  return [...(names.length === 0 ? [] : [incident]), ...(isOut ? [out] : [])]
}
