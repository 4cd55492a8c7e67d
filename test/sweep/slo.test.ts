import { describe, expect, it, test } from 'vitest'
import { type MetricName, metricNames } from '../../src/results/results.js'
import { parseSlo, violation } from '../../src/sweep/slo.js'

test.each([
  ['p99 <= 200ms', { metric: 'p99Ms', operator: '<=', limit: 200 }],
  [' p99.9 < 1s ', { metric: 'p999Ms', operator: '<', limit: 1000 }],
  ['errorRate < 1%', { metric: 'errorRate', operator: '<', limit: 0.01 }],
  ['mean<=20ms', { metric: 'meanMs', operator: '<=', limit: 20 }],
])('%s', (text, expected) => {
  expect(parseSlo(text)).toMatchObject({ ...expected, text: text.trim() })
})

test.each([
  ['p99', 'column 4: expected <='],
  ['p98 <= 2ms', 'unknown metric "p98"'],
  ['p99 <= 200', 'duration with its unit'],
  ['p99 >= 200ms', 'upper limit'],
  ['rr.p99 <= 200ms', 'leave out "rr."'],
  ['p99 <= 2 * rr.p99', 'a limit that is a number'],
  ['goodput <= 5/s', 'nothing that a higher rate wears out'],
  ['affinity <= 5%', 'nothing that a higher rate wears out'],
])('%s is refused', (text, reason) => {
  expect(() => parseSlo(text)).toThrow(reason)
  expect(() => parseSlo(text)).toThrow(/^--slo/)
})

describe('a round', () => {
  const metrics = (change: Partial<Record<MetricName, number | null>>): Record<MetricName, number | null> => ({
    ...(Object.fromEntries(metricNames.map(name => [name, null])) as Record<MetricName, null>),
    ...change,
  })
  const slo = parseSlo('p99 <= 200ms')

  it('meets the objective at its limit, and not beyond', () => {
    expect(violation(slo, metrics({ p99Ms: 200, timeoutRate: 0 }))).toBeUndefined()
    expect(violation(slo, metrics({ p99Ms: 200.1, timeoutRate: 0 }))).toBe('p99 is 200 ms')
    expect(violation(parseSlo('p99 < 200ms'), metrics({ p99Ms: 200 }))).toBeDefined()
  })

  it('that cannot tell it does not meet it', () => {
    expect(violation(slo, metrics({}))).toBe('p99 cannot be told')
  })

  it('in which one client in a hundred gives up has a p99 that nobody knows', () => {
    const patient = parseSlo('p99 <= 10s')
    expect(violation(patient, metrics({ p99Ms: 2000, timeoutRate: 0.009 }))).toBeUndefined()
    expect(violation(patient, metrics({ p99Ms: 2000, timeoutRate: 0.01 }))).toContain('beyond their timeout')
    expect(violation(parseSlo('p50 <= 10s'), metrics({ p50Ms: 20, timeoutRate: 0.01 }))).toBeUndefined()
  })
})
