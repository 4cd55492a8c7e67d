import { svg, widthOf } from './svg.js'

/** What stands in a box beside the pointer. */
export interface Tip {
  readonly head: string
  readonly rows: readonly TipRow[]
}

export interface TipRow {
  readonly name: string
  readonly value: string
  /** How its line is drawn; absent where it has none. */
  readonly sample?: { readonly color: string; readonly dash: string; readonly width: number }
}

/** A point of the picture, and the picture's size, px. */
export interface TipPlace {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const [line, pad, sampleWidth, between] = [17, 9, 24, 12]

/** Values beside a point, on whichever side of it has room. */
export function tipBox({ head, rows }: Tip, place: TipPlace): SVGElement {
  const indent = rows.some(({ sample }) => sample !== undefined) ? sampleWidth : 0
  const most = (texts: readonly string[]): number => Math.max(0, ...texts.map(text => widthOf(text)))
  const inner = indent + most(rows.map(({ name }) => name)) + between + most(rows.map(({ value }) => value))
  const width = Math.max(widthOf(head, 600), inner) + 2 * pad
  const height = (rows.length + 1) * line + 2 * pad - 4
  const isLeft = place.x + 12 + width > place.width - 2
  const x = Math.max(2, isLeft ? place.x - width - 12 : place.x + 12)
  const y = Math.max(2, Math.min(place.y, place.height - height - 2))
  return svg(
    'g',
    { 'pointer-events': 'none' },
    svg('rect', {
      ...{ x, y, width, height, rx: 5, fill: 'var(--ground)', 'fill-opacity': 0.96 },
      ...{ stroke: 'currentColor', 'stroke-opacity': 0.35 },
    }),
    svg('text', { x: x + pad, y: y + pad + 8, 'text-anchor': 'start', class: 'name' }, head),
    ...rows.flatMap((row, i) =>
      rowOf(row, { x: x + pad, y: y + pad + 8 + (i + 1) * line, indent, right: x + width - pad }),
    ),
  )
}

interface RowPlace {
  readonly x: number
  readonly y: number
  readonly indent: number
  readonly right: number
}

function rowOf({ name, value, sample }: TipRow, { x, y, indent, right }: RowPlace): SVGElement[] {
  return [
    ...(sample === undefined
      ? []
      : [
          svg('path', {
            d: `M${x + 1},${y - 4}h${indent - 8}`,
            ...{
              stroke: sample.color,
              'stroke-width': sample.width,
              'stroke-dasharray': sample.dash,
              'stroke-linecap': 'round',
            },
          }),
        ]),
    svg('text', { x: x + indent, y, 'text-anchor': 'start' }, name),
    svg('text', { x: right, y, 'text-anchor': 'end' }, value),
  ]
}
