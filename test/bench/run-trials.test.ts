import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseCandidates } from '../../src/bench/candidate.js'
import type { Engine, TrialPlan } from '../../src/bench/engine.js'
import { planRun, type RunPlan } from '../../src/bench/plan.js'
import { type RunTrialsOptions, runTrials } from '../../src/bench/run-trials.js'
import type { StoppedCandidate } from '../../src/bench/stops.js'
import type { Trial } from '../../src/bench/trial.js'
import { LbbenchError } from '../../src/errors.js'
import { tinyScenario } from '../process/tiny-scenario.js'

const scenario = tinyScenario(({ run }) => ({ run: { ...run, rounds: 4 } }))
const planOf = (list: string): RunPlan => planRun(scenario, parseCandidates(list, ['embedded', 'virtual']))
const plan = planOf('rr,lc,p2c')
const mixed = planOf('rr,virtual:rr,lc,virtual:lc')

/** "twin lc 2": role, candidate, round; with a "'" where it is a repetition. */
const named = ({ role, candidate, round, attempt }: Trial): string =>
  `${role} ${candidate} ${round}${attempt === 2 ? "'" : ''}`

/** What was asked for and when: "+ twin lc 2" as it begins, "- twin lc 2" as it ends. */
interface Log {
  readonly engines: readonly Engine[]
  readonly asked: TrialPlan[]
  readonly events: string[]
}

/** Two engines that return trials without rows. The virtual one ends its trials in the reverse order, all a while later. */
function recordingEngines(fails: (plan: TrialPlan) => Error | undefined = () => undefined): Log {
  const asked: TrialPlan[] = []
  const events: string[] = []
  const waiting: (() => void)[] = []
  const releaseAll = async (): Promise<void> => {
    await turn()
    while (waiting.length > 0) {
      waiting.pop()!()
      await turn()
    }
  }
  const engine = (name: string, world: Engine['world'], pause: () => Promise<unknown>): Engine => ({
    name,
    world,
    summary: '',
    refuses: () => undefined,
    async run(trialPlan, signal) {
      const { role, candidate, round, position, attempt, seed } = trialPlan
      const trial = { role, candidate: candidate.id, round, position, attempt, seed } as Trial
      asked.push(trialPlan)
      events.push(`+ ${named(trial)}`)
      await pause()
      events.push(`- ${named(trial)}`)
      signal.throwIfAborted()
      const error = fails(trialPlan)
      if (error !== undefined) throw error
      return trial
    },
  })
  const lastFirst = (): Promise<void> => {
    if (waiting.length === 0) void releaseAll()
    return new Promise(resolve => waiting.push(resolve))
  }
  return { engines: [engine('embedded', 'live', turn), engine('virtual', 'virtual', lastFirst)], asked, events }
}

const { signal } = new AbortController()
const calm: Omit<RunTrialsOptions, 'engines'> = {
  plan,
  shadows: { twins: false, ideal: false },
  rejection: () => undefined,
  beforeRepeat: async () => undefined,
  starting: () => undefined,
  stopped: () => expect.unreachable(),
  signal,
}

async function run(change: Partial<RunTrialsOptions> = {}, log = recordingEngines()) {
  const trials: Trial[] = []
  for await (const trial of runTrials({ ...calm, engines: log.engines, ...change })) trials.push(trial)
  return { ...log, trials, names: trials.map(named) }
}

/** Candidates of the plan in its order, as `named` names them. */
function planned({ trials }: RunPlan, engine: string): string[] {
  return trials
    .filter(({ candidate }) => candidate.engine === engine)
    .map(({ candidate, round }) => `candidate ${candidate.id} ${round}`)
}

const twinOf = (name: string): string => name.replace('candidate', 'twin').replace("'", '')

describe('runTrials', () => {
  it('runs the plan in order, with the same workload for a whole round and another one for the next', async () => {
    const { asked, names } = await run()
    expect(names).toEqual(planned(plan, 'embedded'))
    expect(asked.map(({ role, attempt }) => [role, attempt])).toEqual(names.map(() => ['candidate', 1]))
    const workloads = [0, 1, 2, 3].map(round => asked.filter(one => one.round === round).map(one => one.workload()))
    for (const [first, ...others] of workloads) for (const other of others) expect(other).toBe(first)
    expect(new Set(workloads.map(([first]) => first!.demand[0])).size).toBe(4)
  })

  it('repeats a rejected trial once; the second one counts, whatever it is', async () => {
    const { asked, trials } = await run({
      rejection: ({ candidate, round }) => (candidate === 'lc' && round === 1 ? 'late' : undefined),
    })
    const again = asked.filter(({ attempt }) => attempt === 2)
    expect(again).toMatchObject([{ candidate: { id: 'lc' }, round: 1 }])
    const first = asked.find(({ candidate, round }) => candidate.id === 'lc' && round === 1)!
    expect(again[0]!.workload()).toBe(first.workload())
    expect(trials.filter(({ attempt }) => attempt === 2).length).toBe(1)
    // Both are handed out, first the rejected one.
    expect(trials.length).toBe(13)
  })

  it('waits before it repeats, and says why it does', async () => {
    let waits = 0
    const beforeRepeat = async () => {
      waits++
    }
    const told: (string | undefined)[] = []
    await run({
      rejection: ({ round }) => (round === 0 ? 'late' : undefined),
      beforeRepeat,
      starting: (_trial, index, repeats) => told.push(`${index} ${repeats}`),
    })
    expect(waits).toBe(3)
    expect(told.slice(0, 7)).toEqual([0, 1, 2].flatMap(i => [`${i} undefined`, `${i} late`]).concat('3 undefined'))
  })

  it('repeats at most a third of the live trials', async () => {
    const { asked, trials } = await run({ rejection: () => 'late' })
    expect(asked.filter(({ attempt }) => attempt === 2).length).toBe(4)
    expect(trials.length).toBe(16)
    const both = await run({ plan: mixed, rejection: () => 'late' })
    expect(both.asked.filter(({ attempt }) => attempt === 2).length).toBe(Math.ceil(8 / 3))
  })
})

describe('the worlds of a run', () => {
  it('are watched live: who watches is told of no trial in virtual time', async () => {
    const watch = { began: () => undefined, ended: async () => undefined }
    const { asked } = await run({ plan: mixed, watch, shadows: { twins: true, ideal: true }, rejection: () => 'late' })
    const live = asked.filter(({ candidate, role }) => role === 'candidate' && candidate.engine === 'embedded')
    expect(live.map(plan => plan.watch === watch)).toEqual(live.map(() => true))
    expect(asked.filter(plan => plan.watch !== undefined)).toEqual(live)
  })

  it('are handed out one after the other: virtual candidates, ideals, then each live trial and its twin', async () => {
    const { names } = await run({ plan: mixed, shadows: { twins: true, ideal: true } })
    const ideals = [0, 1, 2, 3].map(round => `ideal ideal ${round}`)
    const live = planned(mixed, 'embedded').flatMap(name => [name, twinOf(name)])
    expect(names).toEqual([...planned(mixed, 'virtual'), ...ideals, ...live])
  })

  it('are followed live: each trial has a span of its own, which ends with it, however it does', async () => {
    const told: string[] = []
    const spanOf = (plan: TrialPlan) => {
      const name = `candidate ${plan.candidate.id} ${plan.round}`
      told.push(`+ ${name}`)
      return {
        phase: () => undefined,
        ended: (failure: unknown) => void told.push(`- ${name}${failure === undefined ? '' : `: ${failure}`}`),
      }
    }
    await run({ plan: mixed, spanOf, shadows: { twins: true, ideal: true } })
    expect(told).toEqual(planned(mixed, 'embedded').flatMap(name => [`+ ${name}`, `- ${name}`]))
    told.length = 0
    const failing = recordingEngines(({ candidate }) =>
      candidate.engine === 'embedded' ? new LbbenchError('BACKEND_FAILED', 'gone') : undefined,
    )
    await expect(run({ plan: mixed, spanOf }, failing)).rejects.toThrow('gone')
    expect(told).toEqual([`+ ${planned(mixed, 'embedded')[0]}`, expect.stringMatching(/^- .*: LbbenchError: gone$/)])
  })

  it('begin all that is virtual at once', async () => {
    const { events } = await run({ plan: mixed, shadows: { twins: false, ideal: true } })
    expect(events.slice(0, 12).every(event => event.startsWith('+ '))).toBe(true)
    // The engine ends them in another order than they are handed out in.
    expect(events[12]).toBe('- ideal ideal 3')
  })

  it('never meet: nothing runs beside a live trial', async () => {
    const { events } = await run({
      plan: mixed,
      shadows: { twins: true, ideal: true },
      rejection: ({ round }) => (round === 1 ? 'late' : undefined),
    })
    const begun = events.flatMap((event, i) => (/^\+ candidate (rr|lc) /.test(event) ? [i] : []))
    expect(begun.length).toBe(8 + 2)
    for (const i of begun) {
      const running = (sign: string): number => events.slice(0, i).filter(event => event.startsWith(sign)).length
      expect(running('+')).toBe(running('-'))
      expect(events[i + 1]).toBe(events[i]!.replace('+', '-'))
    }
  })

  it('share the seed of the round', async () => {
    const { asked } = await run({ plan: mixed, shadows: { twins: true, ideal: true } })
    for (const { seed, round } of asked) expect(seed).toBe(mixed.trials.find(trial => trial.round === round)!.seed)
    const twins = asked.filter(({ role }) => role === 'twin')
    expect(twins.map(({ candidate }) => candidate.engine)).toEqual(Array(8).fill('embedded'))
  })

  it('hold a twin against the last attempt: the repetition comes first', async () => {
    const spoilt = plan.trials[1]!
    const { names } = await run({
      shadows: { twins: true, ideal: false },
      rejection: ({ position, round }) => (position === 1 && round === 0 ? 'late' : undefined),
    })
    const name = `candidate ${spoilt.candidate.id} 0`
    expect(names.slice(2, 5)).toEqual([name, `${name}'`, twinOf(name)])
    expect(names.filter(each => each === twinOf(name)).length).toBe(1)
  })

  it('have the ideal once a round, unless it is a candidate, or nobody wants it', async () => {
    const ideals = async (list: string, ideal: boolean) =>
      (await run({ plan: planOf(list), shadows: { twins: false, ideal } })).asked.filter(
        ({ candidate }) => candidate.strategy === 'ideal',
      )
    expect((await ideals('rr,virtual:lc', true)).map(({ role, round }) => [role, round])).toEqual(
      [0, 1, 2, 3].map(round => ['ideal', round]),
    )
    for (const list of ['rr,ideal', 'virtual:ideal,lc'])
      expect((await ideals(list, true)).map(({ role }) => role)).toEqual(Array(4).fill('candidate'))
    expect(await ideals('rr,virtual:lc', false)).toEqual([])
  })
})

describe('runTrials, where it cannot go on', () => {
  const unhandled: unknown[] = []
  const note = (reason: unknown): unknown => unhandled.push(reason)
  beforeEach(() => {
    unhandled.length = 0
    process.on('unhandledRejection', note)
  })
  afterEach(() => process.off('unhandledRejection', note))

  /** What was handed out, and why there was no more. */
  async function broken(log: Log, change: Partial<RunTrialsOptions>) {
    const names: string[] = []
    const trials = runTrials({ ...calm, engines: log.engines, ...change })
    const end = (async () => {
      for await (const trial of trials) names.push(named(trial))
    })()
    const reason = await end.then(
      () => undefined,
      (error: Error) => error,
    )
    // Rejections that nobody handled are reported once all promises have settled.
    for (let i = 0; i < 20; i++) await turn()
    return { names, reason }
  }

  it('says why a virtual trial failed when its turn comes, and hears of no other in silence', async () => {
    const log = recordingEngines(({ round, candidate }) =>
      round >= 1 ? new Error(`${candidate.id} ${round} broke`) : undefined,
    )
    const { names, reason } = await broken(log, { plan: mixed, shadows: { twins: true, ideal: true } })
    const virtual = planned(mixed, 'virtual')
    expect(names).toEqual(virtual.slice(0, 2))
    expect(`candidate ${reason!.message}`).toBe(`${virtual[2]} broke`)
    expect(unhandled).toEqual([])
    expect(log.asked.every(({ candidate }) => candidate.engine === 'virtual')).toBe(true)
  })

  it('says why a live trial or a twin failed', async () => {
    for (const failing of ['candidate', 'twin']) {
      const log = recordingEngines(({ role, round }) =>
        role === failing && round === 1 ? new Error('broke') : undefined,
      )
      const { names, reason } = await broken(log, { shadows: { twins: true, ideal: false } })
      expect(reason).toMatchObject({ message: 'broke' })
      expect(names.length).toBe(failing === 'candidate' ? 6 : 7)
    }
  })

  it('starts nothing after the user stopped it', async () => {
    const stop = new AbortController()
    const { engines, asked } = recordingEngines()
    const trials = runTrials({ ...calm, engines, signal: stop.signal })
    await trials.next()
    stop.abort(new Error('enough'))
    await expect(trials.next()).rejects.toThrow('enough')
    expect(asked.length).toBe(1)
  })

  it('stops with the reason of the user in the middle of what is virtual', async () => {
    const stop = new AbortController()
    const log = recordingEngines()
    const ending = broken(log, { plan: mixed, shadows: { twins: true, ideal: true }, signal: stop.signal })
    await turn()
    stop.abort(new Error('enough'))
    expect(await ending).toEqual({ names: [], reason: stop.signal.reason })
    expect(unhandled).toEqual([])
    expect(log.asked.length).toBe(12)
  })

  it('does not repeat what the user stopped while it waited', async () => {
    const stop = new AbortController()
    const log = recordingEngines()
    const { names, reason } = await broken(log, {
      rejection: () => 'late',
      beforeRepeat: async () => stop.abort(new Error('enough')),
      signal: stop.signal,
    })
    expect([names.length, reason]).toEqual([1, stop.signal.reason])
    expect(log.asked.length).toBe(1)
  })

  describe('with a strategy that fails', () => {
    const failing = (id: string, atRound: number) => (one: TrialPlan) =>
      one.candidate.id === id && one.round === atRound && one.role === 'candidate'
        ? new LbbenchError('STRATEGY_FAILED', `strategy ${id} threw`)
        : undefined

    it.each(['lc', 'virtual:lc'])('stops %s, and goes on with the others', async id => {
      const both = planRun(plan.scenario, parseCandidates('rr,lc,virtual:lc,virtual:rr', ['embedded', 'virtual']))
      const stops: StoppedCandidate[] = []
      const stopped = (stop: StoppedCandidate): void => void stops.push(stop)
      const { trials, asked } = await run({ plan: both, stopped }, recordingEngines(failing(id, 1)))
      expect(stops).toEqual([{ candidate: id, round: 1, reason: `strategy ${id} threw` }])
      const rounds = (candidate: string) => trials.filter(one => one.candidate === candidate).map(({ round }) => round)
      for (const other of ['rr', 'lc', 'virtual:lc', 'virtual:rr'].filter(each => each !== id)) {
        expect(rounds(other)).toEqual([0, 1, 2, 3])
      }
      expect(rounds(id)).toEqual([0])
      if (id === 'lc') expect(asked.filter(({ candidate }) => candidate.id === id).length).toBe(2)
    })

    it('stops a live candidate whose twin fails', async () => {
      const stops: StoppedCandidate[] = []
      const log = recordingEngines(one =>
        one.role === 'twin' && one.candidate.id === 'lc' ? new LbbenchError('STRATEGY_FAILED', 'no') : undefined,
      )
      const stopped = (stop: StoppedCandidate): void => void stops.push(stop)
      const { trials } = await run({ shadows: { twins: true, ideal: false }, stopped }, log)
      expect(stops).toEqual([{ candidate: 'lc', round: 0, reason: 'no' }])
      expect(trials.filter(({ candidate }) => candidate === 'lc').length).toBe(1)
    })

    it('ends with any other failure', async () => {
      const log = recordingEngines(() => new LbbenchError('BALANCER_FAILED', 'gone'))
      await expect(run({}, log)).rejects.toThrow('gone')
    })
  })
})

describe('runTrials with looks', () => {
  const looked = (list: string, looks: number[]) =>
    planRun(scenario, parseCandidates(list, ['embedded', 'virtual']), looks)

  it('asks after the rounds of each look, repetitions and twins included, and ends where they are enough', async () => {
    const asked: [number, string[]][] = []
    const log = recordingEngines()
    await run(
      {
        plan: looked('rr,virtual:lc', [1, 3, 4]),
        shadows: { twins: true, ideal: false },
        rejection: ({ round }) => (round === 2 ? 'late' : undefined),
        enough(rounds) {
          asked.push([rounds, log.events.filter(event => event.startsWith('-'))])
          return rounds === 3
        },
      },
      log,
    )
    expect(asked.map(([rounds]) => rounds)).toEqual([1, 3])
    expect(asked[0]![1].sort()).toEqual(['- candidate rr 0', '- candidate virtual:lc 0', '- twin rr 0'])
    expect(asked[1]![1]).toContain("- candidate rr 2'")
    // Nothing of round 3, also not of what runs in virtual time all at once.
    expect(log.asked.map(({ round }) => round).sort()).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 2])
  })

  it('runs all that a plan without looks would, in the same order, where nothing is enough', async () => {
    const { names } = await run({ plan: looked('rr,lc,p2c', [1, 3, 4]), enough: () => false })
    expect(names).toEqual((await run()).names)
  })
})
