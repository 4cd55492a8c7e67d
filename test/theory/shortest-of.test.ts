import { describe, expect, it } from 'vitest'
import { mm1 } from '../../src/theory/mm1.js'
import { mmc } from '../../src/theory/mmc.js'
import { powerOfD } from '../../src/theory/power-of-d.js'
import { shortestOf } from '../../src/theory/shortest-of.js'
import oracles from './data/oracles.json' with { type: 'json' }
import { relativeError } from './digits.js'

const choicesOf: Record<string, (backends: number) => number> = { jsq: n => n, p2c: () => 2, random: () => 1 }
/** The others are the same code, and take seconds each. */
const quick = oracles.exact_finite_N.rows.filter(row => row.policy in choicesOf && row.N <= 4 && row.cap * row.N < 170)

describe('the shortest of d different queues', () => {
  it.each(quick)('$policy over $N backends at load $rho is as in the table', row => {
    const law = shortestOf({ backends: row.N, choices: choicesOf[row.policy]!(row.N), rho: row.rho, cap: row.cap })
    expect(law.mean).toBeCloseTo(row.ET, 6)
    expect(1 - law.waiting).toBeCloseTo(row.P_join_idle, 7)
    expect(law.quantile(0.5)).toBeCloseTo(row.p50, 5)
    expect(law.quantile(0.95)).toBeCloseTo(row.p95, 3)
    expect(law.quantile(0.99)).toBeCloseTo(row.p99, 3)
    expect(relativeError(law.truncated, row.P_trunc)).toSatisfy((error: number) => error < 0.05 || row.P_trunc < 1e-20)
  })

  it('of one is M/M/1 at any number of backends', () => {
    for (const backends of [1, 2, 3]) {
      const law = shortestOf({ backends, choices: 1, rho: 0.6 })
      expect(relativeError(law.mean, mm1({ rho: 0.6 }).mean)).toBeLessThan(1e-6)
      expect(law.waiting).toBeCloseTo(0.6, 7)
    }
  })

  it('lies between one central queue and chance, closer to the queue with every choice', () => {
    const means = [1, 2, 3, 4].map(choices => shortestOf({ backends: 4, choices, rho: 0.7, cap: 16 }).mean)
    expect(means).toEqual(means.toSorted((a, b) => b - a))
    expect(means.at(-1)).toBeGreaterThan(mmc({ workers: 4, rho: 0.7 }).mean)
  })

  it('falls towards the mean field as backends are added', () => {
    const means = [2, 3, 4, 5].map(backends => shortestOf({ backends, choices: 2, rho: 0.5, cap: 12 }).mean)
    expect(means).toEqual(means.toSorted((a, b) => b - a))
    expect(means.at(-1)).toBeGreaterThan(powerOfD({ choices: 2, rho: 0.5 }).mean)
  })

  it('chooses a cap that truncates next to nothing', () => {
    for (const [backends, choices, rho] of [
      [2, 1, 0.7],
      [2, 2, 0.9],
      [3, 2, 0.9],
      [3, 3, 0.3],
      [4, 2, 0.6],
    ] as const) {
      expect(shortestOf({ backends, choices, rho }).truncated).toBeLessThan(1e-7)
    }
  })
})
