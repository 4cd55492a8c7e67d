import { expect, test } from 'vitest'
import { scalingMetricNames } from '../../../../src/autoscale/scaling-metrics.js'
import { fleetChart } from '../../../../src/report/html/chart/fleet-chart.js'
import type { Results } from '../../../../src/results/results.js'
import type { ScalingResult } from '../../../../src/results/scaling-result.js'
import { calm } from '../../fixture.js'

const estimate = (value: number) => ({ value, low: null, high: null, n: 1 })
const parts = Array.from({ length: 96 }, (_, i) => i)
const scaling = (need: boolean): ScalingResult => ({
  metrics: {
    ...(Object.fromEntries(scalingMetricNames.map(name => [name, null])) as ScalingResult['metrics']),
    missedSeconds: estimate(2087.4),
    backendSeconds: estimate(501_047),
  },
  timeline: {
    partMs: 900_000,
    paid: parts.map(i => 2 + i / 90),
    serving: parts.map(i => 2 + i / 100),
    need: need ? parts.map(() => 2) : null,
  },
})
const scaled = (need: boolean): Results => ({
  ...calm,
  candidates: calm.candidates.map(one => ({ ...one, scaling: scaling(need) })),
})

test('a fleet that was scaled: what was paid for, what served, what was needed', () => {
  const chart = fleetChart(scaled(true))!
  if (chart.kind !== 'fleet') throw new Error(chart.kind)
  expect(chart.data.panels.map(({ candidate }) => candidate)).toEqual(['rr', 'lc'])
  expect(chart.data.need).toHaveLength(96)
  expect(chart.data.panels[0]!.paid[95]).toBe(3.056)
  expect(chart.says).toContain('rr missed its objective for 2,087 s and took 501,047 backend-seconds; lc missed')
  expect(chart.table.head).toEqual(['from', 'needed', 'rr paid', 'rr serving', 'lc paid', 'lc serving'])
  for (const row of chart.table.rows) expect(row).toHaveLength(chart.table.head.length)
})

test('where nobody can say what was needed it is left out; where nothing was scaled there is no chart', () => {
  const chart = fleetChart(scaled(false))!
  expect(chart.data).toMatchObject({ need: null })
  expect(chart.table.head).not.toContain('needed')
  expect(fleetChart(calm)).toBeUndefined()
})
