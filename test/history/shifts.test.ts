import { expect, test } from 'vitest'
import type { RunSeries } from '../../src/history/series.js'
import { runsToTell, shiftsOf } from '../../src/history/shifts.js'
import { trendOf } from '../../src/history/trend.js'
import { randomStream } from '../../src/model/random.js'
import type { MetricName } from '../../src/results/results.js'
import { lineOf, steppedRuns } from './line.js'

const series = (values: readonly (number | undefined)[], exact = false): RunSeries => ({
  candidate: 'lc',
  values,
  distrusted: 0,
  exact,
})
const shifts = (one: RunSeries, leastChange = 0.05, metric: MetricName = 'p99Ms') =>
  shiftsOf(one, metric, leastChange, randomStream(1, 'x'))
const times = (n: number, value: number): number[] => Array.from({ length: n }, (_, i) => value * (1 + (i % 3) / 500))

test('a step is named with its size as a ratio, and with the levels on both sides', () => {
  const [shift, ...others] = shifts(series([...times(8, 40), ...times(8, 48)]))
  expect(others).toEqual([])
  expect(shift).toMatchObject({ run: 8, kind: 'ratio' })
  expect(shift!.size.value).toBeCloseTo(1.2, 2)
  expect(shift!.size.low!).toBeLessThan(1.2)
  expect(shift!.size.high!).toBeGreaterThan(1.2)
  expect(shift!.after / shift!.before).toBeCloseTo(shift!.size.value, 9)
  expect(shift!.p!).toBeLessThanOrEqual(0.01)
})

test('runs without a value are passed over, not counted', () => {
  const values = [...times(8, 40), undefined, undefined, ...times(8, 48)]
  expect(shifts(series(values)).map(({ run }) => run)).toEqual([10])
  expect(shifts(series([...times(5, 40), undefined, ...times(5, 48)]))).toEqual([])
})

test('a change below the least one is left out, and what it parted is one stretch to its neighbours', () => {
  const steps = series([...times(10, 40), ...times(10, 41), ...times(10, 60)])
  expect(shifts(steps, 0.001).map(({ run }) => run)).toEqual([10, 20])
  const [only, ...others] = shifts(steps)
  expect(others).toEqual([])
  expect(only!.run).toBe(20)
  expect(only!.before).toBeCloseTo(40.6, 1)
})

test('up and down are alike: turned round in time, the ratio is its inverse', () => {
  const up = [...times(8, 40), ...times(8, 48)]
  const [rise] = shifts(series(up))
  const [fall] = shifts(series([...up].reverse()))
  expect(fall!.run).toBe(8)
  expect(fall!.size.value * rise!.size.value).toBeCloseTo(1, 9)
})

test('shares are differences, from nothing as well', () => {
  const [shift] = shifts(series([...times(8, 0), ...times(8, 0.02)]), 0.05, 'errorRate')
  expect(shift).toMatchObject({ run: 8, kind: 'difference', before: 0 })
  expect(shift!.size.value).toBeCloseTo(0.02, 3)
})

test('so does a latency that is nothing at times', () => {
  expect(shifts(series([...times(8, 0), ...times(8, 3)]))[0]).toMatchObject({ run: 8, kind: 'difference' })
})

test('below the number of runs it takes nothing is said', () => {
  const step = (n: number) => shifts(series([...times(Math.floor(n / 2), 40), ...times(Math.ceil(n / 2), 80)]))
  expect(step(runsToTell - 1)).toEqual([])
  expect(step(runsToTell)).toHaveLength(1)
})

test('in exact series every difference is one, at once and however small', () => {
  const found = shifts(series([40, 40, 41, undefined, 41, 40.9], true))
  expect(found.map(({ run, before, after, p }) => ({ run, before, after, p }))).toEqual([
    { run: 2, before: expect.closeTo(40, 9), after: expect.closeTo(41, 9), p: null },
    { run: 5, before: expect.closeTo(41, 9), after: expect.closeTo(40.9, 9), p: null },
  ])
  expect(shifts(series([40, 40, 40], true))).toEqual([])
})

test('a trend is the same again, and one candidate does not move the other', () => {
  const lines = steppedRuns(24, { at: 15, factor: 1.25 })
  const selection = { metric: 'p99Ms' as const, candidate: undefined, scenario: undefined, last: 300 }
  const [group] = trendOf(lines, selection, 0.05).groups
  expect(group!.series.map(({ candidate, shifts: all }) => [candidate, all.map(({ run }) => run)])).toEqual([
    ['rr', []],
    ['lc', [15]],
  ])
  expect(trendOf(lines, selection, 0.05).groups[0]).toEqual(group)
  const [alone] = trendOf(lines, { ...selection, candidate: 'lc' }, 0.05).groups
  expect(alone!.series[0]).toEqual(group!.series[1])
  expect(trendOf([lineOf(0)], selection, 0.05).groups[0]!.series[0]!.shifts).toEqual([])
})
