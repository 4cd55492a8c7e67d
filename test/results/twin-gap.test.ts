import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RoundMetrics } from '../../src/results/metric-key.js'
import { metricNames } from '../../src/results/results.js'
import { twinGap } from '../../src/results/twin-gap.js'

type Values = { readonly p50Ms?: number; readonly p99Ms?: number }

const unknown = Object.fromEntries(metricNames.map(name => [name, null])) as RoundMetrics['metrics']
const roundsOf = (values: readonly Values[]): RoundMetrics[] =>
  values.map((one, round) => ({ round, metrics: { ...unknown, ...one } }))
const gap = (live: readonly Values[], twin: readonly Values[], unstable = false) =>
  twinGap({ live: roundsOf(live), twin: roundsOf(twin), unstable })

describe('of p50, 1.5 ms and 5 % of the twin are allowed', () => {
  const level = (...lived: number[]) =>
    gap(
      lived.map(p50Ms => ({ p50Ms })),
      lived.map(() => ({ p50Ms: 20 })),
    )?.level

  test.each<[string, number[], string | undefined]>([
    ['within it, by every round', [21, 22.2, 22.4], undefined],
    ['exactly at it', [22.5, 22.5, 22.5], undefined],
    ['beyond it by the estimate, not by the whole interval', [22.3, 23, 23.2], 'caution'],
    ['wholly beyond it', [24, 24.1, 24.2], 'invalid'],
    ['as much too fast', [16, 16.1, 16.2], 'invalid'],
    ['too fast by the estimate', [17.7, 17, 16.8], 'caution'],
    ['a little too fast', [18, 18, 18.1], undefined],
    // one round has no interval: twice the limit is 5 ms
    ['one round beyond it', [24.9], 'caution'],
    ['one round beyond twice the limit', [25.1], 'invalid'],
    ['one round too fast', [15.1], 'caution'],
    ['one round far too fast', [14.9], 'invalid'],
    ['two rounds far beyond it that differ: their interval is 12.7 standard errors wide', [26, 30], 'caution'],
  ])('%s', (_, lived, expected) => expect(level(...lived)).toBe(expected))
})

describe('of p99, 1.5 ms and 10 %', () => {
  const level = (lived: number) =>
    gap(
      [1, 2, 3].map(i => ({ p99Ms: lived + i / 100 })),
      [1, 2, 3].map(() => ({ p99Ms: 100 })),
    )?.level

  test.each([
    [111, undefined],
    [112, 'invalid'],
    [89, undefined],
    [88, 'invalid'],
  ])('%d ms against 100 ms: %s', (lived, expected) => expect(level(lived)).toBe(expected))
})

test('the limit follows the twin of each round, so rounds that differ much in load blur nothing', () => {
  const twins = [20, 80, 320].map(p99Ms => ({ p99Ms }))
  const times = (factor: number) => twins.map(({ p99Ms }) => ({ p99Ms: p99Ms * factor }))
  expect(gap(times(1.1), twins)).toBeUndefined()
  expect(gap(times(1.3), twins)?.level).toBe('caution')
})

test('the nearer live is to its twin, the milder the verdict', () => {
  const severity = { none: 0, caution: 1, invalid: 2 } as const
  const latency = fc.double({ min: 1, max: 500, noNaN: true })
  const noise = fc.array(fc.double({ min: 0.97, max: 1.03, noNaN: true }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(latency, noise, fc.double({ min: 1, max: 2, noNaN: true }), (p50Ms, noises, factor) => {
      const at = (times: number) =>
        severity[
          gap(
            noises.map(one => ({ p50Ms: p50Ms * one * times })),
            noises.map(one => ({ p50Ms: p50Ms * one })),
          )?.level ?? 'none'
        ]
      expect(at(1)).toBe(0)
      expect(at(1 + (factor - 1) / 2)).toBeLessThanOrEqual(at(factor))
    }),
    { seed: 1, numRuns: 60 },
  )
})

describe('what it says', () => {
  const live = [95, 95.2, 94.8].map(p99Ms => ({ p99Ms, p50Ms: 20 }))
  const twin = [80, 80.1, 79.9].map(p99Ms => ({ p99Ms, p50Ms: 20 }))

  test('metric, live, twin, gap, limit and what it may mean', () => {
    expect(gap(live, twin)).toEqual({
      code: 'twin-gap',
      level: 'invalid',
      message:
        'p99 was 95.0 ms live, 80.0 ms in virtual time: 15.0 ms [14.8, 15.2] more (limit 1.50 ms + 10%): the harness or the proxy costs that much, the machine was busy, or live does something the model does not know',
    })
  })

  test('a live run that is too fast was not slowed down by the harness', () => {
    const { message } = gap(twin, live)!
    expect(message).toMatch(/15\.0 ms \[14\.8, 15\.2\] less \(.*\): live does something the model does not know$/)
  })

  test('one warning for both metrics; the worse one sets its level', () => {
    const slow = live.map(({ p99Ms }, round) => ({ p99Ms, p50Ms: [22.3, 23, 23.2][round]! }))
    const found = gap(slow, twin)!
    expect(found.level).toBe('invalid')
    expect(found.message).toMatch(/^p50 was 22\.8 ms live, 20\.0 ms in virtual time: .*; p99 was 95\.0 ms live/)
  })

  test('of a growing queue, that small delays add up in it', () => {
    expect(gap(live, twin, true)!.message).toMatch(/; the queue was still growing, so that a small delay/)
  })
})

test('nothing to compare is no gap', () => {
  expect(gap([{ p50Ms: 50 }], [])).toBeUndefined()
  expect(gap([{ p50Ms: 50 }], [{ p99Ms: 5 }])).toBeUndefined()
})
