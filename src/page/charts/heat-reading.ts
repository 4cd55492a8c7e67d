import type { HeatData, HeatStrip } from '../../report/html/chart/heat-data.js'
import { isChance } from './heat-classes.js'
import type { HeatFrame } from './heat-frame.js'
import { numberText, valueText } from './number-text.js'
import { svg } from './svg.js'
import { tipBox } from './tip-box.js'

interface Drawn {
  readonly data: HeatData
  readonly strips: readonly HeatStrip[]
  readonly frame: HeatFrame
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

function under(x: number, y: number, { data, strips, frame }: Drawn): SVGElement[] {
  const { left, rowHeight, columnWidth, columnMs } = frame
  const column = Math.floor((x - left) / columnWidth)
  const k = frame.strips.findLastIndex(top => y >= top)
  const strip = strips[k]
  const number = strip === undefined ? -1 : Math.floor((y - frame.strips[k]!) / rowHeight)
  const row = strip?.rows[number]
  const value = row?.values[column]
  if (strip === undefined || row === undefined || value === undefined) return []
  const isOut = row.out.some(([from, to]) => column >= from && column < to)
  const text = value === null ? 'not known' : `${numberText(value)}${data.scheme === 'diverging' ? 'x' : ''}`
  const count = strip.counts?.[column]
  const isByChance =
    value !== null && row.fair !== undefined && count !== undefined && isChance({ value, fair: row.fair, count })
  const rows = [
    { name: value === null ? '' : data.unit, value: text },
    ...(isByChance ? [{ name: 'no more than chance', value: '' }] : []),
    ...(isOut ? [{ name: 'taken out, as it looked sick', value: '' }] : []),
  ]
  const cell = { x: left + column * columnWidth, y: frame.strips[k]! + number * rowHeight }
  const head = `${strip.candidate}, ${row.backend}, at ${valueText(column * columnMs, 'time')}`
  return [
    svg('rect', {
      ...cell,
      width: columnWidth,
      height: rowHeight - 1,
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 1.5,
    }),
    tipBox(
      { head, rows },
      { x: cell.x + columnWidth, y: cell.y + rowHeight, width: frame.width, height: frame.height },
    ),
  ]
}
