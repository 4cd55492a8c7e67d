import type { TrialPlan } from '../../bench/engine.js'
import type { RunPlan } from '../../bench/plan.js'
import type { Trial } from '../../bench/trial.js'

/** How far a run has come. */
export class RunProgress {
  readonly #plan: RunPlan
  /** Candidates that are done, a set a round. */
  readonly #done: readonly Set<string>[]
  readonly #out = new Set<string>()
  /** The live trial that runs. */
  current: TrialPlan | undefined
  /** Nothing more will be measured. */
  finished = false

  constructor(plan: RunPlan) {
    this.#plan = plan
    this.#done = Array.from({ length: plan.scenario.run.rounds }, () => new Set())
  }

  /** Trials beside those of the plan, such as twins, count for nothing. */
  trialDone({ role, candidate, round }: Pick<Trial, 'role' | 'candidate' | 'round'>): void {
    if (role === 'candidate') this.#done[round]!.add(candidate)
  }

  /** A candidate runs no more. */
  stopped(candidate: string): void {
    this.#out.add(candidate)
  }

  get trialsDone(): number {
    return this.#done.reduce((sum, { size }) => sum + size, 0)
  }

  get roundsDone(): number {
    const { candidates } = this.#plan
    return this.#done.filter(done => candidates.every(({ id }) => done.has(id) || this.#out.has(id))).length
  }
}
