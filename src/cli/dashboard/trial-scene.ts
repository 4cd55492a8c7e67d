import type { TrialPlan } from '../../bench/engine.js'
import type { Glimpse } from '../../bench/glimpse.js'
import type { ScenePoint, SceneTrial } from '../../report/html/live/scene.js'

/** Of a trial's points at most so many are kept, the same time apart: a line needs no more. */
const mostPoints = 160

/** One trial as it is to be seen. */
export class TrialScene {
  readonly #trial: TrialPlan
  #points: ScenePoint[] = []
  #apartMs = 0
  #last: Glimpse | undefined

  constructor(trial: TrialPlan) {
    this.#trial = trial
  }

  isOf({ round, attempt }: TrialPlan): boolean {
    return this.#trial.round === round && this.#trial.attempt === attempt
  }

  /** Whether it is a later one of its candidate: in virtual time several rounds are on their way. */
  isAfter({ round }: TrialPlan): boolean {
    return this.#trial.round > round
  }

  add(glimpse: Glimpse): void {
    this.#last = glimpse
    const { atMs, ratePerSecond, p99Ms } = glimpse
    if (atMs < (this.#points.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY) + this.#apartMs) return
    this.#points.push({ atMs, ratePerSecond, p99Ms })
    if (this.#points.length <= mostPoints) return
    this.#points = this.#points.filter((_, i) => i % 2 === 0)
    this.#apartMs = this.#points[1]!.atMs - this.#points[0]!.atMs
  }

  /** Undefined before anything was seen. */
  look(): SceneTrial | undefined {
    if (this.#last === undefined) return undefined
    const { candidate, scenario } = this.#trial
    const { atMs, endsMs, ratePerSecond, p99Ms, requests, failed, backends } = this.#last
    const now = { atMs, ratePerSecond, p99Ms }
    const weights = new Map(scenario.backends.map(({ name, weight, backup }) => [name, backup ? 0 : weight]))
    const total = backends.reduce((sum, { name }) => sum + (weights.get(name) ?? 0), 0)
    return {
      candidate: candidate.id,
      warmupMs: scenario.run.warmupMs,
      endsMs,
      now,
      requests,
      failed,
      backends: backends.map(one => ({ ...one, fair: (weights.get(one.name) ?? 0) / (total || 1) })),
      points: this.#points.at(-1)?.atMs === atMs ? this.#points : [...this.#points, now],
    }
  }
}
