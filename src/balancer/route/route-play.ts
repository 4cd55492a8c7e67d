import { LbbenchError } from '../../errors.js'
import type { BalancerSpec, PoolChange } from '../../model/balancer-spec.js'
import { randomStream } from '../../model/random.js'
import { freshOutcome } from '../../strategies/outcome.js'
import type { Options, Outcome, Strategy } from '../../strategies/strategy.js'
import { type Balancer, type BalancerWorld, type Flight, held, refused, shed } from '../balancer.js'
import { createBalancer } from '../create-balancer.js'
import type { ListedBackend } from './backend-list.js'
import { type ScriptedChanges, scriptedChanges } from './route-changes.js'
import type { RouteStep } from './route-script.js'

/** What became of one request. */
export interface RouteRow {
  readonly client: string
  readonly path: string
  /** Every backend it was sent to, in order; all but the last refused it. */
  readonly tried: readonly string[]
  /** Who took it; undefined where nobody did. */
  readonly backend: string | undefined
  /** `held`: taken, and not answered so far. `refused`: nobody was left to ask (502). `shed`: all were at their limits (503). `waiting`: it still stands in the queue. */
  readonly end: 'served' | 'held' | 'refused' | 'shed' | 'waiting'
}

export interface PlayOptions {
  readonly strategy: Strategy
  readonly options: Options
  readonly backends: readonly ListedBackend[]
  readonly seed: number
  readonly spec: BalancerSpec
}

/**
 * Plays steps on a fresh balancer in a world of its own: a request a millisecond, answered by its backend after the
 * latency that this one has. Nothing is sent.
 *
 * A balancer wants to know of changes of its pool beforehand. When they come depends, where backends have latencies, on the
 * picks before them: so the script is played up to each change for its time, then from the beginning again.
 * @returns a row a request, in order
 * @throws LbbenchError USAGE where a step cannot be done, with its `where`
 */
export function play(options: PlayOptions, steps: readonly RouteStep[]): RouteRow[] {
  const changes = scriptedChanges(steps, options.backends)
  const isTimeFixed = options.backends.every(({ latencyMs }) => latencyMs === 0)
  const timesMs: number[] = []
  for (;;) {
    const world = new PlayedWorld(options, changes, changes.timed(timesMs))
    const known = timesMs.length
    steps.every((step, i) => {
      const change = changes.atStep.get(i)
      if (change !== undefined && change >= known) timesMs.push(world.nowMs)
      const goesOn = change === undefined || change < known || isTimeFixed
      if (goesOn) world.step(step)
      return goesOn
    })
    if (timesMs.length === known) return world.rows
  }
}

interface Asked {
  readonly flight: Flight
  readonly holds: boolean
  readonly row: { -readonly [K in keyof RouteRow]: RouteRow[K] } & { readonly tried: string[] }
}

interface Held {
  readonly flight: Flight
  readonly sinceMs: number
  readonly row: Asked['row']
}

class PlayedWorld implements BalancerWorld {
  readonly rows: Asked['row'][] = []
  nowMs = 0
  readonly #balancer: Balancer
  readonly #latencyMs: readonly number[]
  readonly #index: ReadonlyMap<string, number>
  readonly #refuses = new Set<number>()
  /** Held requests of each backend, the oldest first. */
  readonly #held: Held[][]
  /** By ticket, which is the number of the row. */
  readonly #waiting = new Map<number, Asked>()
  /** What the balancer asked for from within a call: done after it. */
  #errands: (() => void)[] = []

  constructor(options: PlayOptions, { downForGood }: ScriptedChanges, changes: readonly PoolChange[]) {
    const { backends, seed, spec } = options
    this.#latencyMs = backends.map(({ latencyMs }) => latencyMs)
    this.#index = new Map(backends.map((backend, i) => [backend.name, i]))
    this.#held = backends.map(() => [])
    this.#balancer = createBalancer({
      ...options,
      backends: backends.map((backend, i) => ({ ...backend, down: downForGood.has(i) })),
      random: randomStream(seed, 'pick'),
      spec: { ...spec, changes },
      world: this,
    })
  }

  step(step: RouteStep): void {
    if (step.do === 'get' || step.do === 'hold') this.#request(step.client, step.path, step.do === 'hold')
    else if (step.do === 'end') this.#end(this.#index.get(step.backend)!, step)
    else if (step.do === 'fail') this.#refuses.add(this.#index.get(step.backend)!)
    else if (step.do === 'heal') this.#refuses.delete(this.#index.get(step.backend)!)
    // A step later than the one before, so that each change of the pool has a time of its own.
    this.#pass(step.do === 'wait' ? step.ms : 1)
  }

  check(backend: number): void {
    this.#errands.push(() => this.#balancer.checked(backend, !this.#refuses.has(backend), this.nowMs))
  }

  probe(backend: number): void {
    this.#errands.push(() => {
      const report = {
        failed: this.#refuses.has(backend),
        inFlight: this.#held[backend]!.length,
        latencyMs: this.#latencyMs[backend]!,
      }
      this.#balancer.probed(backend, report, this.nowMs)
    })
  }

  resume(ticket: number): void {
    this.#errands.push(() => {
      const asked = this.#waiting.get(ticket)
      this.#waiting.delete(ticket)
      if (asked !== undefined) this.#ask(asked, ticket)
    })
  }

  /** A second try is for requests whose answer is late; nobody looks at the answers here. */
  hedge(): void {}

  #request(client: string, path: string, holds: boolean): void {
    const row: Asked['row'] = { client, path, tried: [], backend: undefined, end: 'waiting' }
    const ticket = this.rows.push(row) - 1
    this.#ask({ flight: this.#balancer.open({ client, path }, ticket), holds, row }, ticket)
  }

  #ask(asked: Asked, ticket: number): void {
    const backend = this.#place(asked)
    if (backend === held) this.#waiting.set(ticket, asked)
    else if (backend < 0) this.#close(asked, backend === shed ? 'shed' : 'refused')
    else this.#serve(asked, backend)
  }

  /** Who takes it, after those that refused it; or why nobody does. */
  #place({ flight, row }: Asked): number {
    for (;;) {
      const backend = flight.next(this.nowMs)
      if (backend < 0) return backend
      row.tried.push(this.#balancer.names[backend]!)
      if (!this.#refuses.has(backend)) return backend
      flight.ended(backend, noConnection, this.nowMs)
      if (!flight.retries(noConnection, this.nowMs)) return refused
    }
  }

  #serve({ flight, holds, row }: Asked, backend: number): void {
    row.backend = this.#balancer.names[backend]!
    row.end = 'held'
    const request = { flight, sinceMs: this.nowMs, row }
    if (holds) {
      this.#held[backend]!.push(request)
    } else {
      this.#pass(this.#latencyMs[backend]!)
      this.#answer(backend, request)
    }
  }

  #end(backend: number, { all, where }: RouteStep & { do: 'end' }): void {
    const open = this.#held[backend]!
    if (open.length === 0)
      throw new LbbenchError(
        'USAGE',
        `${where}: no request is held at "${this.#balancer.names[backend]}"`,
        '"hold" sends one that stays until "end"',
      )
    // Only those held now: a queued request may take a place as soon as it is free.
    for (const each of open.splice(0, all ? open.length : 1)) this.#answer(backend, each)
  }

  #answer(backend: number, { flight, sinceMs, row }: Held): void {
    row.end = 'served'
    const latencyMs = this.nowMs - sinceMs
    const outcome: Outcome = { ...freshOutcome(), latencyMs, headMs: latencyMs, serviceMs: latencyMs, queued: 0 }
    flight.ended(backend, outcome, this.nowMs)
    flight.close(this.nowMs)
  }

  #close({ flight, row }: Asked, end: RouteRow['end']): void {
    row.end = end
    flight.close(this.nowMs)
  }

  /** Time goes on; what the balancer planned happens on the way. */
  #pass(ms: number): void {
    const untilMs = this.nowMs + ms
    this.#doErrands()
    while (this.#balancer.nextMs() <= untilMs) {
      this.nowMs = Math.max(this.nowMs, this.#balancer.nextMs())
      this.#balancer.advance(this.nowMs)
      this.#doErrands()
    }
    // A queued request that was let in on the way may have taken longer.
    this.nowMs = Math.max(this.nowMs, untilMs)
  }

  #doErrands(): void {
    while (this.#errands.length > 0) {
      const errands = this.#errands
      this.#errands = []
      for (const errand of errands) errand()
    }
  }
}

const noConnection: Outcome = { ...freshOutcome(), cause: 'connect', failed: true, status: 0 }
