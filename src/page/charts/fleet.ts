import * as Plot from '@observablehq/plot'
import type { FleetData } from '../../report/html/chart/fleet-data.js'
import { axisX, scaleOptions } from './axes.js'
import type { Look } from './look.js'
import { numberText, valueText } from './number-text.js'
import { evenTicks, scaleOf, wholeOf } from './scale.js'
import { offerSteps, type Step } from './steps.js'
import { fitted, svg } from './svg.js'
import { scaled } from './tip.js'
import { type Tip, tipBox } from './tip-box.js'

const [panelHeight, nameHeight, between] = [96, 24, 14]
const [left, right, bottom, keyHeight] = [40, 16, 40, 24]
const step = panelHeight + nameHeight + between

/** A panel a candidate: what the load needed as an area, backends that are paid for and that serve as steps. */
export function drawFleet(data: FleetData, look: Look): Element {
  const panels = data.panels.filter(({ candidate }) => look.shown.has(candidate))
  const { width } = look
  const named = panels.map(panel => ({ ...panel, candidate: look.nameOf(panel.candidate) }))
  const parts = panels[0]?.paid.length ?? data.need?.length ?? 1
  const axis = { label: 'time', scale: 'linear', unit: 'time', from: 0, to: parts * data.columnMs } as const
  const x = scaleOf(axis, [], width - left - right)
  const most = Math.max(1, ...(data.need ?? []), ...panels.flatMap(({ paid }) => paid)) * 1.08
  const height = keyHeight + panels.length * step + bottom - between
  const y = (panel: number, count: number): number =>
    keyHeight + panel * step + nameHeight + panelHeight * (1 - count / most)
  const places = { x: (_: number, i: number) => i * data.columnMs, curve: 'step-after' } as const
  const picture = Plot.plot({
    className: 'plot',
    style: { fontSize: '12px' },
    ...{ width, height, marginLeft: left, marginRight: right, marginTop: keyHeight, marginBottom: bottom },
    x: scaleOptions(x),
    y: { domain: [0, height], range: [0, height], axis: null },
    marks: [
      keyMark(data),
      ...panels.flatMap(({ candidate, text, paid, serving }, k) => [
        ...gridMarks(most, count => y(k, count), width),
        nameMark(candidate, text, { y: keyHeight + k * step + 14, look }),
        ...(data.need === null
          ? []
          : [
              Plot.areaY(closed(data.need), {
                ...{ ...places, y1: y(k, 0), y2: (count: number) => y(k, count) },
                ...{ fill: 'currentColor', fillOpacity: 0.16 },
              }),
            ]),
        Plot.line(closed(paid), {
          ...places,
          y: count => y(k, count),
          stroke: look.colorOf(candidate),
          strokeWidth: 2,
        }),
        Plot.line(closed(serving), {
          ...{ ...places, y: (count: number) => y(k, count), stroke: look.colorOf(candidate) },
          ...{ strokeWidth: 1.2, strokeDasharray: '2 2.5' },
        }),
      ]),
      axisX(x),
      readingMark(data, named, { width, height, parts }),
    ],
  })
  const stepAt = (_: unknown, i: number): Step => {
    const { head, rows } = tipOf(i, data, named)
    const says = [head, ...rows.map(({ name, value }) => `${name} ${value}`)].join(', ')
    return { x: scaled(picture, 'x', (i + 0.5) * data.columnMs), y: height / 2, says }
  }
  return offerSteps(picture, () => [Array.from({ length: parts }, stepAt)])
}

/** Steps need an end for the last value. */
const closed = (values: readonly number[]): number[] => [...values, values.at(-1)!]

function gridMarks(most: number, y: (count: number) => number, width: number): Plot.Markish[] {
  return wholeOf(evenTicks([0, most], 3), 'count').map(
    tick => () =>
      svg(
        'g',
        { 'aria-hidden': 'true' },
        svg('path', { d: `M${left},${y(tick)}H${width - right}`, stroke: 'var(--grid)' }),
        svg('text', { x: left - 6, y: y(tick), dy: '0.35em', 'text-anchor': 'end', class: 'faint' }, numberText(tick)),
      ) as SVGGElement,
  )
}

function nameMark(
  candidate: string,
  text: string,
  { y, look }: { readonly y: number; readonly look: Look },
): Plot.Markish {
  return () =>
    svg(
      'text',
      { x: left, y, 'text-anchor': 'start', 'aria-hidden': 'true' },
      svg('tspan', { class: 'name', fill: look.colorOf(candidate) }, look.nameOf(candidate)),
      fitted(`  ${text}`, Math.max(20, look.width - left - 12 * look.nameOf(candidate).length)),
    )
}

function keyMark({ need }: FleetData): Plot.Markish {
  const text = (x: number, words: string): SVGElement => svg('text', { x, y: 12, 'text-anchor': 'start' }, words)
  return () =>
    svg(
      'g',
      { 'aria-hidden': 'true' },
      svg('path', { d: 'M1,8h16', stroke: 'currentColor', 'stroke-width': 2 }),
      text(22, 'paid for'),
      svg('path', { d: 'M86,8h16', stroke: 'currentColor', 'stroke-width': 1.2, 'stroke-dasharray': '2 2.5' }),
      text(107, 'serving'),
      ...(need === null
        ? []
        : [
            svg('rect', { x: 166, y: 2, width: 16, height: 12, fill: 'currentColor', 'fill-opacity': 0.16 }),
            text(187, 'needed'),
          ]),
    ) as SVGGElement
}

interface Drawn {
  readonly width: number
  readonly height: number
  readonly parts: number
}

function readingMark(data: FleetData, panels: FleetData['panels'], { width, height, parts }: Drawn): Plot.Markish {
  const { columnMs } = data
  const places = Array.from({ length: parts }, (_, i) => i)
  return Plot.dot(
    places,
    Plot.pointerX({
      x: i => (i + 0.5) * columnMs,
      y: () => height / 2,
      maxRadius: 60,
      render: (index, scales) => {
        const i = index[0]
        if (i === undefined) return svg('g', {}) as SVGGElement
        const x = (scales as unknown as { x: (ms: number) => number }).x((i + 0.5) * columnMs)
        return svg(
          'g',
          { 'pointer-events': 'none' },
          svg('path', { d: `M${x},${keyHeight}V${height - bottom}`, stroke: 'currentColor', 'stroke-opacity': 0.5 }),
          tipBox(tipOf(i, data, panels), { x, y: keyHeight + 10, width, height }),
        ) as SVGGElement
      },
    }),
  )
}

/** What each had in a part of the run. */
function tipOf(i: number, { columnMs, need }: FleetData, panels: FleetData['panels']): Tip {
  return {
    head: `from ${valueText(i * columnMs, 'time')}`,
    rows: [
      ...(need === null ? [] : [{ name: 'needed', value: numberText(need[i]!) }]),
      ...panels.map(({ candidate, paid, serving }) => ({
        name: `${candidate}, paid for / serving`,
        value: `${numberText(paid[i]!)} / ${numberText(serving[i]!)}`,
      })),
    ],
  }
}
