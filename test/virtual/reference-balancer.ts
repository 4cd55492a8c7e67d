import type { Balancer, BalancerWorld, Flight } from '../../src/balancer/balancer.js'
import { createBalancer } from '../../src/balancer/create-balancer.js'
import { balancerBackends } from '../../src/balancer/from-specs.js'
import { isRepeatable } from '../../src/balancer/requests/repeatable.js'
import { clientAddress } from '../../src/model/clients.js'
import { type Random, randomStream } from '../../src/model/random.js'
import { findStrategy } from '../../src/strategies/index.js'
import type { Agenda } from './reference-agenda.js'
import type { ReferenceFleet, ReferenceJob } from './reference-fleet.js'
import type { ReferenceOptions } from './reference-trial.js'

/** A request as the reference opens it. */
export interface Opened {
  readonly row: number
  readonly client: number
  readonly kind: number
}

/** The balancer of the reference, with what it does of its own accord: each of its errands is an entry of the agenda. */
export class ReferenceBalancer implements BalancerWorld {
  readonly balancer: Balancer
  readonly #options: ReferenceOptions
  readonly #agenda: Agenda
  readonly #fleet: ReferenceFleet
  readonly #draws: readonly Random[]
  readonly #checks = new Map<ReferenceJob, number>()
  readonly #cookies = new Map<number, { readonly value: string; readonly untilMs: number }>()
  resumed: (row: number, nowMs: number) => void = () => undefined
  hedged: (row: number, nowMs: number) => void = () => undefined

  constructor(options: ReferenceOptions, agenda: Agenda, fleet: ReferenceFleet) {
    const { scenario, strategy, seed } = options
    this.#options = options
    this.#agenda = agenda
    this.#fleet = fleet
    this.#draws = scenario.backends.map(({ name }) => randomStream(seed, `check ${name}`))
    this.balancer = createBalancer({
      spec: scenario.balancer,
      backends: balancerBackends(scenario.backends),
      strategy: findStrategy(strategy),
      options: options.options,
      random: randomStream(seed, 'pick'),
      seed,
      epochMs: 0,
      startMs: -scenario.run.warmupMs,
      world: this,
    })
    agenda.nowMs = -scenario.run.warmupMs
    agenda.plansMs = () => this.balancer.nextMs()
    agenda.plan = nowMs => this.balancer.advance(nowMs)
    this.balancer.advance(-scenario.run.warmupMs)
  }

  open({ row, client, kind }: Opened, nowMs: number): Flight {
    const { method, path } = this.#options.scenario.traffic.requests[kind]!
    const kept = this.#cookies.get(client)
    const cookie = kept !== undefined && kept.untilMs > nowMs ? kept.value : ''
    return this.balancer.open({ client: clientAddress(client), path, cookie, repeatable: isRepeatable(method) }, row)
  }

  /** The client gets the answer of that backend. */
  keepCookie(flight: Flight, client: number, backend: number, nowMs: number): void {
    const { sticky } = this.#options.scenario.balancer
    const value = sticky?.by === 'cookie' ? flight.cookieFor(backend) : undefined
    if (value !== undefined)
      this.#cookies.set(client, { value, untilMs: nowMs + Math.ceil(sticky!.ttlMs / 1000) * 1000 })
  }

  resume(row: number): void {
    this.#later(nowMs => this.resumed(row, nowMs))
  }

  hedge(row: number): void {
    this.#later(nowMs => this.hedged(row, nowMs))
  }

  probe(backend: number): void {
    this.#later(nowMs => this.balancer.probed(backend, this.#fleet.report(backend, nowMs), nowMs))
  }

  check(backend: number, _path: string, timeoutMs: number): void {
    this.#later(nowMs => {
      const job: ReferenceJob = {
        ...{ backend, demand: 0, failure: this.#draws[backend]!.next(), arrivedMs: nowMs, startedMs: nowMs, lane: 0 },
        ...{ ends: 'answer', status: 0, endsMs: 0, abandoned: false, isCheck: true, met: 0 },
      }
      this.#checks.set(job, backend)
      const runs = (laterMs: number): void => {
        if (!this.#checks.has(job)) return
        job.abandoned = true
        this.#fleet.withdraw(job, laterMs)
        this.#checked(job, false, laterMs)
      }
      this.#agenda.add({ atMs: nowMs + timeoutMs, rank: 'check gives up', subject: undefined, run: runs })
      if (!this.#fleet.arrive(job, nowMs)) this.#checked(job, false, nowMs)
    })
  }

  /** The backend is through with a check, or died with it. */
  ended(job: ReferenceJob, lost: boolean, nowMs: number): void {
    const { okFrom, okTo } = this.#options.scenario.balancer.health.active!
    const status = job.ends === 'answer' ? 200 : job.status
    this.#checked(job, !lost && job.ends !== 'broken' && status >= okFrom && status <= okTo, nowMs)
  }

  #checked(job: ReferenceJob, ok: boolean, nowMs: number): void {
    if (this.#checks.delete(job)) this.balancer.checked(job.backend, ok, nowMs)
  }

  #later(run: (nowMs: number) => void): void {
    this.#agenda.add({ atMs: this.#agenda.nowMs, rank: 'errand', subject: undefined, run })
  }
}
