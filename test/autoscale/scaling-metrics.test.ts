import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scalingMetrics } from '../../src/autoscale/scaling-metrics.js'
import { SecondSums } from '../../src/autoscale/second-sums.js'
import type { TrialScaling } from '../../src/model/scaling-log.js'

const quiet: TrialScaling = {
  counts: [{ atMs: -1000, desired: 2, paid: 2, serving: 2 }],
  decisions: [],
  newcomers: [],
  requests: [],
  bad: [],
  need: null,
}
const count = (atMs: number, desired: number, paid = desired) => ({ atMs, desired, paid, serving: desired })

describe('scalingMetrics', () => {
  it.each<[string, number[], number[], number]>([
    ['a hundredth is not more than that', [100, 100], [1, 2], 1],
    ['of few requests one late one says nothing, in whichever second', [20, 20, 20, 20, 20], [0, 0, 1, 0, 0], 0],
    ['two of a hundred do, for as long as those took', [20, 20, 20, 20, 20, 100], [0, 0, 1, 1, 0, 0], 5],
    ['seconds in which nobody asked are not missed', [50, 0, 0, 50], [1, 0, 0, 1], 2],
    ['what is left at the end belongs to the last hundred', [100, 10, 10], [0, 1, 0], 0],
    ['and is missed with it', [100, 100, 10], [0, 2, 1], 2],
    ['fewer than a hundred in all are one stretch', [10, 10], [1, 0], 2],
    ['nothing', [], [], 0],
  ])('missed seconds: %s', (_, requests, bad, missedSeconds) => {
    const missedRequests = bad.reduce((sum, count) => sum + count, 0)
    expect(scalingMetrics({ ...quiet, requests, bad }, 6000)).toMatchObject({ missedSeconds, missedRequests })
  })

  it('misses at most the seconds there are, and none where nothing is bad', () => {
    const seconds = fc.array(fc.nat(300).chain(count => fc.tuple(fc.constant(count), fc.nat(count))))
    fc.assert(
      fc.property(seconds, each => {
        const requests = each.map(([count]) => count)
        const missed = (bad: number[]): number => scalingMetrics({ ...quiet, requests, bad }, 6000).missedSeconds
        expect(missed(each.map(([, late]) => late))).toBeLessThanOrEqual(requests.filter(count => count > 0).length)
        expect(missed(requests)).toBe(requests.filter(count => count > 0).length)
        expect(missed(requests.map(() => 0))).toBe(0)
      }),
    )
  })

  it('pays for what boots and drains, in the measured part only', () => {
    const trial = {
      ...quiet,
      counts: [count(-1000, 2), count(-500, 3), count(1000, 4, 5), count(2000, 4), count(9000, 9)],
    }
    // 3 for a second, 5 for a second, 4 for two.
    expect(scalingMetrics(trial, 4000).backendSeconds).toBe(16)
    expect(scalingMetrics({ ...trial, need: [2] }, 4000).overProvisioning).toBeCloseTo(1, 12)
    expect(scalingMetrics({ ...trial, need: [4, 8] }, 4000).overProvisioning).toBeCloseTo(-1 / 3, 12)
    expect(scalingMetrics(trial, 4000).overProvisioning).toBeNull()
  })

  it('counts turns, but for those of the load', () => {
    const counts = [2, 5, 3, 4, 4, 6, 2].map((desired, i) => count(1000 * i, desired))
    // Up, down, up, up, down: three turns; one of them the load makes.
    expect(scalingMetrics({ ...quiet, counts }, 7000).oscillations).toBe(3)
    expect(scalingMetrics({ ...quiet, counts, need: [2, 2, 5, 5, 5, 2, 2] }, 7000).oscillations).toBe(2)
    // Those of the warm-up are none of the measured part.
    const before = [count(-3000, 5), count(-2000, 2), count(-1000, 5), count(3000, 6)]
    expect(scalingMetrics({ ...quiet, counts: before }, 7000).oscillations).toBe(0)
  })

  it('says how newcomers are loaded: together, and the worst of them', () => {
    const newcomers = [
      { atMs: 0, backend: 1, sent: 60, fair: 50 },
      { atMs: 0, backend: 2, sent: 25, fair: 50 },
      { atMs: 0, backend: 3, sent: 21, fair: 20 },
    ]
    const { newcomerLoad, newcomerWorst } = scalingMetrics({ ...quiet, newcomers }, 1000)
    expect(newcomerLoad).toBeCloseTo(106 / 120, 12)
    expect(newcomerWorst).toBe(0.5)
    expect(scalingMetrics(quiet, 1000)).toMatchObject({ newcomerLoad: null, newcomerWorst: null })
  })
})

describe('SecondSums', () => {
  it('puts requests into the second they were due in, and knows the bad ones', () => {
    const sums = new SecondSums(2500, 100)
    sums.ended(-1, 5, true)
    sums.ended(0, 100, true)
    sums.ended(999, 1100, true)
    sums.ended(1000, 1001, false)
    sums.ended(2400, 2401, true)
    sums.ended(3000, 9000, false)
    expect(sums.requests).toEqual([2, 1, 1])
    expect(sums.bad).toEqual([1, 1, 0])
  })
})
