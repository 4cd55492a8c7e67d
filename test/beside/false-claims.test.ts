import { describe, expect, test } from 'vitest'
import type { Beside } from '../../src/beside/beside.js'
import { type Random, randomStream } from '../../src/model/random.js'
import { estimates } from '../../src/results/estimates.js'
import type { Results } from '../../src/results/results.js'
import { normal } from '../results/synthetic.js'
import { beside, later, type Made, made } from './runs.js'

const runs = 200
/** Three standard errors of a share of 5 % in so many pairs of runs. */
const luck = 3 * Math.sqrt((0.05 * 0.95) / runs)

const claims = ({ pairs }: Beside): number =>
  pairs.filter(({ outcome }) => ['better', 'worse', 'mixed'].includes(outcome)).length

/** In which share of pairs of runs, with nothing changed, something is claimed all the same. */
function falseClaims(what: Made, { dayNoise = 0, ownDay = 0, firstSeed = 1 } = {}): number {
  const wrong = Array.from({ length: runs }, (_, i) => {
    const days = randomStream(i, 'days')
    const [monday, friday] = [dayNoise * normal(days), dayNoise * normal(days)]
    const noise = { errorNoise: 0.002, errors: Object.fromEntries(Object.keys(what.factors).map(id => [id, 0.01])) }
    const before = made({ ...noise, ...what, day: monday, ownDay, seed: 2 * i })
    const after = made({ ...noise, ...what, day: friday, ownDay, seed: 2 * i + 1, firstSeed })
    return claims(beside(before, later(after)))
  })
  return wrong.filter(count => count > 0).length / runs
}

/** How many of so many requests fail. */
const failuresOf = (requests: number, share: number, random: Random): number =>
  Array.from({ length: requests }, () => random.next() < share).filter(Boolean).length

/** The same failures for all candidates, round by round. */
function failing(results: Results, shares: readonly number[]): Results {
  const candidates = results.candidates.map(one => {
    const rounds = one.rounds.map((round, i) => ({ ...round, metrics: { ...round.metrics, errorRate: shares[i]! } }))
    return { ...one, rounds, metrics: estimates(rounds) }
  })
  return { ...results, candidates }
}

describe('nothing changed, and at most 5 % of the comparisons claim that something has', () => {
  const virtual = { 'virtual:rr': 1, 'virtual:lc': 1, 'virtual:p2c': 1 }
  const live = { rr: 1, lc: 1, p2c: 1 }

  test.each([3, 6])('in virtual time, decided otherwise on the same requests, %i rounds', rounds => {
    expect(falseClaims({ factors: virtual, rounds })).toBeLessThanOrEqual(0.05 + luck)
  })

  // From ten rounds on the trimmed t is a little generous: 3,000 pairs of runs have 5.9 %.
  test('of twelve rounds it is 6 %', () => {
    expect(falseClaims({ factors: virtual, rounds: 12 })).toBeLessThanOrEqual(0.06 + luck)
  })

  test('in virtual time, on other requests', () => {
    expect(falseClaims({ factors: virtual }, { firstSeed: 500 })).toBeLessThanOrEqual(0.05 + luck)
  })

  test('of rare failures of other requests, which all candidates met alike', () => {
    const side = (seed: number, firstSeed: number): Results => {
      const random = randomStream(seed, 'failures')
      const shares = Array.from({ length: 4 }, () => failuresOf(1000, 0.009, random) / 1000)
      return failing(made({ factors: virtual, rounds: 4, seed, firstSeed }), shares)
    }
    const wrong = Array.from({ length: 2 * runs }, (_, i) => beside(side(2 * i, 1), later(side(2 * i + 1, 500))))
    expect(wrong.filter(one => claims(one) > 0).length / wrong.length).toBeLessThanOrEqual(0.05 + luck)
    // One finding, whoever met it: three candidates have a p99 and a p50 each, and one error rate.
    expect(wrong[0]!.tests).toBe(7)
  })

  test('live, beside a control, on days that differ by 8 %', () => {
    expect(falseClaims({ factors: live }, { dayNoise: 0.08, ownDay: 0.014 })).toBeLessThanOrEqual(0.05 + luck)
  })

  test('live and alone, on days that differ by 8 %', () => {
    expect(falseClaims({ factors: { lc: 1 }, rounds: 12 }, { dayNoise: 0.08 })).toBeLessThanOrEqual(0.06 + luck)
  })
})

describe('what changed is found', () => {
  const pairs = 100
  const found = (before: Made, after: Made, id: string): number =>
    Array.from({ length: pairs }, (_, i) => {
      const { pairs } = beside(made({ ...before, seed: 2 * i }), later(made({ ...after, seed: 2 * i + 1 })))
      return pairs.find(({ name }) => name === id)!.outcome === 'better'
    }).filter(Boolean).length / pairs

  test('10 % in virtual time, among candidates that did not change', () => {
    const before = { factors: { 'virtual:rr': 1, 'virtual:lc': 1 } }
    const after = { factors: { 'virtual:rr': 1, 'virtual:lc': 0.9 } }
    expect(found(before, after, 'virtual:lc')).toBeGreaterThanOrEqual(0.97)
  })

  test('15 % live beside a control, though the machine is 30 % slower that day', () => {
    const before = { factors: { rr: 1, lc: 1 } }
    const after = { factors: { rr: 1, lc: 0.85 }, day: 0.26 }
    expect(found(before, after, 'lc')).toBeGreaterThanOrEqual(0.9)
  })

  test('what could have been seen is seen with about 80 %', () => {
    const detectable = beside(
      made({ factors: { 'virtual:lc': 1 }, rounds: 8 }),
      later(made({ factors: { 'virtual:lc': 1 }, rounds: 8, seed: 1 })),
    ).pairs[0]!.changes[0]!.detectable!
    expect(detectable).toBeGreaterThan(0.02)
    const seen = Array.from({ length: 300 }, (_, i) => {
      const before = made({ factors: { 'virtual:lc': 1 }, rounds: 8, seed: 2 * i + 7 })
      const first = beside(before, later(made({ factors: { 'virtual:lc': 1 }, rounds: 8, seed: 2 * i + 8 })))
      const size = first.pairs[0]!.changes[0]!.detectable!
      const slower = made({ factors: { 'virtual:lc': 1 + size }, rounds: 8, seed: 2 * i + 100_000 })
      return beside(before, later(slower)).pairs[0]!.changes[0]!.standing === 'worse'
    }).filter(Boolean).length
    expect(seen / 300).toBeGreaterThan(0.65)
    expect(seen / 300).toBeLessThan(0.92)
  })
})
