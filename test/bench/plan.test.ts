import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../src/bench/candidate.js'
import { planRun } from '../../src/bench/plan.js'
import { tinyScenario } from '../process/tiny-scenario.js'

const scenario = tinyScenario(({ run }) => ({ run: { ...run, rounds: 4 } }))
const candidates = (list: string) => parseCandidates(list, ['embedded', 'virtual'])
const plan = planRun(scenario, candidates('rr,lc,p2c'))

describe('planRun', () => {
  it('has every candidate once in every round, in orders that differ, on one seed a round', () => {
    const rounds = [0, 1, 2, 3].map(round => plan.trials.filter(trial => trial.round === round))
    for (const trials of rounds) {
      expect(trials.map(({ candidate }) => candidate.id).sort()).toEqual(['lc', 'p2c', 'rr'])
      expect(trials.map(({ position }) => position)).toEqual([0, 1, 2])
      expect(new Set(trials.map(({ seed }) => seed)).size).toBe(1)
    }
    expect(new Set(plan.trials.map(({ seed }) => seed)).size).toBe(4)
    expect(new Set(rounds.map(trials => trials.map(({ candidate }) => candidate.id).join())).size).toBeGreaterThan(1)
  })

  it('is the same plan for the same seed', () => {
    expect(planRun(scenario, plan.candidates)).toEqual(plan)
  })

  it('expects time to pass in live trials only', () => {
    expect(planRun(scenario, candidates('virtual:rr,ideal')).expectedMs).toBe(0)
    // 4 rounds of 100 ms warm-up, 500 ms and half a second to start and stop three programs.
    expect(planRun(scenario, candidates('rr,virtual:rr')).expectedMs).toBe(4 * (100 + 500 + 500))
  })
})
