import type { TrialPlan, TrialWatch, WatchedProgram } from '../../bench/engine.js'
import type { RunPlan } from '../../bench/plan.js'
import { type Exposition, expositionOf } from './exposition.js'
import { joinTexts, type LabelledText, onlyTypes } from './join-texts.js'
import { runFamilies } from './run-families.js'
import { RunProgress } from './run-progress.js'

export interface RunMetricsOptions {
  readonly plan: RunPlan
  /** Version of lbbench. */
  readonly version: string
  /** How long a program may take to tell, ms; then what it told last is told again. 1 s by default. */
  readonly patienceMs?: number
}

/**
 * What is told of a whole run: of itself, of the programs of the trial that runs, and what those of trials before counted
 * last, so that a scrape after a trial misses nothing of it. Gauges end with their trial. A repetition takes the place of
 * the trial it repeats.
 */
export class RunMetrics implements TrialWatch {
  readonly progress: RunProgress
  readonly #run: Exposition
  readonly #patienceMs: number
  /** Of trials that ended, by trial. */
  readonly #ended = new Map<string, readonly LabelledText[]>()
  #current: { readonly key: string; readonly programs: readonly Watched[] } | undefined

  private constructor(progress: RunProgress, run: Exposition, patienceMs: number) {
    this.progress = progress
    this.#run = run
    this.#patienceMs = patienceMs
  }

  /** Asynchronous, for what it needs is loaded by who wants metrics only. */
  static async of({ plan, version, patienceMs = 1000 }: RunMetricsOptions): Promise<RunMetrics> {
    const progress = new RunProgress(plan)
    return new RunMetrics(progress, await expositionOf(runFamilies(plan, version, progress)), patienceMs)
  }

  began(trial: TrialPlan, programs: readonly WatchedProgram[]): void {
    this.#keep()
    const [candidate, round] = [trial.candidate.id, String(trial.round)]
    const key = `${candidate} ${round}`
    this.#ended.delete(key)
    const watched = programs.map(program => ({
      program,
      labels: { candidate, round, program: program.name },
      last: '',
    }))
    this.#current = { key, programs: watched }
    this.progress.current = trial
  }

  async ended(): Promise<void> {
    await this.#ask()
    this.#keep()
  }

  /** Nothing more will be measured. */
  finished(): void {
    this.#keep()
    this.progress.finished = true
  }

  /** Prometheus' text of everything. */
  async text(): Promise<string> {
    const [own] = await Promise.all([this.#run(), this.#ask()])
    const now = this.#current?.programs.map(({ labels, last }) => ({ labels, text: last })) ?? []
    return joinTexts([{ labels: { program: 'lbbench' }, text: own }, ...[...this.#ended.values()].flat(), ...now])
  }

  async #ask(): Promise<void> {
    await Promise.all(this.#current?.programs.map(watched => askInTime(watched, this.#patienceMs)) ?? [])
  }

  /** The trial is over, or failed: what its programs counted when they were asked last stays. */
  #keep(): void {
    if (this.#current === undefined) return
    const { key, programs } = this.#current
    const texts = programs.map(({ labels, last }) => ({ labels, text: onlyTypes(last, ['counter', 'histogram']) }))
    this.#ended.set(key, texts)
    this.#current = undefined
    this.progress.current = undefined
  }
}

interface Watched {
  readonly program: WatchedProgram
  readonly labels: LabelledText['labels']
  /** What it told last. */
  last: string
}

async function askInTime(watched: Watched, patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<string>(resolve => {
    timer = setTimeout(() => resolve(watched.last), patienceMs)
  })
  // A program that is gone ends its trial; that is told elsewhere.
  const told = watched.program.metrics().catch(() => watched.last)
  watched.last = await Promise.race([told, patience])
  clearTimeout(timer)
}
