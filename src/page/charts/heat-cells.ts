import type { Markish } from '@observablehq/plot'
import type { HeatData, HeatMark, HeatRow, HeatStrip } from '../../report/html/chart/heat-data.js'
import { colorOf, shadeOf } from './heat-classes.js'
import type { HeatFrame } from './heat-frame.js'
import type { Look } from './look.js'
import { fitted, svg } from './svg.js'

interface Drawn {
  readonly data: HeatData
  readonly frame: HeatFrame
  readonly look: Look
}

/** All strips: names, cells, who was out, what befell whom. Equal neighbours are one piece, so that a long run is not thousands of shapes. */
export function stripMarks(strips: readonly HeatStrip[], { data, frame, look }: Drawn): Markish {
  return () =>
    svg(
      'g',
      { 'aria-hidden': 'true' },
      ...strips.flatMap((strip, k) => {
        const top = frame.strips[k]!
        return [
          svg(
            'text',
            { x: frame.left, y: top - 6, 'text-anchor': 'start', class: 'name', fill: look.colorOf(strip.candidate) },
            fitted(look.nameOf(strip.candidate), frame.width - frame.left, 600),
          ),
          ...rowNames(strip, top, frame),
          ...cells(strip, top, data, frame),
          ...strip.rows.flatMap((row, i) => outs(row, top + (i + 0.5) * frame.rowHeight, frame)),
          ...data.marks.flatMap(mark => outline(mark, strip, top, frame)),
        ]
      }),
    ) as SVGGElement
}

function rowNames({ rows }: HeatStrip, top: number, { left, rowHeight }: HeatFrame): SVGElement[] {
  const every = Math.ceil(12 / rowHeight)
  return rows.flatMap(({ backend }, i) =>
    i % every === 0
      ? [
          svg(
            'text',
            { x: left - 6, y: top + (i + 0.5) * rowHeight, dy: '0.35em', 'text-anchor': 'end', class: 'faint' },
            fitted(backend, left - 8),
          ),
        ]
      : [],
  )
}

function cells(
  { rows, counts }: HeatStrip,
  top: number,
  data: HeatData,
  { left, rowHeight, columnWidth }: HeatFrame,
): SVGElement[] {
  const paths = new Map<number, string>()
  for (const [i, row] of rows.entries()) {
    for (const { from, to, level } of runsOf(row, counts, data)) {
      const piece = `M${tenth(left + from * columnWidth)},${top + i * rowHeight}H${tenth(left + to * columnWidth)}v${rowHeight - 1}H${tenth(left + from * columnWidth)}z`
      paths.set(level, (paths.get(level) ?? '') + piece)
    }
  }
  return [...paths].map(([level, d]) => svg('path', { d, fill: colorOf(level, data) }))
}

const tenth = (px: number): number => Math.round(px * 10) / 10

/** Stretches of the same colour; none where nothing is known. */
function runsOf(
  { values, fair }: HeatRow,
  counts: HeatStrip['counts'],
  data: HeatData,
): { from: number; to: number; level: number }[] {
  const runs: { from: number; to: number; level: number }[] = []
  for (const [column, value] of values.entries()) {
    if (value === null) continue
    const level = shadeOf(value, { fair, count: counts?.[column] }, data)
    const last = runs.at(-1)
    if (last !== undefined && last.to === column && last.level === level) last.to = column + 1
    else runs.push({ from: column, to: column + 1, level })
  }
  return runs
}

/** A line through the row. */
function outs({ out }: HeatRow, y: number, { left, columnWidth }: HeatFrame): SVGElement[] {
  return out.map(([from, to]) =>
    svg('path', {
      d: `M${left + from * columnWidth},${y - 0.5}H${left + to * columnWidth}`,
      ...{ stroke: 'currentColor', 'stroke-width': 2 },
    }),
  )
}

/** A frame around the rows of those it befell, neighbours in one; a line where it takes no time. */
function outline(
  { fromMs, toMs, backends }: HeatMark,
  { rows }: HeatStrip,
  top: number,
  frame: HeatFrame,
): SVGElement[] {
  const { left, rowHeight, columnWidth, columnMs, columns } = frame
  const at = (ms: number): number => left + Math.min(columns, ms / columnMs) * columnWidth
  const isHit = rows.map(({ backend }) => backends.length === 0 || backends.includes(backend))
  const starts = isHit.flatMap((hit, i) => (hit && !isHit[i - 1] ? [i] : []))
  return starts.map(start => {
    const length = isHit.slice(start).findIndex(hit => !hit)
    const count = length === -1 ? isHit.length - start : length
    return svg('rect', {
      ...{ x: at(fromMs), y: top + start * rowHeight - 0.5, width: Math.max(0.1, at(toMs) - at(fromMs)) },
      ...{ height: count * rowHeight, fill: 'none', stroke: 'var(--edge)', 'stroke-width': 2 },
    })
  })
}
