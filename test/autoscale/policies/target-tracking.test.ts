import { describe, expect, it } from 'vitest'
import { targetTracking } from '../../../src/autoscale/policies/target-tracking.js'

const spec = { outPeriods: 3, inPeriods: 15, inBelow: 0.9 }

/** Values by minute; instances that are added are ready so many minutes later. */
function played(values: readonly (number | undefined)[], { start = 10, warmUp = 0, target = 50 } = {}): number[] {
  const policy = targetTracking(target, spec)
  const counts: number[] = []
  values.forEach((value, i) => {
    const before = i === 0 ? start : counts[i - 1]!
    const ready = Math.min(before, ...Array.from({ length: warmUp + 1 }, (_, k) => counts[i - 1 - k] ?? start))
    counts.push(policy.decide({ atMs: 60_000 * i, desired: before, ready, value }))
  })
  return counts
}

const repeated = (value: number, times: number): number[] => Array.from({ length: times }, () => value)

describe('targetTracking', () => {
  it('goes out in proportion with the third minute above the target', () => {
    // ceil(10 * 75 / 50) = 15
    expect(played(repeated(75, 4), { warmUp: 9 })).toEqual([10, 10, 15, 15])
  })

  it('is above the target where it is above it, however little, and not at it', () => {
    expect(played(repeated(50.5, 3))).toEqual([10, 10, 11])
    expect(played(repeated(50, 20))).toEqual(repeated(10, 20))
  })

  it('counts instances that warm up as capacity that is there', () => {
    // While 5 warm up, the 10 that are ready say 16: only one more is added.
    expect(played([75, 75, 75, 80], { warmUp: 9 })).toEqual([10, 10, 15, 16])
  })

  it('goes in with the fifteenth minute more than 10 % below, rounding what is removed down', () => {
    // 10 * 24 / 50 = 4.8: five stay.
    const counts = played(repeated(24, 16))
    expect(counts.slice(0, 14)).toEqual(repeated(10, 14))
    expect(counts.slice(14)).toEqual([5, 5])
  })

  it('does nothing between 90 % of the target and the target', () => {
    expect(played(repeated(45, 40))).toEqual(repeated(10, 40))
  })

  it('begins to count anew after a minute that is not low, and after one without data', () => {
    expect(played([...repeated(24, 14), 46, ...repeated(24, 14)])).toEqual(repeated(10, 29))
    expect(played([...repeated(24, 14), undefined, ...repeated(24, 14)])).toEqual(repeated(10, 29))
    expect(played([75, 75, undefined, 75, 75])).toEqual(repeated(10, 5))
  })

  it('does not go in while an instance warms up', () => {
    const policy = targetTracking(50, spec)
    for (let i = 0; i < 20; i++) expect(policy.decide({ atMs: i, desired: 10, ready: 9, value: 10 })).toBe(10)
    expect(policy.decide({ atMs: 20, desired: 10, ready: 10, value: 10 })).toBe(2)
  })
})
