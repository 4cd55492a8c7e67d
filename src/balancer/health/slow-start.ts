import type { SlowStartSpec } from '../../model/balancer-spec.js'
import type { Agenda, Plan } from '../agenda.js'
import type { BackendPool } from '../pool.js'

/** How fine parts of a weight can be: `Pool.weightScale`, so that a share of 1/256 of weight 1 is still a whole number. */
export const slowStartScale = 256

/**
 * The weights of one pool's backends after they came back: at ages k * window / steps they grow, to the full weight at the
 * end. Who goes away meanwhile begins anew when it comes back.
 */
export class SlowStart {
  readonly #spec: SlowStartSpec
  readonly #pool: BackendPool
  readonly #agenda: Agenda
  readonly #plans: (Plan | undefined)[] = []

  constructor(spec: SlowStartSpec, pool: BackendPool, agenda: Agenda) {
    this.#spec = spec
    this.#pool = pool
    this.#agenda = agenda
  }

  returned(backend: number, nowMs: number): void {
    const plan = this.#plans[backend]
    if (plan !== undefined) plan.run = undefined
    this.#step(backend, nowMs, 0)
  }

  #step(backend: number, returnedMs: number, k: number): void {
    const { windowMs, steps } = this.#spec
    this.#pool.setShare(backend, shareAt(this.#spec, k))
    if (k >= steps) return
    const nextMs = returnedMs + ((k + 1) * windowMs) / steps
    this.#plans[backend] = this.#agenda.plan(nextMs, () => this.#step(backend, returnedMs, k + 1))
  }
}

/** Envoy: max(minShare, (age / window) ^ (1 / aggression)), at the k-th step. */
function shareAt({ minShare, aggression, steps }: SlowStartSpec, k: number): number {
  if (k >= steps) return 1
  const age = k / steps
  return Math.max(minShare, aggression === 1 ? age : Math.exp(Math.log(age) / aggression))
}
