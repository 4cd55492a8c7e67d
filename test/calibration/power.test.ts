import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failShare, passShare, reachOf, type Setting, smallestGap } from '../../src/calibration/power.js'
import { judge } from '../../src/gate/judge.js'
import { regressionGates } from '../../src/gate/regression-gates.js'
import { randomStream } from '../../src/model/random.js'
import { estimates } from '../../src/results/estimates.js'
import type { Results } from '../../src/results/results.js'
import { normal } from '../results/synthetic.js'
import { roundOf } from './made-rounds.js'

const setting = fc.record({
  rounds: fc.integer({ min: 3, max: 40 }),
  sd: fc.double({ min: 0.005, max: 0.3, noNaN: true }),
  gates: fc.integer({ min: 1, max: 8 }),
})

/** Normal log ratios around `factor` in p99, as a run of so many rounds would have them. */
function resultsAt({ rounds, sd }: Setting, factor: number, random: { next(): number }): Results {
  const side = (id: string, at: () => number): object => {
    const own = Array.from({ length: rounds }, (_, i) => roundOf(i, { p50Ms: 20, p99Ms: 80 * at(), errorRate: 0 }))
    return { id, world: 'live', metrics: estimates(own), rounds: own }
  }
  return {
    complete: true,
    rounds: { planned: rounds, done: rounds },
    intervals: { confidence: 0.95, looks: 1 },
    candidates: [side('old', () => 1), side('new', () => factor * Math.exp(sd * normal(random)))],
    refused: [],
    stopped: [],
    warnings: [],
  } as unknown as Results
}

describe('agrees with what the judge does on made noise', () => {
  const gates = regressionGates({ candidate: 'new', against: 'old', maxRegression: 0.1, closedLoop: false })
  const runs = 1000
  test.each([
    { rounds: 5, sd: 0.04, gates: gates.length },
    { rounds: 12, sd: 0.07, gates: gates.length },
    { rounds: 20, sd: 0.12, gates: gates.length },
  ])('$rounds rounds, noise $sd', one => {
    const random = randomStream(11, `power ${one.rounds}`)
    const share = (factor: number, judgement: string): number => {
      let count = 0
      for (let i = 0; i < runs; i++) {
        const p99 = judge(gates, resultsAt(one, factor, random))[1]!
        if (p99.judgement === judgement) count++
      }
      return count / runs
    }
    // Three standard deviations of a share of 1,000 are 4.7 points at most.
    expect(Math.abs(share(1, 'pass') - passShare(one, Math.log(1.1)))).toBeLessThan(0.05)
    expect(Math.abs(share(1.2, 'fail') - failShare(one, Math.log(1.2 / 1.1)))).toBeLessThan(0.05)
  })
})

test('shares grow with the gap and with rounds', () => {
  fc.assert(
    fc.property(setting, fc.double({ min: 0, max: 0.3, noNaN: true }), (one, gap) => {
      for (const share of [failShare, passShare]) {
        expect(share(one, gap + 0.05)).toBeGreaterThanOrEqual(share(one, gap) - 1e-9)
        if (gap > 0.01)
          // A round more, or, where one more is trimmed at either end, two.
          expect(share({ ...one, rounds: one.rounds + (one.rounds % 10 === 9 ? 3 : 1) }, gap)).toBeGreaterThanOrEqual(
            share(one, gap) - 1e-9,
          )
      }
    }),
  )
})

test('the smallest gap has the share asked for', () => {
  fc.assert(
    fc.property(setting, fc.constantFrom(0.8, 0.95), (one, wanted) => {
      for (const share of [failShare, passShare])
        expect(share(one, smallestGap(share, one, wanted))).toBeCloseTo(wanted, 6)
    }),
  )
})

test('more gates make a failure harder, and a pass no harder', () => {
  const one = { rounds: 8, sd: 0.05, gates: 1 }
  expect(failShare({ ...one, gates: 6 }, 0.1)).toBeLessThan(failShare(one, 0.1))
  expect(passShare({ ...one, gates: 6 }, 0.1)).toBe(passShare(one, 0.1))
})

test('without noise everything is told, at once', () => {
  const exact = { rounds: 3, sd: 0, gates: 3 }
  expect([failShare(exact, 0), failShare(exact, 1e-9), reachOf(exact), smallestGap(failShare, exact, 0.8)]).toEqual([
    0, 1, 0, 0,
  ])
})
