import type { TrialPlan } from '../../bench/engine.js'
import type { Glimpse } from '../../bench/glimpse.js'
import type { PlannedTrial, RunPlan } from '../../bench/plan.js'
import type { Trial } from '../../bench/trial.js'
import type { Scene } from '../../report/html/live/scene.js'
import { formatDuration } from '../../units.js'
import { TrialScene } from './trial-scene.js'

/** What a scene has to know. */
export interface RunSceneOptions {
  readonly plan: RunPlan
  /** Any monotonic clock. */
  readonly nowMs: () => number
  /** The run may end early, and is over by then, ms; undefined where it runs to its end. */
  readonly maxMs?: number | undefined
}

/** Keeps what is to be seen of a run, by what its watchers are told. */
export class RunScene {
  readonly #options: RunSceneOptions
  readonly #startedMs: number
  /** How much of a trial is done, in [0, 1], by round and candidate. */
  readonly #shares = new Map<string, number>()
  readonly #trials = new Map<string, TrialScene>()
  #title = 'Starting'
  #remark = ''
  #found = ''
  #running: string | undefined

  constructor(options: RunSceneOptions) {
    this.#options = options
    this.#startedMs = options.nowMs()
  }

  starting({ candidate, round }: PlannedTrial, repeats: string | undefined): void {
    const { rounds } = this.#options.plan.scenario.run
    this.#title = `${candidate.id}, round ${round + 1} of ${rounds}`
    this.#remark = repeats === undefined ? '' : `Again: ${repeats}`
  }

  glimpse(trial: TrialPlan, glimpse: Glimpse): void {
    if (trial.role !== 'candidate') return
    const { candidate, round, scenario } = trial
    const { warmupMs } = scenario.run
    this.#shares.set(`${round} ${candidate.id}`, (glimpse.atMs + warmupMs) / (glimpse.endsMs + warmupMs))
    if (candidate.engine === 'virtual') this.#simulating(round)
    const known = this.#trials.get(candidate.id)
    if (known?.isAfter(trial)) return
    const kept = known?.isOf(trial) ? known : new TrialScene(trial)
    kept.add(glimpse)
    this.#trials.set(candidate.id, kept)
    this.#running = candidate.id
  }

  trialDone({ role, candidate, round }: Pick<Trial, 'role' | 'candidate' | 'round'>): void {
    if (role !== 'candidate') return
    this.#shares.set(`${round} ${candidate}`, 1)
    // A short one is over before anything is seen of it.
    const { candidates } = this.#options.plan
    if (candidates.some(({ id, engine }) => id === candidate && engine === 'virtual')) this.#simulating(round)
  }

  #simulating(round: number): void {
    this.#title = `Virtual time, round ${round + 1} of ${this.#options.plan.scenario.run.rounds}`
  }

  looked(found: string): void {
    this.#found = `; ${found}`
  }

  /** As it is now. */
  look(): Scene {
    const { plan } = this.#options
    const sum = [...this.#shares.values()].reduce((total, share) => total + share, 0)
    const done = Math.min(1, sum / plan.trials.length)
    const trials = plan.candidates.flatMap(({ id }) => this.#trials.get(id)?.look() ?? [])
    return {
      ...{ title: this.#title, remark: this.#remark, progress: this.#progress(done), done },
      ...{ trials, running: this.#running },
    }
  }

  #progress(done: number): string {
    const { plan, nowMs, maxMs } = this.#options
    const elapsedMs = nowMs() - this.#startedMs
    const percent = `${Math.floor(100 * done)} %`
    const left = this.#leftMs(done, elapsedMs)
    if (maxMs !== undefined) {
      const most = Math.max(0, Math.min(left ?? maxMs, maxMs - elapsedMs))
      return `${percent} of ${plan.trials.length} trials, ${seconds(most)} left at most${this.#found}`
    }
    return `${percent} of ${plan.trials.length} trials${left === undefined ? '' : `, about ${seconds(left)} left`}`
  }

  /** By the plan until a tenth is done, by the pace so far afterwards; undefined where neither tells. */
  #leftMs(done: number, elapsedMs: number): number | undefined {
    const { expectedMs } = this.#options.plan
    if (done >= 0.1) return elapsedMs * (1 / done - 1)
    return expectedMs > 0 ? expectedMs * (1 - done) : undefined
  }
}

const seconds = (ms: number): string => formatDuration(Math.round(ms / 1000) * 1000)
