/** What one replica said when it was probed. */
export interface Probe {
  readonly backend: number
  /** Requests in flight there, and those sent there since by us. */
  rif: number
  /** ms, finite. */
  readonly latencyMs: number
  readonly atMs: number
  /** How many requests may still be sent on the strength of it. */
  usesLeft: number
}

/**
 * The answers to the last probes, oldest first, at most so many and none older than a second: one a replica. Where the
 * paper's pool may hold several of one replica, here the newest takes the place of the others, for several would count the
 * replica as often when hot is told from cold. Everything takes O(capacity).
 *
 * Source: Wydrowski et al., "Load is not what you should balance: Introducing Prequal" (NSDI '24), section 4.
 */
export class ProbePool {
  readonly #capacity: number
  readonly #probes: Probe[] = []

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** Oldest first; valid until the pool changes. */
  get probes(): readonly Probe[] {
    return this.#probes
  }

  /** The oldest makes room. */
  add(probe: Probe): void {
    this.remove(probe.backend)
    if (this.#probes.length === this.#capacity) this.#probes.shift()
    this.#probes.push(probe)
  }

  remove(backend: number): void {
    const at = this.#probes.findIndex(probe => probe.backend === backend)
    if (at !== -1) this.#probes.splice(at, 1)
  }

  expire(beforeMs: number): void {
    while (this.#probes.length > 0 && this.#probes[0].atMs < beforeMs) this.#probes.shift()
  }

  dropOldest(): void {
    this.#probes.shift()
  }

  /** A request was sent there: by the time it arrives, there is one more than was said. */
  sentTo(backend: number): void {
    const probe = this.#probes.find(probe => probe.backend === backend)
    if (probe !== undefined) probe.rif++
  }

  /** A request is sent on the strength of this probe. */
  use(probe: Probe): void {
    if (--probe.usesLeft <= 0) this.remove(probe.backend)
  }
}

export interface BudgetPlan {
  readonly probesPerQuery: number
  readonly removePerQuery: number
  /** Of the pool. */
  readonly capacity: number
  readonly replicas: number
}

/**
 * How many requests a probe may serve on average, at least 1: so many that the pool does not run dry, and no more, as what
 * was said gets stale. With few replicas, most probes only replace an answer of the same replica, and the paper's formula
 * has no value: as often as the pool has places then.
 */
export function reuseBudget({ probesPerQuery, removePerQuery, capacity, replicas }: BudgetPlan): number {
  const gained = (1 - capacity / replicas) * probesPerQuery - removePerQuery
  if (gained <= 0) return capacity
  return Math.min(capacity, Math.max(1, (1 + slack) / gained))
}

/** The paper's delta. */
const slack = 1
