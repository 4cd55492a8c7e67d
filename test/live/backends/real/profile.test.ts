import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantileTable } from '../../../../src/live/backends/real/profile.js'
import { type Distribution, lognormalFrom, paretoFrom, quantile } from '../../../../src/model/distribution.js'

const distributions: readonly Distribution[] = [
  { kind: 'constant', valueMs: 20 },
  { kind: 'uniform', minMs: 5, maxMs: 15 },
  { kind: 'exponential', meanMs: 10 },
  lognormalFrom({ meanMs: 20, p99Ms: 80 }),
  { kind: 'gamma', shape: 0.5, scaleMs: 40 },
  paretoFrom({ meanMs: 20, shape: 1.5 }),
  { kind: 'bimodal', fastMs: 5, slowMs: 200, slowShare: 0.013 },
  { kind: 'empirical', quantiles: [0, 0.2, 0.21, 1], valuesMs: [1, 2, 50, 60] },
]

/** What app.py does with it. */
function read({ quantiles, ms }: ReturnType<typeof quantileTable>, u: number): number {
  const right = quantiles.findIndex(each => each > u)
  if (right === 0) return ms[0]!
  if (right < 0) return ms.at(-1)!
  const share = (u - quantiles[right - 1]!) / (quantiles[right]! - quantiles[right - 1]!)
  return ms[right - 1]! + share * (ms[right]! - ms[right - 1]!)
}

describe.each(distributions)('the table of $kind', distribution => {
  const table = quantileTable(distribution)
  const exact = quantile(distribution)

  it('ascends, is finite, and is not long', () => {
    const { quantiles, ms } = table
    expect(ms.length).toBe(quantiles.length)
    expect(ms.length).toBeLessThan(5000)
    for (let i = 1; i < ms.length; i++) {
      expect(quantiles[i]!).toBeGreaterThan(quantiles[i - 1]!)
      expect(ms[i]!).toBeGreaterThanOrEqual(ms[i - 1]!)
      expect(ms[i]!).toBeLessThan(Infinity)
    }
  })

  it('is right to 0.1 % between its rows, up to 0.9999', () => {
    // A step is found to a billionth; whoever hits that has hit it.
    const steps = distribution.kind === 'bimodal' ? [1 - distribution.slowShare] : []
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 0.9999, noNaN: true }), u => {
        fc.pre(steps.every(step => Math.abs(u - step) > 1e-8))
        expect(Math.abs(read(table, u) - exact(u))).toBeLessThanOrEqual(Math.max(0.001, 0.001 * exact(u)))
      }),
      { numRuns: 2000 },
    )
  })
})
