import { describe, expect, test } from 'vitest'
import { collate } from '../../src/results/collate.js'
import { contextOf, syntheticResults, syntheticTrial } from './synthetic.js'

const two = [
  { candidate: 'rr', factor: 2 },
  { candidate: 'virtual:lc', factor: 1.5 },
]

describe('an ideal that was run beside the candidates', () => {
  const { ideal, candidates } = syntheticResults(two, 4, { idealFactor: 1 })

  test('has its own numbers, by round and over rounds, and is no candidate', () => {
    expect(candidates.map(({ id }) => id)).toEqual(['rr', 'virtual:lc'])
    expect(ideal!.rounds.map(({ round }) => round)).toEqual([0, 1, 2, 3])
    const logs = ideal!.rounds.map(({ p99Ms }) => Math.log(p99Ms!))
    expect(Math.log(ideal!.p99Ms!.value)).toBeCloseTo(logs.reduce((a, b) => a + b) / 4, 9)
    expect(ideal!.meanMs!.n).toBe(4)
  })

  test.each([
    ['rr', 2],
    ['virtual:lc', 1.5],
  ])('%s takes %d times as long, paired by round', (id, factor) => {
    const { overIdeal } = candidates.find(one => one.id === id)!
    for (const ratio of [overIdeal!.p99Ms!, overIdeal!.meanMs!]) {
      expect(Math.abs(ratio.value / factor - 1)).toBeLessThan(0.04)
      expect(ratio.high! - ratio.low!).toBeLessThan(0.2)
    }
  })
})

test('a candidate that is the ideal serves where none was run beside', () => {
  const { ideal, candidates } = syntheticResults([...two, { candidate: 'ideal', factor: 1 }], 3)
  expect(ideal!.p99Ms).toEqual(candidates[2]!.metrics.p99Ms)
  expect(candidates[0]!.overIdeal!.p99Ms!.value).toBeCloseTo(2, 1)
  expect(candidates[2]!.overIdeal!.p99Ms).toEqual({ value: 1, low: 1, high: 1, n: 3 })
})

test('trials run as the ideal come before a candidate of that name', () => {
  const { ideal, candidates } = syntheticResults([{ candidate: 'ideal', factor: 3 }], 3, { idealFactor: 1 })
  expect(ideal!.meanMs!.value).toBeLessThan(30)
  expect(candidates[0]!.rounds).toHaveLength(3)
  expect(candidates[0]!.metrics.meanMs!.value).toBeGreaterThan(60)
})

test('what it cannot tell is null; without any there is none', () => {
  const short = syntheticTrial({ candidate: 'rr', round: 0, factor: 1, requests: 500 })
  const ideal = syntheticTrial({ candidate: 'ideal', round: 0, factor: 1, requests: 500, role: 'ideal' })
  const results = collate([short, ideal], contextOf(['rr'], 1))
  expect(results.ideal).toMatchObject({ p99Ms: null, rounds: [{ p99Ms: null }] })
  expect(results.candidates[0]!.overIdeal).toMatchObject({ p99Ms: null, meanMs: { n: 1, low: null } })
  const without = syntheticResults(two, 2)
  expect(without.ideal).toBeNull()
  expect(without.candidates.map(({ overIdeal }) => overIdeal)).toEqual([null, null])
})
