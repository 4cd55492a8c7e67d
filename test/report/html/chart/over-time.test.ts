import { expect, test } from 'vitest'
import type { Chart } from '../../../../src/report/html/chart/chart.js'
import { fairnessChart } from '../../../../src/report/html/chart/fairness-chart.js'
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
  expect(p99OverTime(long)!.says).toMatch(/in any 0\.01 s: .*500 ms at 7\.7\d* s/)
})

test('few requests a window have no p99: it is called the slowest of so many, by how many they are', () => {
  const of = (perWindow: number): Chart =>
    p99OverTime(
      withTimeline(calm, one => ({ ...one, windowMs: 100, ratePerSecond: one.p99Ms.map(() => 10 * perWindow) })),
    )!
  const label = (perWindow: number): string => linesOf(of(perWindow)).y.label
  expect(label(56)).toBe('slowest of about 56 requests, ms (log)')
  expect(of(56).says).toMatch(/^Slowest of about 56 requests in any 0\.1 s: /)
  expect(label(200)).toBe('p99 of about 200 requests a point, ms (log)')
  expect(label(2000)).toBe('p99 of about 2,000 requests a point, ms (log)')
})

/** A crash at 3 s, with what the slowest of each window were; back after so long. */
function crashed(p99Ms: (second: number) => number, backMs: number): Results {
  const [first] = crashDrill.candidates
  const [incident] = first!.incidents!
  const recoveryMs = { value: backMs, low: null, high: null, n: 3 }
  return {
    ...crashDrill,
    candidates: [
      {
        ...first!,
        timeline: { ...first!.timeline!, p99Ms: first!.timeline!.p99Ms.map((_, i) => p99Ms(i / 10)) },
        incidents: [
          {
            ...incident!,
            metrics: { ...incident!.metrics, recoveryMs },
            atLeast: { ...incident!.atLeast, recoveryMs: 0 },
          },
        ],
      },
    ],
  }
}

test('how far it rose is told of the incident, and not of noise before or long after', () => {
  const noisy = (second: number): number => (second > 7.5 ? 900 : second >= 3 && second < 4 ? 300 : 40)
  expect(p99OverTime(crashed(noisy, 1200))!.says).toContain('rose: rr from 40.0 ms to 300 ms (back after 1.2 s).')
})

test('what did not rise above what it was before is not said to have risen', () => {
  const before = (second: number): number => (second < 1 ? 300 : 50)
  expect(p99OverTime(crashed(before, 500))!.says).toMatch(/not seen to rise: rr\.$/)
  const chance = (second: number): number => (second >= 5 && second < 5.5 ? 90 : 50)
  expect(p99OverTime(crashed(chance, 0))!.says).toMatch(/not seen to rise: rr\.$/)
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
  expect(errorsOverTime(half)!.says).toMatch(
    /^Failed before \/ from 3 s to 6 s \/ after \(crash\): rr none; lc [\d.]+ \/ [\d.]+ \/ [\d.]+ %\.$/,
  )
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

test('steps of what is in flight are round, at most six of them', () => {
  const { steps } = heatOf(inFlightHeat(crashDrill))
  expect(steps.length).toBeLessThanOrEqual(6)
  expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  for (const step of steps) expect(String(step)).toMatch(/^[0.]*[125]0*$/)
})

test('where a balancer that is not ours let clients give up, it is said that those are not seen', () => {
  const givingUp = (share: number): Results => ({
    ...crashDrill,
    candidates: crashDrill.candidates.map(one => ({
      ...one,
      engine: one.id.includes(':') ? 'nginx' : one.engine,
      metrics: { ...one.metrics, timeoutRate: { value: share, low: 0, high: 1, n: 4 } },
    })),
  })
  expect(inFlightHeat(givingUp(0.1))!.says).toMatch(/ Of nginx:rr, who waited until the client gave up is not seen\.$/)
  expect(inFlightHeat(givingUp(0))!.says).not.toContain('gave up')
})

test('a fleet that is scaled has no fair share: who was not there got nothing', () => {
  const scaled = {
    ...calm,
    candidates: calm.candidates.map(one => ({
      ...one,
      scaling: { timeline: { partMs: 1, paid: [], serving: [], need: null }, metrics: {} as never },
    })),
  }
  expect(shareHeat(calm)).toBeDefined()
  expect(shareHeat(scaled)).toBeUndefined()
  expect(fairnessChart(scaled)).toBeUndefined()
  expect(inFlightHeat(scaled)).toBeDefined()
})

test('where somebody was out it is said that the others have its share', () => {
  expect(shareHeat(crashDrill)!.says).toContain('has its share taken by the others')
  expect(shareHeat(calm)!.says).not.toContain('taken by the others')
})

test('how many requests a cell is of is kept, so that chance is not coloured', () => {
  const [strip] = heatOf(shareHeat(calm)).strips
  const total = strip!.counts!.reduce((sum, count) => sum + count, 0)
  expect(total).toBeGreaterThan(5900)
  expect(total).toBeLessThan(6100)
  expect(strip!.rows.map(({ fair }) => fair)).toEqual([0.5, 0.5])
})

test('in flight is measured by what a backend can work on, not by the most there was', () => {
  const quiet = withTimeline(calm, timeline => ({
    ...timeline,
    backends: timeline.backends.map(one => ({ ...one, inFlight: one.inFlight.map(() => 0.01) })),
  }))
  expect(heatOf(inFlightHeat(quiet)).steps).toEqual([1, 2, 5, 10, 20])
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
