import { expect, test } from 'vitest'
import { fairShares } from '../../../../src/report/html/chart/fair-shares.js'
import { fairnessChart } from '../../../../src/report/html/chart/fairness-chart.js'
import { twinChart } from '../../../../src/report/html/chart/twin-chart.js'
import { syntheticResults } from '../../../results/synthetic.js'
import { calm, rich } from '../../fixture.js'

test('a fair share is by weight; of backends that all weigh nothing, equal', () => {
  const backend = (name: string, weight: number) => ({ name, weight, summary: '' })
  expect([...fairShares({ backends: [backend('a', 3), backend('b', 1)] }).values()]).toEqual([0.75, 0.25])
  expect([...fairShares({ backends: [backend('a', 0), backend('b', 0)] }).values()]).toEqual([0.5, 0.5])
})

test('a panel a candidate, a bar a backend, with the index in numbers', () => {
  const chart = fairnessChart(calm)!
  if (chart.kind !== 'shares') throw new Error(chart.kind)
  expect(chart.data.panels.map(({ candidate }) => candidate)).toEqual(['rr', 'lc'])
  for (const { bars, text } of chart.data.panels) {
    expect(bars.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 3)
    expect(text).toMatch(/^Jain [01]\.\d{3}, of busy time [01]\.\d{3}$/)
  }
  expect(chart.says).toMatch(/^Jain's index of requests by weight \(1 is equal\): (rr|lc) [01]\.\d{3} \[/)
})

test('one backend has nobody to be fair to', () => {
  const [only] = calm.scenario.backends
  expect(fairnessChart({ ...calm, scenario: { ...calm.scenario, backends: [only!] } })).toBeUndefined()
})

test('live beside virtual time, a row a metric, the gap in numbers', () => {
  const chart = twinChart(rich)!
  if (chart.kind !== 'ranges') throw new Error(chart.kind)
  expect(chart.data.rows.map(({ name }) => name).slice(0, 3)).toEqual(['rr p50', 'rr p99', 'rr mean'])
  expect(chart.data.rows[1]!.text).toMatch(/^\+?-?[\d.]+ % \[.+, .+\]$/)
  expect(chart.data.rows[1]!.points.map(({ name }) => name)).toEqual(['virtual time', 'live'])
  expect(chart.says).toMatch(/^Live p99 over what virtual time says of the same requests: rr /)
})

test('a gap of several times is a factor, of what is drawn', () => {
  const far = syntheticResults([{ candidate: 'lc', factor: 5, twinFactor: 1 }], 3)
  const chart = twinChart(far)!
  if (chart.kind !== 'ranges') throw new Error(chart.kind)
  const [, p99] = chart.data.rows
  const [twin, live] = p99!.points.map(({ value }) => value) as [number, number]
  const [, factor] = /^([\d.]+) times \[/.exec(p99!.text)!
  expect(Number(factor)).toBeCloseTo(live / twin, 1)
})
