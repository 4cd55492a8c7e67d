import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseGate } from '../../../src/gate/parse-gate.js'
import { parseTarget } from '../../../src/gate/until/parse-target.js'
import { isTight, type Width, widest, widthsOf } from '../../../src/gate/until/widths.js'
import type { Results } from '../../../src/results/results.js'
import { syntheticResults } from '../../results/synthetic.js'

const three = syntheticResults([
  { candidate: 'rr', factor: 1.3, errorShare: 0.02 },
  { candidate: 'lc', factor: 1 },
  { candidate: 'p2c', factor: 1.1 },
])
const p99 = parseTarget('p99 +-5%')
const errors = parseTarget('errorRate +-0.1%')
const goodput = parseTarget('goodput +-2%')
const whom = (widths: readonly Width[]): string[] =>
  widths.map(({ target, candidate, reference }) => `${target.metric} ${candidate} ${reference}`)

describe('the widths that --until is about', () => {
  it('are of each candidate against the first, for each target', () => {
    expect(whom(widthsOf([p99, errors], three, []))).toEqual([
      ...['p99Ms lc rr', 'p99Ms p2c rr'],
      ...['errorRate lc rr', 'errorRate p2c rr'],
    ])
  })

  it('and of who is related by a gate, once', () => {
    const related = (...gates: string[]): string[] =>
      whom(
        widthsOf(
          [p99],
          three,
          gates.map(text => parseGate(text)),
        ),
      ).slice(2)
    expect(related('p2c.p50 <= 1.1 * lc.p50', 'lc.p99 <= 2 * p2c.p99')).toEqual(['p99Ms p2c lc'])
    expect(related('p99 <= 250ms', 'rr.p99 <= 3 * lc.p99', 'p99 <= 5 * p50', 'p99 <= 2 * baseline')).toEqual([])
    expect(related('any.p99 <= 1.1 * lc.p99')).toEqual(['p99Ms p2c lc'])
  })

  it('are those of the intervals in the results: of ratios as a share, of differences in points', () => {
    const [ratio, points] = widthsOf([p99, errors], three, []).filter(({ candidate }) => candidate === 'lc')
    const told = (metric: string) =>
      three.comparisons.find(one => one.candidate === 'lc' && one.metric === metric)!.estimate
    const { value, low, high } = told('p99Ms')
    expect(ratio!.reach).toBeCloseTo(Math.max(high! / value - 1, 1 - low! / value), 12)
    const difference = told('errorRate')
    expect(points!.reach).toBeCloseTo(
      Math.max(difference.high! - difference.value, difference.value - difference.low!),
      12,
    )
  })

  it('are of the own value where there is one candidate', () => {
    const alone = syntheticResults([{ candidate: 'rr', factor: 1 }])
    const [latency, rate] = widthsOf([p99, goodput], alone, [])
    const { value, high } = alone.candidates[0]!.metrics.p99Ms!
    expect(latency).toMatchObject({ candidate: 'rr', reference: null })
    expect(latency!.reach).toBeCloseTo(high! / value - 1, 12)
    // Every round has the same.
    expect(rate!.reach).toBe(0)
  })

  it('cannot be told of one round, and none are left where every candidate was stopped', () => {
    const once = syntheticResults(
      [
        { candidate: 'rr', factor: 1 },
        { candidate: 'lc', factor: 1 },
      ],
      1,
    )
    const widths = widthsOf([p99], once, [])
    expect(widths.map(({ reach }) => reach)).toEqual([null])
    expect(widths.every(isTight)).toBe(false)
    expect(widthsOf([p99], { ...once, candidates: [] }, [])).toEqual([])
    expect(widest([])).toBeUndefined()
  })

  it('say nothing of where the interval lies: a candidate twice as slow is as tight', () => {
    const slower = (factor: number): Results => ({
      ...three,
      candidates: three.candidates.map(one => ({
        ...one,
        rounds: one.rounds.map(round => ({
          ...round,
          metrics: { ...round.metrics, p99Ms: round.metrics.p99Ms! * (one.id === 'lc' ? factor : 1) },
        })),
      })),
    })
    const [expected] = widthsOf([p99], three, [])
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), factor => {
        expect(widthsOf([p99], slower(factor), [])[0]!.reach).toBeCloseTo(expected!.reach!, 9)
      }),
      { seed: 1, numRuns: 20 },
    )
  })

  it('widest is which misses its target by the largest factor; untold comes before all', () => {
    const of = (target: typeof p99, reach: number | null): Width => ({
      target,
      candidate: 'lc',
      reference: 'rr',
      reach,
    })
    expect(widest([of(p99, 0.06), of(errors, 0.002), of(p99, 0.09)])).toEqual(of(errors, 0.002))
    expect(widest([of(p99, 0.9), of(errors, null)])).toEqual(of(errors, null))
    expect([of(p99, 0.05), of(p99, 0.0501)].map(isTight)).toEqual([true, false])
  })
})
