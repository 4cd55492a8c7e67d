import { describe, expect, test } from 'vitest'
import type { TrialHealth } from '../../src/bench/trial.js'
import { collate } from '../../src/results/collate.js'
import { contextOf, syntheticTrial } from './synthetic.js'

/** Others take the processor, and requests leave late for it. */
const disturbed: Partial<TrialHealth> = { foreignCores: 1.6 }
const late = { lateMs: 60 }

const run = (rounds: number, health: (round: number) => Partial<TrialHealth> | undefined) => {
  const trials = Array.from({ length: rounds }, (_, round) => {
    const spoiled = health(round)
    const changes = spoiled === undefined ? {} : { health: spoiled, factor: 3, ...late }
    return [
      syntheticTrial({ candidate: 'rr', round, factor: 1 }),
      syntheticTrial({ candidate: 'lc', round, factor: 1, ...changes }),
    ]
  }).flat()
  return collate(trials, contextOf(['rr', 'lc'], rounds))
}
const lcOf = (results: ReturnType<typeof run>) => results.candidates.find(({ id }) => id === 'lc')!
const codes = (results: ReturnType<typeof run>, level: string) =>
  results.warnings.filter(warning => warning.level === level && warning.candidate === 'lc').map(({ code }) => code)

describe('rounds that other programs spoiled', () => {
  test('are left out where they are few: of all numbers, on both sides of a comparison, and that is said', () => {
    const results = run(6, round => (round === 2 ? disturbed : undefined))
    expect(results.complete).toBe(true)
    expect(lcOf(results)).toMatchObject({ setAside: [2], metrics: { p99Ms: { n: 5 } } })
    expect(lcOf(results).rounds.map(({ round }) => round)).toEqual([0, 1, 3, 4, 5])
    expect(results.candidates[0]).toMatchObject({ setAside: [], metrics: { p99Ms: { n: 6 } } })
    const p99 = results.comparisons.find(({ metric }) => metric === 'p99Ms')!
    expect(p99.estimate.n).toBe(5)
    expect(p99.estimate.high!).toBeLessThan(1.2)
    expect(codes(results, 'invalid')).toEqual([])
    expect(results.warnings.find(({ code }) => code === 'set-aside')!.message).toMatch(
      /^1 of 6 rounds are set aside, .* other programs used up to 1\.60 cores in them/,
    )
  })

  test('are kept, and the candidate is invalid, where they are more than a third or too few would be left', () => {
    for (const results of [
      run(6, round => (round < 3 ? disturbed : undefined)),
      run(3, round => (round === 0 ? disturbed : undefined)),
    ]) {
      expect(lcOf(results).setAside).toEqual([])
      expect(codes(results, 'invalid')).toContain('foreign-cpu')
    }
  })

  test('are not taken out for what may be the candidate’s own doing', () => {
    const own = run(6, round => (round === 2 ? { ...disturbed, balancerUtilisation: 0.9 } : undefined))
    expect(codes(own, 'invalid')).toContain('balancer-busy')
    const alone = run(6, round => (round === 2 ? { foreignCores: 0.01 } : undefined))
    expect(codes(alone, 'invalid')).toContain('late')
    for (const results of [own, alone]) expect(lcOf(results).setAside).toEqual([])
  })
})
