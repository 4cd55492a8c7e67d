import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Flight, held, shed } from '../../src/balancer/balancer.js'
import type { BalancerSpec, StickySpec } from '../../src/model/balancer-spec.js'
import { envoyBudget, nginxRetry, productHealth } from '../../src/model/products.js'
import { findStrategy, strategies } from '../../src/strategies/index.js'
import type { Outcome, Pool, Strategy } from '../../src/strategies/strategy.js'
import { outcome } from '../strategies/test-pool.js'
import { backend } from './test-balancer.js'
import { TestWorld } from './test-world.js'

/** Everything at once, at random, and what must hold whatever happens. */

const names = ['a', 'b', 'c', 'd', 'e']
const fleetOf = (limits: readonly number[]) =>
  names.map((name, i) =>
    backend(name, { maxRequests: limits[i]!, weight: 1 + (i % 3), failTimeoutMs: 1000, backup: name === 'e' }),
  )

const health = {
  ...productHealth.nginx,
  active: { ...productHealth.haproxy.active, intervalMs: 300, downIntervalMs: 200, timeoutMs: 100, fall: 2, rise: 2 },
  outlier: {
    ...productHealth.envoy.outlier,
    intervalMs: 500,
    baseEjectionMs: 700,
    maxEjectionMs: 2000,
    consecutive5xx: 3,
    maxEjectionShare: 0.4,
  },
}
const sticky: StickySpec = { by: 'table', cookie: '', ttlMs: 2000, refresh: true, capacity: 5 }
const change = fc.record({ atMs: fc.nat(6000), backend: fc.nat(4), kind: fc.constantFrom('drain', 'leave', 'join') })

const settings = fc.record({
  limits: fc.constantFrom([2, 3, 0, 1, 2], [1, 1, 1, 1, 1], [1, 2, 1, 1, 0]),
  panic: fc.constantFrom({ belowShare: 0, belowCount: 0 }, { belowShare: 0.5, belowCount: 0 }),
  slowStart: fc.constantFrom(undefined, { windowMs: 1000, minShare: 0.1, aggression: 1.5, steps: 4 }),
  retry: fc.constantFrom(nginxRetry(2), {
    ...nginxRetry(2),
    on: ['connect', 'reset', '5xx'],
    budget: envoyBudget,
    backoffMs: 40,
    maxBackoffMs: 100,
  } as const),
  hedge: fc.constantFrom(undefined, { afterMs: 60, max: 2 }),
  queue: fc.constantFrom(undefined, { limit: 4, timeoutMs: 400 }),
  breaker: fc.constantFrom(undefined, { maxRequests: 9, maxPending: 3, maxRetries: 2 }),
  sticky: fc.constantFrom(undefined, sticky, { ...sticky, by: 'client' as const }),
  changes: fc.array(change, { maxLength: 6 }),
  /** Whether the world asks again from within `resume`, or a little later. */
  atOnce: fc.boolean(),
})

const move = fc.record({
  waitMs: fc.nat(150),
  open: fc.constantFrom(true, true, false),
  which: fc.nat(),
  client: fc.nat(7),
  end: fc.constantFrom('ok', 'ok', 'ok', '503', 'connect', 'reset', 'leaves'),
  sick: fc.nat(31),
  /** Where the world asks later: whether it does now. */
  settles: fc.boolean(),
})
const history = fc.record({ settings, moves: fc.array(move, { minLength: 20, maxLength: 70 }) })
type History = typeof history extends fc.Arbitrary<infer T> ? T : never

const ends: Record<string, Outcome> = {
  ok: outcome(),
  503: outcome({ status: 503 }),
  connect: outcome({ cause: 'connect', failed: true, status: 0 }),
  reset: outcome({ cause: 'reset', failed: true, status: 0 }),
}
const cancelled = outcome({ cause: 'cancelled', status: 0 })

interface Client {
  readonly flight: Flight
  readonly ticket: number
  readonly running: number[]
  readonly tried: number[]
  waits: boolean
}

/** Plays a history, and holds what it sees against plain counts of its own. */
class Play {
  readonly world: TestWorld
  readonly clients = new Map<number, Client>()
  readonly #strategy: Strategy
  readonly #spec: Partial<BalancerSpec>
  readonly #atOnce: boolean
  readonly #limits: readonly number[]
  readonly #late: (() => void)[] = []
  #pool!: Pool
  #tickets = 1
  #sick = 0

  constructor(strategy: Strategy, { limits, panic, changes, atOnce, ...spec }: History['settings']) {
    this.#strategy = strategy
    this.#atOnce = atOnce
    this.#limits = limits
    const inOrder = [...changes].sort((a, b) => a.atMs - b.atMs)
    this.#spec = { ...spec, health: { ...health, panic }, changes: inOrder }
    const spied: Strategy = {
      ...this.#strategy,
      start: (pool, ...rest) => {
        if (pool.names.includes('a')) this.#pool = pool
        return this.#strategy.start(pool, ...rest)
      },
    }
    this.world = new TestWorld(fleetOf(limits), this.#spec, { strategy: spied })
    this.world.healthy = i => ((this.#sick >> i) & 1) === 0
    this.world.onResume = ticket => this.#comeBack(ticket, () => this.#resume(ticket))
    this.world.onHedge = ticket => this.#comeBack(ticket, () => this.#hedge(ticket))
  }

  run(moves: History['moves']): void {
    for (const each of moves) {
      this.#sick = each.sick
      if (each.settles) this.#to(this.world.nowMs + each.waitMs)
      if (each.open) this.#open(each.client)
      else this.#endOne(each.which, each.end)
      if (each.settles) this.#to(this.world.nowMs)
      this.check()
    }
    for (const client of [...this.clients.values()]) this.#close(client)
    this.#settle()
  }

  check(): void {
    const { balancer, nowMs } = this.world
    const counts = names.map(() => 0)
    let waiting = 0
    for (const client of this.clients.values()) {
      if (client.waits) waiting++
      for (const at of client.running) counts[at]++
    }
    counts.forEach((count, i) => {
      must(balancer.inFlight(i) === count, 'what is in flight adds up')
      must(count <= (this.#limits[i] || Infinity), 'no backend has more than its limit')
    })
    const { breaker, queue, retry } = this.#spec
    const running = counts.reduce((sum, count) => sum + count, 0)
    must(running <= (breaker?.maxRequests ?? Infinity), 'the breaker holds')
    must(waiting === 0 || queue !== undefined || retry!.backoffMs > 0, 'nobody waits without a reason')
    must(balancer.nextMs() >= nowMs, 'nothing is planned for the past')
    if (this.#late.length > 0 || balancer.nextMs() <= nowMs) return
    const idle = [...this.clients.values()].filter(({ waits, tried }) => waits && tried.length === 0)
    const places = names.some((_, i) => balancer.available(i, nowMs))
    must(idle.length === 0 || !places || this.#spec.sticky !== undefined, 'nobody waits while there is a place')
  }

  /** Once nobody is under way: no request is remembered, and nothing is planned for one. */
  quiet(): void {
    const { balancer } = this.world
    expect(names.map((_, i) => balancer.inFlight(i))).toEqual(names.map(() => 0))
    this.#sick = 0
    const asked = this.world.asked.length
    this.world.to(this.world.nowMs + 20_000)
    expect(this.world.asked.slice(asked).every(line => / (check|probe) /.test(line))).toBe(true)
    expect([...this.#pool.weight]).toEqual([1, 2, 3, 1].map(weight => weight * this.#pool.weightScale))
  }

  #to(nowMs: number): void {
    this.#settle()
    this.world.to(nowMs)
    this.#settle()
    if (this.world.balancer.nextMs() <= nowMs) this.#to(nowMs)
  }

  #settle(): void {
    while (this.#late.length > 0) this.#late.shift()!()
  }

  #comeBack(ticket: number, ask: () => void): void {
    must(this.clients.has(ticket), 'only requests that are under way are asked for')
    if (this.#atOnce) ask()
    else this.#late.push(() => this.clients.has(ticket) && ask())
  }

  #open(client: number): void {
    const ticket = this.#tickets++
    const flight = this.world.balancer.open({ client: `10.0.0.${client}`, path: '/' }, ticket)
    const opened: Client = { flight, ticket, running: [], tried: [], waits: false }
    this.clients.set(ticket, opened)
    this.#ask(opened)
  }

  #resume(ticket: number): void {
    const client = this.clients.get(ticket)!
    must(client.waits, 'nobody is resumed who does not wait, nor twice')
    this.#ask(client)
  }

  #hedge(ticket: number): void {
    const client = this.clients.get(ticket)!
    must(client.running.length > 0, 'only what runs is hedged')
    const at = this.#next(client)
    must(at !== held && at !== shed, 'a hedge waits for nothing')
  }

  #ask(client: Client): void {
    const at = this.#next(client)
    client.waits = at === held
    if (at < 0 && at !== held && client.running.length === 0) this.#close(client)
  }

  #next(client: Client): number {
    const { balancer, nowMs } = this.world
    const available = names.map((_, i) => balancer.available(i, nowMs))
    const isNew = client.tried.length === 0
    const at = client.flight.next(nowMs)
    if (at < 0) return at
    must(!client.tried.includes(at), 'no request goes to a backend twice')
    const { drained, left } = this.#operated(at)
    must(!left, 'who left gets nothing')
    must(available[at] || (drained && this.#spec.sticky !== undefined), 'only who is available gets anything')
    // With sessions one may wait for its own backend while others pass.
    if (isNew && this.#spec.sticky === undefined) this.#mustBeFirst(client)
    client.running.push(at)
    client.tried.push(at)
    return at
  }

  #mustBeFirst({ ticket }: Client): void {
    for (const other of this.clients.values())
      must(other.ticket >= ticket || !other.waits || other.tried.length > 0, 'nobody overtakes in the queue')
  }

  /** What the operator has done to that backend by now. */
  #operated(backend: number): { readonly drained: boolean; readonly left: boolean } {
    const own = this.#spec.changes!.filter(each => each.backend === backend)
    const kinds = own.filter(({ atMs }) => atMs <= this.world.nowMs).map(({ kind }) => kind)
    const since = kinds.slice(kinds.lastIndexOf('join') + 1)
    const outside = own[0]?.kind === 'join' && kinds.length === 0
    return { drained: since.includes('drain'), left: outside || since.includes('leave') }
  }

  #endOne(which: number, how: string): void {
    const busy = [...this.clients.values()].filter(({ running, waits }) => running.length > 0 || waits)
    const client = busy[which % busy.length]
    if (client === undefined) return
    if (how === 'leaves' || client.running.length === 0) this.#close(client)
    else this.#end(client, client.running[which % client.running.length]!, ends[how]!)
  }

  #end(client: Client, at: number, how: Outcome): void {
    const { nowMs } = this.world
    client.running.splice(client.running.indexOf(at), 1)
    client.flight.ended(at, how, nowMs)
    if (how.cause === 'answer' && how.status === 200) this.#close(client)
    else if (client.running.length > 0 || client.waits) return
    else if (client.flight.retries(how, nowMs)) this.#ask(client)
    else this.#close(client)
  }

  #close(client: Client): void {
    if (!this.clients.delete(client.ticket)) return
    for (const at of client.running) client.flight.ended(at, cancelled, this.world.nowMs)
    client.flight.close(this.world.nowMs)
  }
}

/** Cheaper than expect(), of which there would be a million. */
function must(holds: boolean | undefined, what: string): void {
  if (!holds) throw new Error(`does not hold: ${what}`)
}

function playsWell(strategy: Strategy, histories: fc.Arbitrary<History>, numRuns: number): void {
  const property = fc.property(histories, ({ settings, moves }) => {
    const play = new Play(strategy, settings)
    play.run(moves)
    play.quiet()
  })
  fc.assert(property, { seed: 1, numRuns })
}

/** All are well, and there are too many: what counts is who comes before whom. */
const crowds = history.map(({ settings, moves }) => ({
  settings: {
    ...settings,
    queue: { limit: 4 as const, timeoutMs: 400 as const },
    breaker: undefined,
    sticky: undefined,
    changes: [],
  },
  moves: moves.map(each => ({ ...each, sick: 0 })),
}))

describe('everything at once', () => {
  it.each(strategies)('$name: limits hold, counts add up, the held are resumed, and nothing is left over', strategy => {
    playsWell(strategy, history, 40)
  })

  it.each(['rr', 'lc', 'p2c'])('%s: in a crowd nobody overtakes, and nobody waits while there is a place', name => {
    playsWell(findStrategy(name), crowds, 100)
  })
})
