import { expect, test } from 'vitest'
import type { Chart } from '../../../../src/report/html/chart/chart.js'
import type { LinesData } from '../../../../src/report/html/chart/lines-data.js'
import { capacityChart } from '../../../../src/report/html/sweep/capacity-chart.js'
import { loadCurveChart } from '../../../../src/report/html/sweep/load-curve-chart.js'
import { scalingCurveChart } from '../../../../src/report/html/sweep/scaling-curve-chart.js'
import {
  renderCapacityHtml,
  renderScalingHtml,
  renderSweepHtml,
  renderVaryHtml,
} from '../../../../src/report/html/sweep/sweep-pages.js'
import { tradeChart } from '../../../../src/report/html/sweep/trade-chart.js'
import { calm, capacity, rich } from '../../sweep/fixture.js'
import { scaling, small } from '../../sweep/scaling/fixture.js'
import { lab, same } from '../../sweep/vary/fixture.js'

const linesOf = (chart: Chart | undefined): LinesData => {
  if (chart?.kind !== 'lines') throw new Error(String(chart?.kind))
  return chart.data
}

test('a table says the same, as many cells in each row as in its head', () => {
  for (const chart of [
    ...[loadCurveChart(rich), loadCurveChart(calm), scalingCurveChart(scaling), scalingCurveChart(small)],
    ...[tradeChart(lab), capacityChart(capacity)],
  ]) {
    expect(chart!.says).toMatch(/\.$/)
    for (const row of chart!.table.rows) expect(row).toHaveLength(chart!.table.head.length)
    expect(JSON.parse(JSON.stringify(chart))).toEqual(chart)
  }
})

test('a load is in percent; the ideal is what nobody can be, and has no colour', () => {
  const { x, at, lines } = linesOf(loadCurveChart(rich))
  expect(x.unit).toBe('percent')
  expect(at).toEqual(rich.axis.values.map(value => Number((100 * value).toPrecision(4))))
  for (const { values } of lines) expect(values).toHaveLength(at.length)
  expect(lines.filter(({ role }) => role === 'ideal').map(({ id }) => id)).toEqual(['ideal'])
})

test('a ring stands where a candidate stops to be as good as the best, and the key says what it is', () => {
  const { rules, ringNote } = linesOf(loadCurveChart(rich))
  const crossings = rich.agreements
    .filter(({ best }) => best === rich.best)
    .flatMap(({ candidate, equal }) =>
      equal.flatMap(({ to }) =>
        to.kind === 'crossing' ? [{ candidate, at: Number((100 * to.at).toPrecision(4)) }] : [],
      ),
    )
  expect(crossings.length).toBeGreaterThan(0)
  for (const crossing of crossings) expect(rules).toContainEqual(expect.objectContaining(crossing))
  expect(ringNote).toMatch(/^\d+% slower than /)
})

test('a line rises where its queue grows for good', () => {
  const { lines } = linesOf(loadCurveChart(rich))
  for (const { candidate, points } of rich.curves) {
    const first = points.findIndex(({ stability }) => stability === 'unstable')
    const expected = first < 1 ? undefined : Number((100 * rich.axis.values[first]!).toPrecision(4))
    expect(lines.find(({ id }) => id === candidate.id)!.risesAt).toBe(expected)
  }
  expect(lines.some(({ risesAt }) => risesAt !== undefined)).toBe(true)
})

test('laws go through the points they were fitted to; too few points have none', () => {
  const laws = linesOf(scalingCurveChart(scaling)).lines.filter(({ role }) => role === 'law')
  expect(laws.length).toBeGreaterThan(0)
  for (const { at } of laws) expect(at!.at(-1)).toBeLessThanOrEqual(scaling.fleets.at(-1)!.backends)
  expect(linesOf(scalingCurveChart(small)).lines.filter(({ role }) => role === 'law')).toEqual([])
})

test('capacities, the highest first, each up to where it fails; who sustains nothing has a row without a point', () => {
  const chart = capacityChart(capacity)
  if (chart.kind !== 'ranges') throw new Error(chart.kind)
  const values = chart.data.rows.map(({ points }) => points[0]?.value ?? -1)
  expect(values).toEqual(values.toSorted((a, b) => b - a))
  expect(chart.data.rows).toHaveLength(capacity.candidates.length)
  for (const { points } of chart.data.rows) for (const { value, high } of points) expect(high!).toBeGreaterThan(value)
})

test('the front is marked, and in the unit of its axis; where nothing is traded there is no picture', () => {
  const chart = tradeChart(lab)!
  if (chart.kind !== 'trade') throw new Error(chart.kind)
  const { points, x } = chart.data
  expect(points.filter(({ isFront }) => isFront)).toHaveLength(lab.trade!.front.length)
  expect(x.label).toBe('detected in, s')
  // Detection takes seconds, and is stored in ms.
  for (const point of points) expect(point.x.value).toBeLessThan(60)
  expect(tradeChart(same)).toBeUndefined()
})

test('each has a page that says what was found, how, and by which command', () => {
  const assets = { script: '0', style: 'p{}' }
  const pages = [
    [renderSweepHtml(rich, assets), rich],
    [renderScalingHtml(scaling, assets), scaling],
    [renderVaryHtml(lab, assets), lab],
    [renderVaryHtml(same, assets), same],
    [renderCapacityHtml(capacity, assets), capacity],
  ] as const
  for (const [page, { scenario, environment }] of pages) {
    expect(page).toContain(`>${scenario.name}</`)
    expect(page).toContain('id="method"')
    expect(page).toContain(environment.command.split(' ')[0])
    expect(page).not.toMatch(/undefined|NaN|\[object/)
  }
})

test('what some round did not see the end of is an arrow without an interval, and so is what all have alike without one', () => {
  const chart = tradeChart(lab)!
  if (chart.kind !== 'trade') throw new Error(chart.kind)
  const open = chart.data.points.filter(({ x }) => x.isAtLeast)
  expect(open.map(({ name }) => name)).toEqual(['interval 5s, fall 3'])
  expect(open[0]!.x).toMatchObject({ low: null, high: null })
  expect(chart.says).toContain('An arrow is at least so much')
  for (const { x, y } of chart.data.points)
    for (const { low, high } of [x, y]) expect(low === null || low < high!).toBe(true)
})
