import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Histogram } from '../../src/stats/histogram.js'
import { quantile } from '../../src/stats/quantile.js'

/** What is told apart: a microsecond to 18 hours, in ms. */
const lowest = 2 ** -10
const highest = 2 ** 26
/** A bucket's width over its lower edge. */
const resolution = 1 / 1024

/** Evenly over the octaves, as latencies of very different systems lie. */
const value = fc.double({ min: Math.log(lowest), max: Math.log(highest) - 1e-9, noNaN: true }).map(Math.exp)
const values = fc.array(value, { minLength: 1, maxLength: 60 })
const share = fc.double({ min: 0, max: 1, noNaN: true })

const sorted = (all: readonly number[]): Float64Array => Float64Array.from(all).sort()
const histogramOf = (all: Iterable<number>): Histogram => {
  const histogram = new Histogram()
  for (const one of all) histogram.record(one)
  return histogram
}
const error = (estimate: number, truth: number): number => Math.abs(estimate - truth) / truth

describe('quantile', () => {
  test('several in one pass are those one by one, bit by bit', () => {
    fc.assert(
      fc.property(values, fc.array(share, { maxLength: 30 }), (all, ps) => {
        const histogram = histogramOf(all)
        const ascending = [...ps].sort((a, b) => a - b)
        expect(histogram.quantiles(ascending)).toEqual(ascending.map(p => histogram.quantile(p)))
      }),
      { seed: 1, numRuns: 150 },
    )
    expect(new Histogram().quantiles([0.5])).toEqual([Number.NaN])
  })

  test('is that of the sorted values to 0.1 %, however far apart neighbours lie', () => {
    fc.assert(
      fc.property(values, share, (all, p) => {
        expect(error(histogramOf(all).quantile(p), quantile(sorted(all), p))).toBeLessThanOrEqual(resolution)
      }),
      { seed: 1, numRuns: 150 },
    )
  })

  test('never falls as p grows, and begins at the minimum and ends at the maximum, to 0.1 %', () => {
    fc.assert(
      fc.property(values, share, share, (all, p, q) => {
        const histogram = histogramOf(all)
        expect(histogram.quantile(Math.min(p, q))).toBeLessThanOrEqual(histogram.quantile(Math.max(p, q)) * (1 + 1e-12))
        expect(error(histogram.quantile(0), Math.min(...all))).toBeLessThanOrEqual(resolution)
        expect(error(histogram.quantile(1), Math.max(...all))).toBeLessThanOrEqual(resolution)
      }),
      { seed: 1, numRuns: 100 },
    )
  })

  test('of a constant is that constant, bit by bit', () => {
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: 50 }), share, (one, n, p) => {
        expect(histogramOf(new Array<number>(n).fill(one)).quantile(p)).toBe(one)
      }),
      { seed: 1, numRuns: 50 },
    )
  })

  test('of many values of a smooth distribution is closer by far than a bucket is wide', () => {
    const n = 200_000
    const exponential = Float64Array.from({ length: n }, (_, i) => -20 * Math.log1p(-(i + 0.5) / n))
    const histogram = histogramOf(exponential)
    for (const p of [0.1, 0.5, 0.9, 0.99]) {
      expect(error(histogram.quantile(p), quantile(exponential, p))).toBeLessThan(resolution / 20)
    }
  })

  test('between two ranks lies in between: half of 1 ms and 100 ms is no value that was seen', () => {
    expect(histogramOf([1, 100]).quantile(0.5)).toBeCloseTo(50.5, 1)
  })

  test('hangs on nothing but the values: not on what other histograms did meanwhile', () => {
    const histogram = histogramOf([10.1, 20.2, 30.3, 40.4])
    const before = histogram.quantile(0.4)
    histogramOf([Math.PI, 1 / 3])
    expect(histogram.quantile(0.4)).toBe(before)
  })

  test('of nothing is NaN', () => {
    expect(new Histogram().quantile(0.5)).toBeNaN()
    expect(new Histogram().mean).toBeNaN()
  })
})

test('count, sum, mean, minimum and maximum are exact', () => {
  fc.assert(
    fc.property(values, all => {
      const histogram = histogramOf(all)
      const sum = all.reduce((total, one) => total + one, 0)
      expect(histogram).toMatchObject({ count: all.length, sum, min: Math.min(...all), max: Math.max(...all) })
      expect(histogram.mean).toBe(sum / all.length)
    }),
    { seed: 1, numRuns: 50 },
  )
})

describe('buckets', () => {
  const bucketOf = (one: number): number => histogramOf([one]).counts.indexOf(1)

  test.each([lowest * (1 + resolution), 0.75, 1, 10, 1000 * (1 + 1 / 3), highest / 2])(
    'around %d are 1/1024 of an octave apart at most',
    one => {
      expect(bucketOf(one * (1 + resolution)) - bucketOf(one)).toBeGreaterThanOrEqual(1)
      expect(bucketOf(one * (1 + resolution)) - bucketOf(one)).toBeLessThanOrEqual(2)
    },
  )

  test('begin at powers of two times 1 + k/1024', () => {
    for (const exponent of [-10, -3, 0, 7, 25]) {
      for (const k of [1, 2, 511, 1023]) {
        const edge = 2 ** exponent * (1 + k / 1024)
        expect(bucketOf(edge)).toBe((exponent + 10) * 1024 + k)
        expect(bucketOf(edge * (1 - Number.EPSILON))).toBe((exponent + 10) * 1024 + k - 1)
      }
    }
  })

  test('the first and the last one take what lies outside; quantiles stay between minimum and maximum', () => {
    const outside = histogramOf([0, 1e-9, 1e9, 1e300])
    expect(outside.counts[0]).toBe(2)
    expect(outside.counts.at(-1)).toBe(2)
    expect(outside).toMatchObject({ count: 4, min: 0, max: 1e300 })
    for (const p of [0, 0.3, 0.5, 1]) {
      expect(outside.quantile(p)).toBeGreaterThanOrEqual(0)
      expect(outside.quantile(p)).toBeLessThanOrEqual(1e300)
    }
    expect(histogramOf([0, 0, 0]).quantile(0.99)).toBe(0)
    expect(histogramOf([1e9, 1e9]).quantile(0.5)).toBe(1e9)
  })
})

describe('merge', () => {
  test('is as if all had been recorded in one, in any order', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const merged = histogramOf(a)
        merged.merge(histogramOf(b))
        merged.merge(histogramOf(c))
        const { counts, count, min, max } = histogramOf([...c, ...a, ...b])
        expect(merged).toMatchObject({ count, min, max })
        expect(Buffer.compare(Buffer.from(merged.counts.buffer), Buffer.from(counts.buffer))).toBe(0)
        expect(error(merged.sum, histogramOf([...c, ...a, ...b]).sum)).toBeLessThan(1e-12)
      }),
      { seed: 1, numRuns: 20 },
    )
  })

  test('with an empty one changes nothing', () => {
    const merged = histogramOf([3, 7])
    merged.merge(new Histogram())
    expect(merged).toMatchObject({ count: 2, sum: 10, min: 3, max: 7 })
  })
})

test('plain data becomes a histogram again, as after a trip to another thread', () => {
  const { counts, count, sum, min, max } = histogramOf([10, 20, 30])
  const again = new Histogram(structuredClone({ counts, count, sum, min, max }))
  expect(again.quantile(0.5)).toBe(histogramOf([10, 20, 30]).quantile(0.5))
  again.record(40)
  expect(again).toMatchObject({ count: 4, sum: 100, max: 40 })
})
