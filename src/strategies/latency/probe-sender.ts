import type { Random } from '../../model/random.js'
import type { AvailableList } from '../available-list.js'
import type { Services } from '../strategy.js'

export interface ProbePlan {
  readonly available: AvailableList
  readonly chance: Random
  readonly services: Services
  readonly probesPerQuery: number
  /** 0 for no probes without requests. */
  readonly idleMs: number
}

/** Sends Prequal's probes: so many with each request, to different available backends, and some while no request comes. */
export class ProbeSender {
  readonly #plan: ProbePlan
  #due = 0
  #lastProbeMs = -Infinity
  #lastQueryMs = -Infinity
  #awake = false

  constructor(plan: ProbePlan) {
    this.#plan = plan
  }

  query(nowMs: number): void {
    this.#lastQueryMs = nowMs
    this.#due += this.#plan.probesPerQuery
    const count = Math.floor(this.#due)
    this.#due -= count
    this.#send(count, nowMs)
    if (this.#awake || this.#plan.idleMs === 0) return
    this.#awake = true
    this.#plan.services.wakeAt(nowMs + this.#plan.idleMs)
  }

  /** Sleeps on where there was a probe lately, rather than be woken anew with each request. */
  woken(nowMs: number): void {
    this.#awake = nowMs - this.#lastQueryMs < restMs
    if (!this.#awake) return
    const { idleMs, services } = this.#plan
    if (this.#lastProbeMs + idleMs <= nowMs) this.#send(1, nowMs)
    const nextMs = this.#lastProbeMs + idleMs
    services.wakeAt(nextMs > nowMs ? nextMs : nowMs + idleMs)
  }

  /** To different ones, each set of them as likely as any other: Floyd's algorithm (Bentley, CACM 30:9, 1987). */
  #send(count: number, nowMs: number): void {
    const { available, chance, services } = this.#plan
    const size = available.size
    const chosen: number[] = []
    for (let last = size - Math.min(count, size); last < size; last++) {
      const drawn = chance.below(last + 1)
      chosen.push(chosen.includes(drawn) ? last : drawn)
    }
    if (chosen.length > 0) this.#lastProbeMs = nowMs
    for (const backend of chosen.map(index => available.at(index))) services.probe(backend)
  }
}

/** For how long after the last request. */
const restMs = 10_000
