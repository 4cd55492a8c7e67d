import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomStream } from '../../../src/model/random.js'

/** Plain JavaScript: what measures the built program is not built with it. */
const load = async <T>(name: string): Promise<T> => (await import(`../../../bench/gate/${name}.js`)) as T

interface Side {
  readonly metrics: Readonly<Record<string, number>>
}
type Pairs = readonly (readonly [Side, Side])[]
type Draw = (rounds: Pairs, count: number, random: object) => Pairs

const { shareInterval, shareText } = await load<{
  shareInterval(count: number, n: number): readonly [number, number]
  shareText(count: number, n: number): string
}>('share')
const { resampled, block, planted } = await load<{
  resampled: Draw
  block: Draw
  planted(pairs: Pairs, factor: number, what: string): Pairs
}>('draws')
const { noisyPairs, usual } = await load<{
  noisyPairs(rounds: number, sigma: number, model: object, random: object): Pairs
  usual: object
}>('noise')

describe('a share of runs', () => {
  test.each([
    // scipy.stats.binomtest(k, n).proportion_ci(method='exact')
    [0, 200, 0, 0.018275],
    [1, 30, 0.000844, 0.172169],
    [15, 30, 0.312971, 0.687029],
    [30, 30, 0.8843, 1],
    [37, 2000, 0.013061, 0.025407],
  ])('%d of %d', (count, n, low, high) => {
    const [from, to] = shareInterval(count, n)
    expect([from, to]).toEqual([expect.closeTo(low, 4), expect.closeTo(high, 4)])
  })

  test('reads as precisely as it is known', () => {
    expect([shareText(0, 2000), shareText(1900, 2000), shareText(100, 200)]).toEqual([
      '0.00 % [0.00, 0.18]',
      '95.0 % [94.0, 95.9]',
      '50 % [43, 57]',
    ])
  })
})

const side = (id: string, round: number): Side & { id: string } => ({
  id,
  metrics: { p50Ms: 20 + round, p99Ms: 80 + round, errorRate: 0 },
})
const rounds = Array.from({ length: 30 }, (_, i) => [side('rr', i), side('rr#2', i)] as const)
const idOf = (one: Side): string => (one as Side & { id: string }).id

describe('drawn runs', () => {
  test('are whole rounds, either side as the new one', () => {
    fc.assert(
      fc.property(fc.constantFrom(resampled, block), fc.integer({ min: 1, max: 30 }), fc.nat(), (draw, count, seed) => {
        const run = draw(rounds, count, randomStream(seed, 'draws'))
        expect(run).toHaveLength(count)
        for (const [old, fresh] of run) {
          expect([idOf(old), idOf(fresh)].sort()).toEqual(['rr', 'rr#2'])
          expect(old.metrics).toEqual(fresh.metrics)
        }
      }),
    )
    const sides = resampled(rounds, 1000, randomStream(1, 'sides')).filter(([old]) => idOf(old) === 'rr')
    expect(Math.abs(sides.length - 500)).toBeLessThan(60)
  })

  test('in blocks follow each other as they came', () => {
    const run = block(rounds, 8, randomStream(2, 'block')).map(([old]) => old.metrics.p50Ms!)
    expect(run.slice(1).map((value, i) => value - run[i]!)).toEqual(Array(7).fill(1))
  })
})

test('a plant makes the new side slower and nothing else', () => {
  const [[old, fresh]] = planted(rounds, 1.5, 'p99') as [readonly [Side, Side]]
  expect(old.metrics).toEqual({ p50Ms: 20, p99Ms: 80, errorRate: 0 })
  expect(fresh.metrics).toEqual({ p50Ms: 20, p99Ms: 120, errorRate: 0 })
  expect(planted(rounds, 1.5, 'all')[0]![1].metrics).toEqual({ p50Ms: 30, p99Ms: 120, errorRate: 0 })
})

test('made noise is as large as it says, and favours no side', () => {
  const calm = { ...usual, outliers: 0, drift: 0, walk: 0 }
  const run = noisyPairs(4000, 0.05, calm, randomStream(3, 'noise'))
  const logs = run.map(([old, fresh]) => Math.log(fresh.metrics.p99Ms! / old.metrics.p99Ms!))
  const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length
  const sd = Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / logs.length)
  // Two sides, each 5 % and a quantile error of 1.3 %; 4,000 pairs know it to 2.2 % (two standard deviations), the mean to 0.24 %.
  expect(sd / Math.sqrt(2 * (0.05 * 0.05 + 0.013 * 0.013))).toBeCloseTo(1, 1)
  expect(Math.abs(mean)).toBeLessThan(0.0035)
})

test('made errors are as frequent as they should be, on either side', () => {
  const run = noisyPairs(4000, 0.05, { ...usual, errorRate: 0.001, newErrorRate: 0.004 }, randomStream(4, 'errors'))
  const rate = (at: 0 | 1): number => run.reduce((sum, pair) => sum + pair[at].metrics.errorRate!, 0) / run.length
  expect([rate(0), rate(1)]).toEqual([expect.closeTo(0.001, 4), expect.closeTo(0.004, 3)])
})
