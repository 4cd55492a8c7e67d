import type { TrialPhase, TrialPlan, TrialSpan } from '../../../bench/engine.js'
import type { RunPlan } from '../../../bench/plan.js'
import type { Span } from './otlp.js'

export interface RunSpansOptions {
  readonly plan: RunPlan
  /** Milliseconds since 1970, which is `monotonic` of the monotonic clock plus a constant. */
  readonly nowMs: () => number
  readonly fromMonotonic: (ms: number) => number
  /** 16 new hexadecimal digits at each call. */
  readonly newId: () => string
  /** Takes spans that have ended. */
  readonly write: (spans: readonly Span[]) => void
}

/** A run as spans: the run, its rounds, their live trials, their phases. Whatever has ended is written at once. */
export class RunSpans {
  readonly #options: RunSpansOptions
  readonly #id: string
  readonly #beganMs: number
  #round: { readonly number: number; readonly id: string; readonly beganMs: number } | undefined

  constructor(options: RunSpansOptions) {
    this.#options = options
    this.#id = options.newId()
    this.#beganMs = options.nowMs()
  }

  /** A live trial begins. Rounds follow each other: the first trial of another one ends the last. */
  trial(plan: TrialPlan): TrialSpan {
    const { nowMs, newId, fromMonotonic, write } = this.#options
    const beginMs = nowMs()
    if (this.#round?.number !== plan.round) {
      this.#endRound(beginMs)
      this.#round = { number: plan.round, id: newId(), beganMs: beginMs }
    }
    const [id, parent] = [newId(), this.#round.id]
    const phases: { readonly name: TrialPhase; readonly beginMs: number }[] = []
    return {
      phase: (name, beginsAtMs) => void phases.push({ name, beginMs: fromMonotonic(beginsAtMs) }),
      ended(failure) {
        const endMs = nowMs()
        const trial = { ...{ name: 'trial', id, parent, beginMs, endMs }, attributes: attributesOf(plan) }
        const spans = phases.map((phase, i) => ({
          ...{ name: phase.name, id: newId(), parent: id, attributes: {} },
          // Phases are told before they begin: a trial that failed never came to its last ones.
          beginMs: Math.min(phase.beginMs, endMs),
          endMs: Math.min(phases[i + 1]?.beginMs ?? endMs, endMs),
        }))
        const reached = spans.filter((_, i) => phases[i]!.beginMs <= endMs)
        write([...reached, { ...trial, failure: failure === undefined ? undefined : sentenceOf(failure) }])
      },
    }
  }

  /** @param failure undefined where it went well */
  ended(failure: unknown): void {
    const { plan, nowMs, write } = this.#options
    const endMs = nowMs()
    this.#endRound(endMs)
    const { name, run } = plan.scenario
    const candidates = plan.candidates.map(({ id }) => id).join(',')
    const attributes = { 'lbbench.scenario': name, 'lbbench.candidates': candidates, 'lbbench.seed': run.seed }
    const span = { name: 'run', id: this.#id, parent: undefined, beginMs: this.#beganMs, endMs, attributes }
    write([{ ...span, failure: failure === undefined ? undefined : sentenceOf(failure) }])
  }

  #endRound(endMs: number): void {
    if (this.#round === undefined) return
    const { number, id, beganMs } = this.#round
    this.#round = undefined
    const attributes = { 'lbbench.round': number }
    this.#options.write([{ name: 'round', id, parent: this.#id, beginMs: beganMs, endMs, attributes }])
  }
}

function attributesOf({ candidate, round, position, attempt, seed }: TrialPlan): Span['attributes'] {
  return {
    'lbbench.candidate': candidate.id,
    'lbbench.engine': candidate.engine,
    'lbbench.strategy': candidate.strategy,
    'lbbench.round': round,
    'lbbench.position': position,
    'lbbench.attempt': attempt,
    'lbbench.seed': seed,
  }
}

function sentenceOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure)
}
