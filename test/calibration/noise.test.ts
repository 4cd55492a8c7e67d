import { expect, test } from 'vitest'
import { noiseOf } from '../../src/calibration/noise.js'
import { randomStream } from '../../src/model/random.js'
import { normal } from '../results/synthetic.js'
import { roundOf } from './made-rounds.js'

test('is the spread of log ratios of latencies, and of differences of what may be zero', () => {
  const left = [1.1, 1, 1 / 1.1].map((factor, i) => roundOf(i, { p99Ms: 80 * factor, errorRate: 0.01 * i }))
  const right = [0, 1, 2].map(i => roundOf(i, { p99Ms: 80, errorRate: 0.01 }))
  const [p99, errors, ...others] = noiseOf(left, right)
  expect(others).toEqual([])
  expect(p99).toMatchObject({ metric: 'p99Ms', kind: 'ratio', n: 3 })
  expect(p99!.sd).toBeCloseTo(Math.log(1.1), 12)
  expect(errors).toMatchObject({ metric: 'errorRate', kind: 'difference', n: 3 })
  expect(errors!.sd).toBeCloseTo(0.01, 12)
})

test('unpaired it is the spread of both sides: what requests bring along cancels only in pairs', () => {
  const left = [1, 1.5, 2].map((factor, i) => roundOf(i, { p50Ms: 20 * factor }))
  const right = [1, 1.5, 2].map((factor, i) => roundOf(i, { p50Ms: 22 * factor }))
  const [{ sd, unpaired }] = noiseOf(left, right) as [ReturnType<typeof noiseOf>[number]]
  expect(sd).toBeCloseTo(0, 12)
  // statistics.stdev(map(math.log, [1, 1.5, 2])) * sqrt(2)
  expect(unpaired).toBeCloseTo(0.49248, 4)
})

test('pairs by round, and leaves out what a side cannot tell', () => {
  const left = [roundOf(0, { p99Ms: 80 }), roundOf(2, { p99Ms: 80 }), roundOf(3, {})]
  const right = [
    roundOf(0, { p99Ms: 88 }),
    roundOf(1, { p99Ms: 1 }),
    roundOf(2, { p99Ms: 80 }),
    roundOf(3, { p99Ms: 8 }),
  ]
  expect(noiseOf(left, right).map(({ metric, n }) => [metric, n])).toEqual([['p99Ms', 2]])
})

test('its interval is that of chi-square', () => {
  // sqrt(9 / scipy.stats.chi2.ppf([0.975, 0.025], 9)): 10 pairs know a spread from 0.69 to 1.83 times.
  const left = Array.from({ length: 10 }, (_, i) => roundOf(i, { p50Ms: i % 2 === 0 ? 20 : 22 }))
  const right = Array.from({ length: 10 }, (_, i) => roundOf(i, { p50Ms: 20 }))
  const [{ sd, low, high }] = noiseOf(left, right) as [ReturnType<typeof noiseOf>[number]]
  expect(low / sd).toBeCloseTo(0.6878, 4)
  expect(high / sd).toBeCloseTo(1.8256, 4)
})

test('the interval holds the truth in 95 of 100 calibrations', () => {
  const random = randomStream(4, 'calibrations')
  let held = 0
  for (let run = 0; run < 2000; run++) {
    const left = Array.from({ length: 6 }, (_, i) => roundOf(i, { p50Ms: 20 * Math.exp(0.05 * normal(random)) }))
    const [{ low, high }] = noiseOf(
      left,
      Array.from({ length: 6 }, (_, i) => roundOf(i, { p50Ms: 20 })),
    ) as [ReturnType<typeof noiseOf>[number]]
    if (low <= 0.05 && high >= 0.05) held++
  }
  // 1,900 of 2,000 with a standard deviation of 10.
  expect(held).toBeGreaterThan(1865)
  expect(held).toBeLessThan(1935)
})
