import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../src/bench/candidate.js'
import type { Engine } from '../../src/bench/engine.js'
import { planRun } from '../../src/bench/plan.js'
import { type RunTrialsOptions, runTrials } from '../../src/bench/run-trials.js'
import type { Trial } from '../../src/bench/trial.js'
import { tinyScenario } from '../process/tiny-scenario.js'

const scenario = tinyScenario(({ run }) => ({ run: { ...run, rounds: 4 } }))
const plan = planRun(scenario, parseCandidates('rr,lc,p2c', ['embedded']))

/** Records what it is asked to run and returns trials without rows. */
function recordingEngine(): {
  engine: Engine
  asked: { id: string; round: number; attempt: number; demand: number }[]
} {
  const asked: { id: string; round: number; attempt: number; demand: number }[] = []
  const engine: Engine = {
    name: 'embedded',
    summary: '',
    refuses: () => undefined,
    async run({ candidate, round, attempt, workload }) {
      asked.push({ id: candidate.id, round, attempt, demand: workload.demand[0]! })
      return { candidate: candidate.id, round, attempt } as Trial
    },
  }
  return { engine, asked }
}

async function run(change: Partial<RunTrialsOptions> = {}) {
  const { engine, asked } = recordingEngine()
  const trials: Trial[] = []
  const signal = new AbortController().signal
  const options = {
    plan,
    engines: [engine],
    rejection: () => undefined,
    beforeRepeat: async () => undefined,
    starting: () => undefined,
    signal,
    ...change,
  }
  for await (const trial of runTrials(options)) trials.push(trial)
  return { asked, trials }
}

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
})

describe('runTrials', () => {
  it('runs the plan in order, with the same workload for a whole round and another one for the next', async () => {
    const { asked, trials } = await run()
    expect(asked.map(({ id, round }) => [id, round])).toEqual(
      plan.trials.map(({ candidate, round }) => [candidate.id, round]),
    )
    expect(trials.length).toBe(12)
    for (const round of [0, 1, 2, 3])
      expect(new Set(asked.filter(a => a.round === round).map(a => a.demand)).size).toBe(1)
    expect(new Set(asked.map(({ demand }) => demand)).size).toBe(4)
  })

  it('repeats a rejected trial once; the second one counts, whatever it is', async () => {
    const { asked, trials } = await run({
      rejection: ({ candidate, round }) => (candidate === 'lc' && round === 1 ? 'late' : undefined),
    })
    expect(asked.filter(({ attempt }) => attempt === 2)).toMatchObject([{ id: 'lc', round: 1 }])
    expect(trials.filter(({ attempt }) => attempt === 2).length).toBe(1)
    // Both are handed out, first the rejected one.
    expect(trials.length).toBe(13)
  })

  it('waits before it repeats', async () => {
    let waits = 0
    const beforeRepeat = async () => {
      waits++
    }
    await run({ rejection: ({ round }) => (round === 0 ? 'late' : undefined), beforeRepeat })
    expect(waits).toBe(3)
  })

  it('repeats at most a third of the plan', async () => {
    const { asked, trials } = await run({ rejection: () => 'late' })
    expect(asked.filter(({ attempt }) => attempt === 2).length).toBe(4)
    expect(trials.length).toBe(16)
  })

  it('starts nothing after the user stopped it', async () => {
    const stop = new AbortController()
    const { engine, asked } = recordingEngine()
    const trials = runTrials({
      plan,
      engines: [engine],
      rejection: () => undefined,
      beforeRepeat: async () => undefined,
      starting: () => undefined,
      signal: stop.signal,
    })
    await trials.next()
    stop.abort(new Error('enough'))
    await expect(trials.next()).rejects.toThrow('enough')
    expect(asked.length).toBe(1)
  })
})
