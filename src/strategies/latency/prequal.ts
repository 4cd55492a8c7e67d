import type { Random } from '../../model/random.js'
import { AvailableList } from '../available-list.js'
import type { Chooser, Options, Outcome, Pool, ProbeReport, Services, Strategy } from '../strategy.js'
import { ErrorAversion } from './error-aversion.js'
import { bestProbe, hotAbove, worstProbe } from './hot-cold.js'
import { type Probe, ProbePool, reuseBudget } from './probe-pool.js'
import { ProbeSender } from './probe-sender.js'

/**
 * Prequal, Google's balancer of YouTube: each request has some replicas, drawn at random, asked for their load, off its
 * own path; the answers wait in a pool for the requests to come. Of the replicas in the pool, those with more requests in
 * flight than most are hot; the fastest cold one serves, or the least loaded where none is cold. With fewer than two
 * usable answers, a replica drawn at random serves.
 *
 * Weights are not looked at: what a replica can do shows in its latency. A replica without a recent latency counts as
 * fast, so an idle one is tried again. Server errors and failed tries count as slow (`ErrorAversion`). While no requests
 * come, one replica is asked every `idleProbeMs`, for ten seconds, so that the next request does not meet an empty pool.
 * Asynchronous probing only; the paper's synchronous mode is not there.
 */
export const prequal: Strategy = {
  name: 'prequal',
  summary: 'probes of load kept in a pool: the fastest of those that are not hot',
  reference: 'Wydrowski et al., "Load is not what you should balance: Introducing Prequal" (NSDI \'24)',
  family: 'latency',
  knows: ['probes', 'failures'],
  options: {
    probesPerQuery: {
      summary: 'probes sent with a request; 0.5 is one with every second',
      default: 3,
      min: 0,
      max: 16,
    },
    removePerQuery: {
      summary: 'answers forgotten with a request, the oldest and the worst alternately',
      default: 1,
      min: 0,
      max: 16,
    },
    qRif: {
      summary: 'which quantile of requests in flight divides cold from hot; 0 goes by requests in flight, 1 by latency',
      default: 0.84,
      min: 0,
      max: 1,
    },
    idleProbeMs: {
      summary: 'without requests, probe once in so many ms; 0 never does',
      default: 250,
      min: 0,
      max: 60_000,
    },
  },
  start: (pool, options, chance, services) => new Prequal(pool, { options, chance, services }),
}

interface Given {
  readonly options: Options
  readonly chance: Random
  readonly services: Services
}

class Prequal implements Chooser {
  readonly #pool: Pool
  readonly #chance: Random
  readonly #quantile: number
  readonly #removePerQuery: number
  readonly #budget: number
  readonly #probes = new ProbePool(capacity)
  readonly #errors: ErrorAversion
  readonly #available: AvailableList
  readonly #sender: ProbeSender
  /** Removals due, and whether the next takes the worst. */
  #due = 0
  #worstNext = false

  constructor(pool: Pool, { options, chance, services }: Given) {
    const [probesPerQuery, removePerQuery] = [Number(options.probesPerQuery), Number(options.removePerQuery)]
    this.#pool = pool
    this.#chance = chance
    this.#quantile = Number(options.qRif)
    this.#removePerQuery = removePerQuery
    this.#budget = reuseBudget({ probesPerQuery, removePerQuery, capacity, replicas: pool.size })
    this.#errors = new ErrorAversion(pool.size)
    this.#available = new AvailableList(pool)
    const idleMs = Number(options.idleProbeMs)
    this.#sender = new ProbeSender({ available: this.#available, chance, services, probesPerQuery, idleMs })
  }

  pick(_request: unknown, nowMs: number): number {
    if (this.#available.size === 0) return -1
    this.#probes.expire(nowMs - maxAgeMs)
    const usable = this.#usable()
    const cost = this.#costAt(nowMs)
    const best = usable.length < fewestProbes ? undefined : bestProbe(usable, hotAbove(usable, this.#quantile), cost)
    if (best === undefined) return this.#available.at(this.#chance.below(this.#available.size))
    this.#probes.use(best)
    return best.backend
  }

  /** After the request, so that an answer that comes at once tells of it. */
  sent(backend: number, nowMs: number): void {
    this.#probes.sentTo(backend)
    for (this.#due += this.#removePerQuery; this.#due >= 1; this.#due--) this.#forgetOne(nowMs)
    this.#sender.query(nowMs)
  }

  answered(backend: number, outcome: Outcome, nowMs: number): void {
    this.#errors.answered(backend, outcome, nowMs)
  }

  changed(backend: number): void {
    this.#available.changed(backend)
  }

  probed(backend: number, report: ProbeReport, nowMs: number): void {
    if (report.failed) {
      this.#probes.remove(backend)
      this.#errors.observe(backend, true, nowMs)
      return
    }
    const latencyMs = Number.isNaN(report.latencyMs) ? 0 : report.latencyMs
    this.#probes.add({ backend, rif: report.inFlight, latencyMs, atMs: nowMs, usesLeft: this.#uses() })
  }

  woken(nowMs: number): void {
    this.#sender.woken(nowMs)
  }

  #forgetOne(nowMs: number): void {
    const { probes } = this.#probes
    const worst = worstProbe(probes, hotAbove(probes, this.#quantile), this.#costAt(nowMs))
    if (this.#worstNext && worst !== undefined) this.#probes.remove(worst.backend)
    else this.#probes.dropOldest()
    this.#worstNext = !this.#worstNext
  }

  #usable(): readonly Probe[] {
    const { probes } = this.#probes
    const { available } = this.#pool
    return probes.every(({ backend }) => available[backend] === 1)
      ? probes
      : probes.filter(({ backend }) => available[backend] === 1)
  }

  /** A whole number, that on average is the budget. */
  #uses(): number {
    const whole = Math.floor(this.#budget)
    return this.#budget === whole ? whole : whole + Number(this.#chance.next() < this.#budget - whole)
  }

  #costAt(nowMs: number): (probe: Probe) => number {
    return ({ backend, latencyMs }) => this.#errors.costMs(backend, latencyMs, nowMs)
  }
}

const capacity = 16
const maxAgeMs = 1000
const fewestProbes = 2
