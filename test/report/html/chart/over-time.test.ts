import { expect, test } from 'vitest'
import type { Chart } from '../../../../src/report/html/chart/chart.js'
import { inFlightHeat, shareHeat } from '../../../../src/report/html/chart/heat-charts.js'
import type { HeatData } from '../../../../src/report/html/chart/heat-data.js'
import type { LinesData } from '../../../../src/report/html/chart/lines-data.js'
import { errorsOverTime, p99OverTime } from '../../../../src/report/html/chart/over-time-charts.js'
import type { Results, Timeline } from '../../../../src/results/results.js'
import { crashDrill } from '../../drill/fixture.js'
import { calm } from '../../fixture.js'

const linesOf = (chart: Chart | undefined): LinesData => {
  if (chart?.kind !== 'lines') throw new Error(String(chart?.kind))
  return chart.data
}
const heatOf = (chart: Chart | undefined): HeatData => {
  if (chart?.kind !== 'heat') throw new Error(String(chart?.kind))
  return chart.data
}

/** The same run with another timeline for everybody. */
const withTimeline = (results: Results, change: (timeline: Timeline) => Timeline): Results => ({
  ...results,
  candidates: results.candidates.map(({ timeline, ...one }) => ({ ...one, timeline: change(timeline!) })),
})

test('what befell the fleet is shaded, with its name', () => {
  expect(linesOf(p99OverTime(crashDrill)).shades).toEqual([{ name: 'crash: b2', from: 3000, to: 6000 }])
  expect(linesOf(p99OverTime(calm)).shades).toEqual([])
})

test('windows of a long run are joined, and the highest of them stays', () => {
  const long = withTimeline(calm, timeline => ({
    ...timeline,
    windowMs: 10,
    p99Ms: Array.from({ length: 1000 }, (_, i) => (i === 777 ? 500 : 20)),
    ratePerSecond: Array.from({ length: 1000 }, () => 100),
  }))
  const { at, lines } = linesOf(p99OverTime(long))
  expect(at.length).toBeLessThanOrEqual(150)
  expect(lines[0]!.values).toHaveLength(at.length)
  expect(Math.max(...lines[0]!.values.map(value => value ?? 0))).toBe(500)
  expect(p99OverTime(long)!.says).toContain('500 ms at 7.7')
})

test('failures are a chart only where there are any; who had none is said to have none', () => {
  expect(errorsOverTime(calm)).toBeUndefined()
  const one = { ...crashDrill, candidates: crashDrill.candidates.slice(0, 2) }
  const half: Results = {
    ...one,
    candidates: one.candidates.map((candidate, i) => ({
      ...candidate,
      timeline: {
        ...candidate.timeline!,
        errorRate: candidate.timeline!.errorRate.map(share => (i === 0 ? 0 : share)),
      },
    })),
  }
  expect(errorsOverTime(half)!.says).toMatch(/^Most failed in any 0\.1s: rr none; lc [\d.]+ % at [\d.]+s\.$/)
})

test('a share is over the fair share by weight', () => {
  const { strips, scheme } = heatOf(shareHeat(crashDrill))
  expect(scheme).toBe('diverging')
  const backends = crashDrill.scenario.backends.length
  expect(strips[0]!.rows).toHaveLength(backends)
  const sums = strips[0]!.rows[0]!.values.map((_, column) =>
    strips[0]!.rows.reduce((sum, { values }) => sum + (values[column] ?? 0), 0),
  )
  for (const sum of sums.filter(one => one > 0)) expect(sum).toBeCloseTo(backends, 1)
})

test('who was taken out, and from when to when, is kept; where nobody sees it there is none', () => {
  const { strips, columnMs } = heatOf(shareHeat(crashDrill))
  const outOf = (candidate: string) =>
    strips.find(strip => strip.candidate === candidate)!.rows.find(({ backend }) => backend === 'b2')!.out
  const [from, to] = outOf('lc')[0]!
  expect(from * columnMs).toBeGreaterThanOrEqual(3000)
  expect(to * columnMs).toBeLessThanOrEqual(10_000)
  expect(to).toBeGreaterThan(from)
  expect(outOf('nginx:rr')).toEqual([])
})

test('steps of what is in flight are round, and none lies above the most there is', () => {
  const { steps, strips } = heatOf(inFlightHeat(crashDrill))
  const most = Math.max(...strips.flatMap(({ rows }) => rows.flatMap(({ values }) => values.map(value => value ?? 0))))
  expect(steps.length).toBeLessThanOrEqual(6)
  expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  expect(steps.at(-1)!).toBeLessThanOrEqual(most)
  for (const step of steps) expect(String(step)).toMatch(/^[0.]*[125]0*$/)
})

test('many candidates with many backends stay within what a page can hold', () => {
  const crowd = withTimeline(calm, timeline => ({
    ...timeline,
    ratePerSecond: Array.from({ length: 1200 }, () => 1),
    backends: Array.from({ length: 32 }, (_, i) => ({
      name: `b${i}`,
      share: Array.from({ length: 1200 }, (_, k) => (k % 7) / 100),
      inFlight: Array.from({ length: 1200 }, (_, k) => k / 97),
      out: null,
    })),
  }))
  const many: Results = {
    ...crowd,
    candidates: Array.from({ length: 24 }, (_, i) => ({ ...crowd.candidates[0]!, id: `c${i}` })),
  }
  expect(JSON.stringify(inFlightHeat(many)).length).toBeLessThan(250_000)
})

test('where nobody looked there is nothing to show', () => {
  const unseen = { ...calm, candidates: calm.candidates.map(({ timeline: _, ...one }) => one) }
  for (const chart of [p99OverTime, errorsOverTime, shareHeat, inFlightHeat]) expect(chart(unseen)).toBeUndefined()
})
