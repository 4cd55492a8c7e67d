import fc from 'fast-check'
import { expect, test } from 'vitest'
import { curvesOf, latencyAt, shareWithin } from '../../../../src/report/html/chart/curves.js'
import { objectivesOf } from '../../../../src/report/html/chart/objectives.js'
import { spectrumChart } from '../../../../src/report/html/chart/spectrum-chart.js'
import { calm, rich } from '../../fixture.js'

const curve = { share: [0, 0.5, 0.9, 0.99], ms: [1, 10, 20, 100] }

test('a latency lies on the line between two levels; beyond the last nobody knows', () => {
  expect(latencyAt(curve, 0.5)).toBe(10)
  expect(latencyAt(curve, 0.7)).toBeCloseTo(15, 9)
  expect(latencyAt(curve, 0.999)).toBeUndefined()
})

test('the share within a time is the same line, read the other way', () => {
  const level = fc.double({ min: 0.001, max: 0.989, noNaN: true })
  fc.assert(
    fc.property(level, share => {
      expect(shareWithin(curve, latencyAt(curve, share)!)).toBeCloseTo(share, 9)
    }),
  )
  expect(shareWithin(curve, 0.5)).toBe(0)
  expect(shareWithin(curve, 1e6)).toBe(0.99)
})

test('candidates, then twins of the live ones, then the ideal', () => {
  expect(curvesOf(rich).map(({ id, role }) => `${id} ${role}`)).toEqual([
    ...['rr candidate', 'lc candidate', 'p2c?choices=3 candidate', 'virtual:lc candidate', 'iphash candidate'],
    ...['rr twin', 'lc twin', 'p2c?choices=3 twin'],
    'ideal ideal',
  ])
})

test('the spectrum says how long the slowest wait, with the best and with the worst', () => {
  expect(spectrumChart(rich)!.says).toMatch(
    /^One request in 100 waits longer than [\d.]+ ms with virtual:lc, and longer than [\d.]+ ms with iphash\.$/,
  )
  expect(spectrumChart(rich)!.table.head).toEqual([
    'candidate',
    ...['p50', 'p90', 'p99'].map(name => `${name}, ms [lowest, highest round]`),
  ])
})

test('objectives are what gates ask of a latency in ms, once each', () => {
  expect(objectivesOf(rich)).toEqual([{ axis: 'x', at: 100, name: 'p99 <= 100ms' }])
  expect(objectivesOf(calm)).toEqual([])
})
