import type { HeatStrip } from '../../report/html/chart/heat-data.js'
import { widthOf } from './svg.js'

/** Where a heat picture has what, px. */
export interface HeatFrame {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly rowHeight: number
  readonly columns: number
  /** Of a column. */
  readonly columnWidth: number
  readonly columnMs: number
  /** Top of the rows of each strip. */
  readonly strips: readonly number[]
}

/** Of the name above a strip, and of what is free below it. */
const [nameHeight, between] = [20, 10]
const axisHeight = 40

/** @param top px above the strips */
export function heatFrame(
  strips: readonly HeatStrip[],
  { width, top, columnMs }: { readonly width: number; readonly top: number; readonly columnMs: number },
): HeatFrame {
  const names = strips.flatMap(({ rows }) => rows.map(({ backend }) => widthOf(backend)))
  const [left, right] = [Math.min(width * 0.28, Math.max(24, ...names) + 10), 16]
  const columns = Math.max(1, ...strips.flatMap(({ rows }) => rows.map(({ values }) => values.length)))
  const rowHeight = rowHeightOf(Math.max(1, ...strips.map(({ rows }) => rows.length)))
  let y = top
  const tops = strips.map(({ rows }) => {
    const first = y + nameHeight
    y = first + rows.length * rowHeight + between
    return first
  })
  const columnWidth = (width - left - right) / columns
  return {
    width,
    height: y + axisHeight - between,
    left,
    right,
    top,
    rowHeight,
    columns,
    columnWidth,
    columnMs,
    strips: tops,
  }
}

/** Strips of many backends have thin rows. */
const rowHeightOf = (rows: number): number => (rows <= 6 ? 15 : rows <= 12 ? 12 : rows <= 20 ? 8 : 6)
