import { describe, expect, it } from 'vitest'
import { predictive } from '../../../src/autoscale/policies/predictive.js'

const seen = (atMs: number, desired = 3) => ({ atMs, desired, ready: desired, value: undefined })

describe('predictive', () => {
  it('follows a schedule, so far ahead that backends have booted in time', () => {
    const schedule = [
      { atMs: 1000, count: 8 },
      { atMs: 2000, count: 2 },
    ]
    const policy = predictive({ schedule, leadMs: 300 }, 100, () => 99)
    expect([0, 600, 700, 1900, 2000, 5000].map(atMs => policy.decide(seen(atMs)))).toEqual([3, 8, 8, 8, 2, 2])
    expect(policy.decide(seen(599))).toBe(3)
  })

  it('follows a forecast: the most that will be needed until what is ordered now could be there', () => {
    const policy = predictive({ schedule: [], leadMs: 300 }, 100, atMs => (atMs >= 1000 && atMs < 2000 ? 8 : 2))
    expect([0, 590, 600, 1000, 1999, 2000].map(atMs => policy.decide(seen(atMs)))).toEqual([2, 2, 8, 8, 8, 2])
  })
})
