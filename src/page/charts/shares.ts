import * as Plot from '@observablehq/plot'
import type { SharesData, SharesPanel } from '../../report/html/chart/shares-data.js'
import type { Look } from './look.js'
import { numberText } from './number-text.js'
import { evenTicks } from './scale.js'
import { fitted, svg, widthOf } from './svg.js'
import { tips } from './tip.js'

const [barsHeight, nameHeight, backendHeight, left, right] = [72, 40, 30, 40, 12]
/** px a backend gets at least, and a panel. */
const [leastBar, leastPanel] = [16, 240]

interface Bar {
  readonly x: number
  readonly width: number
  readonly from: number
  readonly to: number
  readonly fairY: number
  readonly backend: string
  readonly candidate: string
  readonly text: string
}

interface Grid {
  readonly columns: number
  readonly panelWidth: number
  readonly panelHeight: number
  /** Highest share there is room for. */
  readonly most: number
}

/** A panel a candidate, side by side: a bar a backend, a line across each where its fair share is. */
export function drawShares({ panels }: SharesData, look: Look): Element {
  const shown = panels.filter(({ candidate }) => look.shown.has(candidate))
  const grid = gridOf(shown, look.width)
  const height = 20 + Math.ceil(shown.length / grid.columns) * grid.panelHeight
  const bars = shown.flatMap((panel, k) => barsOf({ ...panel, name: look.nameOf(panel.candidate) }, k, grid))
  const read = tips(bars, { x: bar => bar.x + bar.width / 2, y: bar => bar.to, text: bar => bar.text, maxRadius: 60 })
  const picture = Plot.plot({
    className: 'plot',
    style: { fontSize: '12px' },
    ...{ width: look.width, height, margin: 0 },
    x: { domain: [0, look.width], range: [0, look.width], axis: null },
    y: { domain: [0, height], range: [0, height], axis: null },
    marks: [
      keyMark,
      ...shown.map((panel, k) => panelMark(panel, k, grid, look)),
      Plot.rect(bars, {
        ...{ x1: 'x', x2: bar => bar.x + bar.width, y1: 'from', y2: 'to' },
        ...{ fill: (bar: Bar) => look.colorOf(bar.candidate), fillOpacity: 0.75 },
      }),
      Plot.ruleY(bars, {
        ...{ x1: bar => bar.x - 3, x2: bar => bar.x + bar.width + 3, y: 'fairY' },
        ...{ stroke: 'currentColor', strokeWidth: 2 },
      }),
      read.mark,
    ],
  })
  return read.offer(picture)
}

function gridOf(panels: readonly SharesPanel[], width: number): Grid {
  const backends = Math.max(1, ...panels.map(({ bars }) => bars.length))
  const least = Math.max(leastPanel, left + right + backends * leastBar)
  const columns = Math.max(1, Math.min(panels.length, 4, Math.floor(width / least)))
  const most = Math.max(0.01, ...panels.flatMap(({ bars }) => bars.flatMap(({ share, fair }) => [share, fair]))) * 1.08
  return { columns, panelWidth: width / columns, panelHeight: nameHeight + barsHeight + backendHeight, most }
}

/** Upper left corner of the bars of a panel. */
function corner(k: number, { columns, panelWidth, panelHeight }: Grid): { readonly x: number; readonly y: number } {
  return { x: (k % columns) * panelWidth + left, y: 20 + Math.floor(k / columns) * panelHeight + nameHeight }
}

const heightOf = (share: number, { most }: Grid): number => barsHeight * (1 - share / most)

function barsOf({ candidate, name, bars }: SharesPanel & { readonly name: string }, k: number, grid: Grid): Bar[] {
  const { x, y } = corner(k, grid)
  const step = (grid.panelWidth - left - right) / Math.max(1, bars.length)
  const width = Math.min(48, step * 0.72)
  return bars.map(({ backend, share, fair }, i) => ({
    ...{ backend, candidate, width, x: x + (i + 0.5) * step - width / 2 },
    ...{ from: y + barsHeight, to: y + heightOf(share, grid), fairY: y + heightOf(fair, grid) },
    text: `${name}, ${backend}\n${numberText(100 * share)} % of the requests\nfair share: ${numberText(100 * fair)} %`,
  }))
}

const keyMark: Plot.Markish = () =>
  svg(
    'g',
    { 'aria-hidden': 'true', 'text-anchor': 'start' },
    svg('path', { d: 'M1,8h18', stroke: 'currentColor', 'stroke-width': 2 }),
    svg('text', { x: 25, y: 12 }, 'fair share by weight'),
  ) as SVGGElement

const start = { 'text-anchor': 'start' }

/** Grid, name and backends of a panel. */
function panelMark(
  { candidate, text, bars }: SharesPanel,
  k: number,
  grid: Grid,
  { colorOf, nameOf }: Look,
): Plot.Markish {
  const { x, y } = corner(k, grid)
  const room = grid.panelWidth - left - right
  const step = room / Math.max(1, bars.length)
  const every = Math.ceil(Math.max(...bars.map(({ backend }) => widthOf(backend) + 6)) / step)
  const ticks = evenTicks([0, grid.most], 2)
  return () =>
    svg(
      'g',
      { 'aria-hidden': 'true' },
      ...ticks.flatMap(tick => {
        const at = y + heightOf(tick, grid)
        return [
          svg('path', { d: `M${x},${at}h${room}`, stroke: tick === 0 ? 'var(--faint)' : 'var(--grid)' }),
          svg(
            'text',
            { x: x - 6, y: at, dy: '0.35em', 'text-anchor': 'end', class: 'faint' },
            `${numberText(100 * tick)} %`,
          ),
        ]
      }),
      svg(
        'text',
        { x, y: y - 24, ...start, class: 'name', fill: colorOf(candidate) },
        fitted(nameOf(candidate), room, 600),
      ),
      svg('text', { x, y: y - 9, ...start }, fitted(text, room)),
      ...bars.flatMap(({ backend }, i) =>
        i % every === 0
          ? [svg('text', { x: x + (i + 0.5) * step, y: y + barsHeight + 15, class: 'faint' }, backend)]
          : [],
      ),
    ) as SVGGElement
}
