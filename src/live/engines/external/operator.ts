import { blocks } from '../../../balancer/pool.js'
import type { PoolChange } from '../../../model/balancer-spec.js'
import { monotonicMs } from '../../clock.js'
import type { Begin } from '../measure.js'
import { type Member, poolAfter, poolAtStart } from './pool.js'
import type { Running } from './running.js'
import type { Glimpse } from './sighting.js'
import type { Setup } from './trial-setup.js'

export interface OperatorOptions {
  /** As it began. */
  readonly running: Running
  /** In time order. */
  readonly changes: readonly PoolChange[]
  change(running: Running, change: PoolChange): Promise<void>
  /** A change that fails fails the trial. */
  fail(reason: unknown): void
}

/** The operator of a product: changes its pool when the scenario says so, one change after the other. */
export class Operator {
  readonly #options: OperatorOptions
  readonly #timers: NodeJS.Timeout[] = []
  readonly #did: Glimpse[] = []
  readonly #changedMs: number[] = []
  #pool: readonly Member[]
  #last: Promise<void> = Promise.resolve()
  #ended = false

  constructor(options: OperatorOptions) {
    this.#options = options
    const weights = options.running.setup.backends.map(({ spec }) => spec.weight)
    this.#pool = poolAtStart(weights, options.changes)
  }

  /** From here on time runs. */
  begin({ startAt, warmupMs }: Begin): void {
    this.#pool.forEach(({ membership }, backend) => {
      if (membership === 'left') this.#did.push({ atMs: -warmupMs, backend, block: blocks.left, on: true })
    })
    for (const change of this.#options.changes) {
      const act = (): void => {
        this.#last = this.#last.then(() => this.#do(change, startAt))
      }
      this.#timers.push(setTimeout(act, Math.max(0, startAt + change.atMs - monotonicMs())))
    }
  }

  /** What it did so far, when it told the product. */
  get did(): readonly Glimpse[] {
    return this.#did
  }

  /** When it told the product, ms from the start of measuring. */
  get changedMs(): readonly number[] {
    return this.#changedMs
  }

  /** Nothing is changed any more. */
  end(): void {
    this.#ended = true
    for (const timer of this.#timers) clearTimeout(timer)
  }

  async #do(change: PoolChange, startAt: number): Promise<void> {
    if (this.#ended) return
    const { running, change: tell, fail } = this.#options
    this.#pool = poolAfter(this.#pool, change)
    const atMs = monotonicMs() - startAt
    this.#changedMs.push(atMs)
    if (change.kind !== 'weight') this.#did.push(...glimpsesOf(this.#pool[change.backend]!, atMs, change.backend))
    try {
      await tell({ ...running, setup: withPool(running.setup, this.#pool) }, change)
    } catch (error) {
      if (!this.#ended) fail(error)
    }
  }
}

/** The same setup, each backend where the operator wants it. */
export function withPool(setup: Setup, pool: readonly Member[]): Setup {
  const backends = setup.backends.map(({ spec, address }, i) => {
    const { membership, weight } = pool[i]!
    return { spec: { ...spec, weight }, address, ...(membership !== 'in' && { membership }) }
  })
  return { ...setup, backends }
}

function glimpsesOf({ membership }: Member, atMs: number, backend: number): Glimpse[] {
  return [
    { atMs, backend, block: blocks.left, on: membership === 'left' },
    { atMs, backend, block: blocks.draining, on: membership === 'draining' },
  ]
}
