import { BalancerLog } from '../../../balancer/balancer-log.js'
import type { BalancerBackend } from '../../../balancer/balancer-options.js'
import { createBalancer } from '../../../balancer/create-balancer.js'
import { gauged, PoolGauge } from '../../../balancer/pool-gauge.js'
import { isStatus } from '../../../balancer/requests/create-router.js'
import type { ActiveCheckSpec, BalancerSpec } from '../../../model/balancer-spec.js'
import type { BalancerStats } from '../../../model/balancer-stats.js'
import { nginxBalancer, productHealth } from '../../../model/products.js'
import { randomStream } from '../../../model/random.js'
import type { BalancerSight } from '../../../model/sight.js'
import type { Options, Strategy } from '../../../strategies/strategy.js'
import { monotonicMs } from '../../clock.js'
import { listen } from '../../listen.js'
import type { Family } from '../../metrics/family.js'
import { BalancerDriver } from '../../wire/balancer-driver.js'
import { createDataPlane, type DataPlane } from '../../wire/data-plane.js'
import type { Destination } from '../../wire/upstream.js'
import type { PoolReading } from '../live-scaling.js'
import { balancerFamilies } from './balancer-families.js'
import { RequestCounts } from './request-counts.js'

export interface TrialBalancerOptions {
  readonly backends: readonly (BalancerBackend & Destination)[]
  readonly options: Options
  readonly spec: BalancerSpec
  readonly seed: number
  /** Whether requests are counted for whoever asks for `families`; false by default. */
  readonly metrics?: boolean
  /** Where an autoscaler reads and changes the pool: who is outside at first, and whether it asks for a p99. */
  readonly scaled?: { readonly outside: readonly number[]; readonly keepsLatencies: boolean }
}

/** One trial's data plane, and the two balancers that take turns in it: one for priming requests, one for the trial. */
export class TrialBalancer {
  readonly #options: TrialBalancerOptions
  readonly #strategy: Strategy
  readonly #plane: DataPlane
  readonly #counts: RequestCounts | undefined
  #driver: BalancerDriver
  #log: BalancerLog | undefined
  #gauge: PoolGauge | undefined

  constructor(options: TrialBalancerOptions, strategy: Strategy) {
    const { backends, spec } = options
    const { sticky } = spec
    this.#options = options
    this.#strategy = strategy
    this.#plane = createDataPlane({
      ...spec,
      backends,
      balancing: () => this.#driver,
      ...(sticky?.by === 'cookie' && { session: sticky }),
      retriesStatuses: spec.retry.on.some(isStatus),
      feedback: strategy.knows.includes('server load'),
      now: monotonicMs,
    })
    this.#driver = this.#drive(forPriming(options), 0, 0)
    // Behind the driver for priming requests, which must not count.
    this.#counts = options.metrics === true ? new RequestCounts(backends.length) : undefined
  }

  /** Resolves to the port. */
  listen(host: string): Promise<number> {
    return listen(this.#plane.server, this.#options.spec.port, host, 'the balancer')
  }

  /**
   * Forgets everything that priming requests taught the strategy; from here on there are checks, limits and sessions.
   * Measuring begins at `startAt`, monotonic clock, after a warm-up.
   */
  begin(startAt: number, warmupMs: number): void {
    const { backends, scaled } = this.#options
    if (scaled !== undefined) this.#gauge = new PoolGauge(backends.length, scaled.keepsLatencies)
    this.#log = new BalancerLog(backends.length, startAt, startAt - warmupMs)
    this.#driver.retire()
    this.#driver = this.#drive(this.#options, startAt, startAt - warmupMs)
    for (const backend of scaled?.outside ?? []) this.change('leave', backend)
    this.#driver.settle()
  }

  /** With `scaled` only, once it has begun: as of `LivePool.read`. */
  pool(ends: boolean): PoolReading {
    const { sent } = this.#gauge!
    const inFlight = this.#options.backends.map((_, backend) => this.#driver.balancer.inFlight(backend))
    return { inFlight, sent: [...sent], p99Ms: (ends ? this.#gauge!.takeP99() : undefined) ?? null }
  }

  /** Somebody joins, or leaves, now. */
  change(kind: 'join' | 'leave', backend: number): void {
    const nowMs = monotonicMs()
    this.#driver.balancer.change({ kind, backend, atMs: nowMs }, nowMs)
    this.#driver.settle()
  }

  get stats(): Readonly<BalancerStats> {
    return this.#driver.balancer.stats
  }

  /** Once it has begun. */
  get sight(): BalancerSight | undefined {
    return this.#log?.sight()
  }

  /** What is counted, with `metrics` only. Priming requests are not. */
  families(): Family[] {
    if (this.#counts === undefined) return []
    return balancerFamilies({
      backends: this.#options.backends.map(({ name }) => name),
      counts: this.#counts,
      plane: this.#plane,
      balancer: () => this.#driver.balancer,
      now: monotonicMs,
    })
  }

  #drive(trial: TrialBalancerOptions, epochMs: number, startMs: number): BalancerDriver {
    const { backends, spec, seed } = trial
    const [strategy, random] = [this.#strategy, randomStream(seed, 'pick')]
    const shared = { ...trial, strategy, random, epochMs, startMs, ...(this.#log && { log: this.#log }) }
    return new BalancerDriver({
      backends,
      create: world => {
        const balancer = createBalancer({ ...shared, world })
        return this.#gauge === undefined ? balancer : gauged(balancer, this.#gauge)
      },
      isGood: status => isGood(status, spec.health.active),
      awaiting: ticket => this.#plane.awaiting(ticket),
      watch: this.#counts,
      now: monotonicMs,
    })
  }
}

/** Who is not checked is not asked. */
function isGood(status: number, checks: ActiveCheckSpec | undefined): boolean {
  return checks === undefined || (status >= checks.okFrom && status <= checks.okTo)
}

/** Priming requests go everywhere at once: sockets and code are to be warm, and nothing is to be learned or refused. */
function forPriming(options: TrialBalancerOptions): TrialBalancerOptions {
  return {
    ...options,
    spec: nginxBalancer(options.spec.retry.count, { health: productHealth.none }),
    backends: options.backends.map(backend => ({ ...backend, maxRequests: 0 })),
  }
}
