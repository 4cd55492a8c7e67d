import type { HeatData, HeatRow, HeatStrip } from '../../report/html/chart/heat-data.js'
import { isChance } from './heat-classes.js'
import type { HeatFrame } from './heat-frame.js'
import type { Look } from './look.js'
import { numberText, valueText } from './number-text.js'
import type { Steps } from './steps.js'
import { svg } from './svg.js'
import { type Tip, tipBox } from './tip-box.js'

interface Drawn {
  readonly data: HeatData
  readonly strips: readonly HeatStrip[]
  readonly frame: HeatFrame
  readonly look: Look
}

/** The cell under the pointer, with its value in a box beside it. There are too many cells for each to be a shape with a tip. */
export function readHeat(picture: Element, drawn: Drawn): void {
  const layer = svg('g', {})
  picture.append(layer)
  picture.addEventListener('pointermove', event => {
    const { left, top, width } = picture.getBoundingClientRect()
    const scale = drawn.frame.width / width
    const { clientX, clientY } = event as PointerEvent
    layer.replaceChildren(...under((clientX - left) * scale, (clientY - top) * scale, drawn))
  })
  picture.addEventListener('pointerleave', () => layer.replaceChildren())
}

/** Every cell, row by row. */
export function heatSteps({ data, strips, frame, look }: Drawn): Steps {
  const { left, rowHeight, columnWidth } = frame
  return strips.flatMap((strip, k) =>
    strip.rows.map((row, number) =>
      row.values.map((_, column) => {
        const { head, rows } = tipOf({ strip, row, column }, { data, frame, look })
        return {
          x: left + (column + 0.5) * columnWidth,
          y: frame.strips[k]! + (number + 0.5) * rowHeight,
          says: [head, ...rows.map(({ name, value }) => `${value} ${name}`.trim())].join(', '),
        }
      }),
    ),
  )
}

function under(x: number, y: number, { data, strips, frame, look }: Drawn): SVGElement[] {
  const { left, rowHeight, columnWidth } = frame
  const column = Math.floor((x - left) / columnWidth)
  const k = frame.strips.findLastIndex(top => y >= top)
  const strip = strips[k]
  const number = strip === undefined ? -1 : Math.floor((y - frame.strips[k]!) / rowHeight)
  const row = strip?.rows[number]
  if (strip === undefined || row?.values[column] === undefined) return []
  const cell = { x: left + column * columnWidth, y: frame.strips[k]! + number * rowHeight }
  return [
    svg('rect', {
      ...cell,
      width: columnWidth,
      height: rowHeight - 1,
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 1.5,
    }),
    tipBox(tipOf({ strip, row, column }, { data, frame, look }), {
      x: cell.x + columnWidth,
      y: cell.y + rowHeight,
      width: frame.width,
      height: frame.height,
    }),
  ]
}

interface Cell {
  readonly strip: HeatStrip
  readonly row: HeatRow
  readonly column: number
}

function tipOf({ strip, row, column }: Cell, { data, frame: { columnMs }, look }: Omit<Drawn, 'strips'>): Tip {
  const value = row.values[column] ?? null
  const isOut = row.out.some(([from, to]) => column >= from && column < to)
  const text = value === null ? 'not known' : `${numberText(value)}${data.scheme === 'diverging' ? 'x' : ''}`
  const count = strip.counts?.[column]
  const isByChance =
    value !== null && row.fair !== undefined && count !== undefined && isChance({ value, fair: row.fair, count })
  return {
    head: `${look.nameOf(strip.candidate)}, ${row.backend}, at ${valueText(column * columnMs, 'time')}`,
    rows: [
      { name: value === null ? '' : data.unit, value: text },
      ...(isByChance ? [{ name: 'no more than chance', value: '' }] : []),
      ...(isOut ? [{ name: 'taken out, as it looked sick', value: '' }] : []),
    ],
  }
}
