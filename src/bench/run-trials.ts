import { drawWorkload, type Workload } from '../model/workload.js'
import { type Candidate, idealCandidate, idealStrategy } from './candidate.js'
import { scenarioFor } from './candidate-sticky.js'
import type { Engine, TrialPhase, TrialPlan, TrialSpan, TrialWatch } from './engine.js'
import type { Glimpse } from './glimpse.js'
import { hasHugeRounds, type PlannedTrial, type RunPlan } from './plan.js'
import { type StoppedCandidate, Stops } from './stops.js'
import type { Trial, TrialRole } from './trial.js'

export interface RunTrialsOptions {
  readonly plan: RunPlan
  readonly engines: readonly Engine[]
  /** What is run in virtual time beside the candidates themselves; see `TrialRole`. */
  readonly shadows: { readonly twins: boolean; readonly ideal: boolean }
  /**
   * Why a live trial cannot be used, or undefined. A rejected trial is repeated once; the second one counts, whatever it is.
   * At most a third of the live trials is repeated: a machine that spoils more will not do better, and the user waits.
   */
  readonly rejection: (trial: Trial) => string | undefined
  /** Waited for before a repetition, so that what spoiled the first go may pass. */
  readonly beforeRepeat: (signal: AbortSignal) => Promise<void>
  /** Called before each live trial; `repeats` says why, where it is a repetition. */
  readonly starting: (trial: PlannedTrial, index: number, repeats: string | undefined) => void
  /** Hears of each candidate whose strategy did what it must not; none of its remaining trials is run. */
  readonly stopped: (stop: StoppedCandidate) => void
  /** Asked at each look of the plan, once all of its rounds were handed out: whether they are enough. By default all rounds are run. */
  readonly enough?: ((rounds: number) => boolean) | undefined
  /** Looks at live trials; nobody by default. */
  readonly watch?: TrialWatch | undefined
  /** Called as each live trial begins, by who wants to follow it; nobody by default. */
  readonly spanOf?: ((trial: TrialPlan) => TrialSpan) | undefined
  /** Hears of the phases of live trials, as `TrialPlan.phase`; nobody by default. */
  readonly phase?: ((trial: TrialPlan, phase: TrialPhase, beginsAtMs: number) => void) | undefined
  /** Hears what live trials start, as `TrialPlan.note`; nobody by default. */
  readonly note?: ((trial: TrialPlan, text: string) => void) | undefined
  /** Sees trials while they run, twins excepted; nobody by default. */
  readonly glimpse?: ((trial: TrialPlan, glimpse: Glimpse) => void) | undefined
  readonly signal: AbortSignal
}

/**
 * Runs the plan and hands out each trial, in the order of the plan, from look to look. What runs in virtual time comes first, all at once, as
 * many at a time as the engine has threads; then one live trial after the other with nothing beside it, each followed by its
 * twin. A rejected live trial is handed out too, for its repetition may fail; of two attempts the last one counts.
 */
export async function* runTrials(options: RunTrialsOptions): AsyncGenerator<Trial> {
  const out = new Stops(options.stopped)
  const { looks } = options.plan
  for (const [i, end] of looks.entries()) {
    const stretch = { from: looks[i - 1] ?? 0, end }
    yield* simulateAll(options, stretch, out)
    yield* measureEach(options, stretch, out)
    if (options.enough?.(end)) return
  }
}

/** Rounds from one look to the next; `end` is not among them. */
interface Stretch {
  readonly from: number
  readonly end: number
}

const isIn = ({ round }: { readonly round: number }, { from, end }: Stretch): boolean => round >= from && round < end

/** A strategy's fault counts in the order of the plan, so that threads of any number tell the same. */
async function* simulateAll(options: RunTrialsOptions, stretch: Stretch, out: Stops): AsyncGenerator<Trial> {
  const planned = simulationsOf(options).filter(plan => isIn(plan, stretch))
  const running = planned.map(plan => {
    const signal = AbortSignal.any([options.signal, out.signalOf(plan.candidate)])
    return { plan, trial: engineOf(options, plan.candidate).run(seen(options, plan), signal) }
  })
  // Whoever fails is heard when its turn comes; until then it must not count as a rejection nobody handles.
  for (const { trial } of running) trial.catch(() => undefined)
  for (const { plan, trial } of running) {
    const ended = await out.unlessStopped(plan, () => trial)
    if (ended !== undefined) yield ended
  }
}

/** What will run in virtual time before anything runs live. */
export function simulationsOf({ plan, shadows }: Pick<RunTrialsOptions, 'plan' | 'shadows'>): TrialPlan[] {
  const candidates = plan.trials.filter(({ candidate }) => candidate.engine === 'virtual')
  const listed = plan.candidates.some(({ strategy }) => strategy === idealStrategy)
  const ideals = shadows.ideal && !listed ? idealRounds(plan) : []
  return [
    ...candidates.map(planned => trialPlan(plan, planned, 'candidate')),
    ...ideals.map(planned => idealPlan(plan, planned)),
  ]
}

async function* measureEach(options: RunTrialsOptions, stretch: Stretch, out: Stops): AsyncGenerator<Trial> {
  const { plan, signal, rejection, shadows } = options
  const live = plan.trials.filter(one => isIn(one, stretch) && engineOf(options, one.candidate).world === 'live')
  let repeatsLeft = Math.ceil(live.length / 3)
  let workload: { readonly round: number; readonly draw: () => Workload } | undefined
  for (const [index, planned] of plan.trials.entries()) {
    const engine = engineOf(options, planned.candidate)
    if (engine.world === 'virtual' || !isIn(planned, stretch)) continue
    if (workload?.round !== planned.round) workload = { round: planned.round, draw: workloadOf(plan, planned) }
    const { draw } = workload
    const run = (attempt: number, repeats?: string): Promise<Trial | undefined> =>
      out.unlessStopped(planned, () => {
        signal.throwIfAborted()
        options.starting(planned, index, repeats)
        const { watch } = options
        return follow(options, engine, { ...trialPlan(plan, planned, 'candidate'), attempt, workload: draw, watch })
      })
    const first = await run(1)
    if (first === undefined) continue
    const rejected = repeatsLeft > 0 ? rejection(first) : undefined
    yield first
    if (rejected !== undefined) {
      repeatsLeft--
      await options.beforeRepeat(signal)
      const second = await run(2, rejected)
      if (second !== undefined) yield second
    }
    const twinned = engine.twinOf ? engine.twinOf(planned.candidate) : planned.candidate
    if (!shadows.twins || twinned === null) continue
    const twinPlan = trialPlan(plan, { ...planned, candidate: twinned }, 'twin')
    const twin = await out.unlessStopped(planned, () => engineOf(options, idealCandidate).run(twinPlan, signal))
    if (twin !== undefined) yield twin
  }
}

async function follow(options: RunTrialsOptions, engine: Engine, plan: TrialPlan): Promise<Trial> {
  const span = options.spanOf?.(plan)
  const phase = (name: TrialPhase, beginsAtMs: number): void => {
    span?.phase(name, beginsAtMs)
    options.phase?.(plan, name, beginsAtMs)
  }
  try {
    const note = options.note && ((text: string) => options.note!(plan, text))
    const trial = await engine.run({ ...seen(options, plan), phase, note }, options.signal)
    span?.ended(undefined)
    return trial
  } catch (error) {
    span?.ended(error)
    throw error
  }
}

function seen({ glimpse }: RunTrialsOptions, plan: TrialPlan): TrialPlan {
  return { ...plan, glimpse: glimpse && (one => glimpse(plan, one)) }
}

function engineOf({ engines }: Pick<RunTrialsOptions, 'engines'>, { engine }: Candidate): Engine {
  return engines.find(({ name }) => name === engine)!
}

/**
 * A trial of each round. Where a round has millions of requests, one alone tells how far a candidate is from ideal, and the
 * others would only make the user wait.
 */
function idealRounds({ trials, scenario }: RunPlan): PlannedTrial[] {
  const rounds = trials.filter(({ position }) => position === 0)
  return hasHugeRounds(scenario) ? rounds.slice(0, 1) : rounds
}

function idealPlan(plan: RunPlan, planned: PlannedTrial): TrialPlan {
  return trialPlan(plan, { ...planned, candidate: idealCandidate }, 'ideal')
}

function trialPlan(plan: RunPlan, planned: PlannedTrial, role: TrialRole): TrialPlan {
  const scenario = scenarioFor(plan.scenario, planned.candidate)
  return { ...planned, role, scenario, attempt: 1, workload: workloadOf(plan, planned) }
}

/** Drawn when it is asked for first. */
function workloadOf({ scenario }: RunPlan, { seed }: PlannedTrial): () => Workload {
  const { warmupMs, durationMs } = scenario.run
  let drawn: Workload | undefined
  return () => {
    drawn ??= drawWorkload({ traffic: scenario.traffic, warmupMs, durationMs, seed })
    return drawn
  }
}
