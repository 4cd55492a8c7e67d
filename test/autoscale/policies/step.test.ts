import { describe, expect, it } from 'vitest'
import { adjusted, step } from '../../../src/autoscale/policies/step.js'

/** AWS's example: 10 % from 60 on, 30 % from 70 on; 10 % below 40, 30 % below 30. */
const example = {
  out: [
    { above: 59.9, add: { share: 0.1 } },
    { above: 69.9, add: { share: 0.3 } },
  ],
  in: [
    { below: 40.1, remove: { share: 0.1 } },
    { below: 30.1, remove: { share: 0.3 } },
  ],
  cooldownMs: 300_000,
}

describe('step', () => {
  it('plays the example of the documentation: 10, 11, 14, 13, 10', () => {
    const policy = step(example)
    const counts: number[] = []
    let desired = 10
    for (const [i, value] of [60, 70, 40, 30].entries()) {
      desired = policy.decide({ atMs: 600_000 * i, desired, ready: desired, value })
      counts.push(desired)
    }
    expect(counts).toEqual([11, 14, 13, 10])
  })

  it('adds only what is more while the cooldown of a step out runs', () => {
    const policy = step(example)
    expect(policy.decide({ atMs: 0, desired: 10, ready: 10, value: 60 })).toBe(11)
    expect(policy.decide({ atMs: 60_000, desired: 11, ready: 10, value: 62 })).toBe(11)
    // 30 % of the 10 there were, less the one that comes already.
    expect(policy.decide({ atMs: 120_000, desired: 11, ready: 10, value: 71 })).toBe(13)
  })

  it('goes in only after the cooldown of what came before, out at once after a step in', () => {
    const policy = step(example)
    expect(policy.decide({ atMs: 0, desired: 10, ready: 10, value: 71 })).toBe(13)
    expect(policy.decide({ atMs: 240_000, desired: 13, ready: 13, value: 20 })).toBe(13)
    expect(policy.decide({ atMs: 300_000, desired: 13, ready: 13, value: 20 })).toBe(10)
    expect(policy.decide({ atMs: 360_000, desired: 10, ready: 10, value: 20 })).toBe(10)
    expect(policy.decide({ atMs: 420_000, desired: 10, ready: 10, value: 65 })).toBe(11)
  })

  it('does nothing between the thresholds, and without data', () => {
    const policy = step(example)
    expect(policy.decide({ atMs: 0, desired: 10, ready: 10, value: 50 })).toBe(10)
    expect(policy.decide({ atMs: 1, desired: 10, ready: 10, value: undefined })).toBe(10)
  })
})

describe('adjusted', () => {
  it.each([
    [127, { share: 0.1 }, 12],
    [100, { share: 0.0067 }, 1],
    [100, { share: 0.0667 }, 6],
    [10, { share: 0 }, 0],
    [10, { share: 0.3 }, 3],
    [10, { count: 7 }, 7],
  ])('%i by %o: %i', (count, by, expected) => {
    expect(adjusted(count, by)).toBe(expected)
  })
})
