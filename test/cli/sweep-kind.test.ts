import { expect, test } from 'vitest'
import { sweepKindOf } from '../../src/cli/sweep/sweep-kind.js'

test.each([
  [{}, 'axis'],
  [{ load: '10%..90%' }, 'axis'],
  [{ backends: '1..16' }, 'scaling'],
  [{ backends: '1..16', metric: 'throughput' }, 'scaling'],
  [{ backends: '1..16', metric: 'p99', load: '70%' }, 'axis'],
  [{ backends: '8', load: '10%..90%' }, 'axis'],
  [{ 'slow-factor': '1..5', backends: '8' }, 'axis'],
  [{ vary: ['retries=1,2'], load: '60%' }, 'vary'],
])('%j is a sweep of kind %s', (args, kind) => {
  expect(sweepKindOf(args)).toBe(kind)
})

test.each([
  [{ load: '10%..90%', metric: 'throughput' }, '--metric throughput is drawn against the number of backends'],
  [{ load: '10%..90%', slo: ['p99 <= 1s'] }, '--slo is for the scaling curve'],
  [{ backends: '1..16', metric: 'mean', tolerance: '1%' }, '--tolerance is for the scaling curve'],
  [{ backends: '1..16', load: '70%' }, '--load has no part in a scaling curve: the rate is what is searched'],
  [{ backends: '1..16', connections: '5' }, '--connections has no part in a scaling curve'],
  [{ backends: '1..16', within: '5%' }, '--within says nothing of a scaling curve'],
  [{ vary: ['retries=1,2'], requests: '1M' }, '--requests says nothing where settings are varied'],
  [{ vary: ['retries=1,2'], metric: 'p99' }, '--metric says nothing where settings are varied'],
])('%j is refused', (args, message) => {
  expect(() => sweepKindOf(args)).toThrow(message)
})
