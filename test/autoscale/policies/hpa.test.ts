import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hpa, hpaReplicas } from '../../../src/autoscale/policies/hpa.js'

const defaults = { tolerance: 0.1, stabiliseMs: 300_000, upPeriodMs: 15_000, upCount: 4, upShare: 1 }

describe('hpaReplicas', () => {
  it.each([
    // The documentation's examples: 200m where 100m are wanted doubles, 50m halves.
    { desired: 4, ready: 4, value: 200, target: 100, expected: 8 },
    { desired: 4, ready: 4, value: 50, target: 100, expected: 2 },
    // KEP-4951: 50 pods at 90 % with a target of 75 %.
    { desired: 50, ready: 50, value: 0.9, target: 0.75, expected: 60 },
    // Tolerance: ratios from 0.9 to 1.1 change nothing.
    { desired: 10, ready: 10, value: 110, target: 100, expected: 10 },
    { desired: 10, ready: 10, value: 111, target: 100, expected: 12 },
    { desired: 10, ready: 10, value: 90, target: 100, expected: 10 },
    { desired: 10, ready: 10, value: 89, target: 100, expected: 9 },
    // horizontal_test.go: TestScaleUp, TestScaleDown, TestScaleUpUnreadyLessScale, TestScaleUpUnreadyNoScale.
    { desired: 3, ready: 3, value: (30 + 50 + 70) / 3, target: 30, expected: 5 },
    { desired: 5, ready: 5, value: (10 + 30 + 50 + 25 + 25) / 5, target: 50, expected: 3 },
    { desired: 3, ready: 2, value: (50 + 70) / 2, target: 30, expected: 4 },
    { desired: 3, ready: 1, value: 40, target: 30, expected: 3 },
    // Down, those that are not ready are left out.
    { desired: 6, ready: 4, value: 50, target: 100, expected: 2 },
    // Nothing seen, nothing changed.
    { desired: 6, ready: 4, value: undefined, target: 100, expected: 6 },
    { desired: 6, ready: 0, value: 500, target: 100, expected: 6 },
  ])('$desired pods, $ready ready, $value of $target -> $expected', ({ expected, target, ...seen }) => {
    expect(hpaReplicas({ atMs: 0, ...seen }, target, 0.1)).toBe(expected)
  })

  it('never lets those that are not ready turn up into down', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 0, max: 99 }),
        fc.double({ min: 1, max: 9, noNaN: true }),
        (ready, unready, value) => {
          const desired = ready + unready
          expect(hpaReplicas({ atMs: 0, desired, ready, value }, 1, 0.1)).toBeGreaterThanOrEqual(desired)
        },
      ),
    )
  })
})

describe('hpa on a step', () => {
  /** Pods follow at once; load in pods at the target, by period of 15 s. */
  function played(loads: readonly number[], start: number): number[] {
    const policy = hpa(1, defaults)
    const counts: number[] = []
    let desired = start
    loads.forEach((load, i) => {
      desired = policy.decide({ atMs: 15_000 * i, desired, ready: desired, value: load / desired })
      counts.push(desired)
    })
    return counts
  }

  it('goes up by four pods or by a hundred percent in 15 s, whichever is more', () => {
    expect(played([40, 40, 40, 40, 40, 40], 2)).toEqual([6, 12, 24, 40, 40, 40])
  })

  it('goes down to the highest recommendation of five minutes', () => {
    const counts = played(
      Array.from({ length: 25 }, () => 5),
      20,
    )
    // The count it found is a recommendation, too; after 300 s, the 20th period, it is too old.
    expect(counts.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 20))
    expect(counts.slice(20)).toEqual([5, 5, 5, 5, 5])
  })

  it('remembers a peak that was recommended in between', () => {
    const loads = Array.from({ length: 45 }, (_, i) => (i === 10 ? 12 : 5))
    const counts = played(loads, 20)
    expect(counts[19]).toBe(20)
    expect(counts[20]).toBe(12)
    expect(counts[29]).toBe(12)
    expect(counts[30]).toBe(5)
  })

  it('counts what a limit let through, not what it wanted, against the pods of a period', () => {
    const policy = hpa(1, defaults)
    expect(policy.decide({ atMs: 0, desired: 8, ready: 8, value: 9 })).toBe(16)
    // Somebody held it to 10: within the same 15 s it may go up to 16 still, counted from 8.
    expect(policy.decide({ atMs: 5000, desired: 10, ready: 10, value: 9 })).toBe(16)
  })
})
