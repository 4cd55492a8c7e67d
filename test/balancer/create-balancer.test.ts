import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Balancer, Flight, RoutedRequest } from '../../src/balancer/balancer.js'
import { createBalancer } from '../../src/balancer/create-balancer.js'
import { nginxBalancer, productHealth } from '../../src/model/products.js'
import { randomStream } from '../../src/model/random.js'
import { findStrategy, strategies } from '../../src/strategies/index.js'
import type { Outcome, Strategy } from '../../src/strategies/strategy.js'
import { outcome } from '../strategies/test-pool.js'
import { backend, balance, ok, refused, send } from './test-balancer.js'

const request = { client: '10.1.2.3', path: '/' }

describe('createBalancer', () => {
  it('numbers backends in declaration order, backups among them', () => {
    const balancer = balance([
      backend('a', { backup: true }),
      backend('b'),
      backend('c', { backup: true }),
      backend('d'),
    ])
    expect(balancer.names).toEqual(['a', 'b', 'c', 'd'])
    expect(send(balancer, new Set(['b', 'd']))).toBe('b>d>a')
    expect([0, 1, 2, 3].map(i => balancer.available(i, 0))).toEqual([true, false, true, false])
  })

  it('tells who is healthy: not who is banned, be it to be tried again at the next pick; a backup as anybody', () => {
    const balancer = balance([backend('a'), backend('b', { down: true }), backend('c'), backend('d', { backup: true })])
    const healthy = (nowMs: number): boolean[] => [0, 1, 2, 3].map(i => balancer.healthy(i, nowMs))
    expect(healthy(0)).toEqual([true, false, true, true])
    expect(send(balancer, new Set(['a']), 0)).toBe('a>c')
    expect(healthy(1000)).toEqual([false, false, true, true])
    // 10 s count in whole seconds, and as long as no more than those have passed.
    expect(healthy(11_000)).toEqual([true, false, true, true])
  })

  it('calls healthy who is full, and nobody sick in panic', () => {
    const spec = nginxBalancer(0, { health: { ...productHealth.nginx, panic: { belowShare: 0, belowCount: 1 } } })
    const strategy = findStrategy('rr')
    const full = createBalancer({
      ...{
        backends: [backend('a', { maxRequests: 1 }), backend('b', { maxRequests: 1 })],
        strategy,
        options: {},
        spec,
      },
      random: randomStream(1, 'pick'),
    })
    const flights = [0, 1].map(() => full.open(request))
    for (const flight of flights) flight.next(0)
    expect([0, 1].map(i => [full.available(i, 0), full.healthy(i, 0)])).toEqual([
      [false, true],
      [false, true],
    ])
    for (const [i, flight] of flights.entries()) flight.ended(i, refused, 0)
    expect([0, 1].map(i => [full.available(i, 0), full.healthy(i, 0)])).toEqual([
      [true, false],
      [true, false],
    ])
  })

  it('needs a backend that is not a backup', () => {
    expect(() => balance([])).toThrow(expect.objectContaining({ code: 'SCENARIO', message: 'there are no backends' }))
    const backups = [backend('a', { backup: true })]
    const error = expect.objectContaining({ code: 'SCENARIO', message: 'all backends are backups' })
    expect(() => balance(backups)).toThrow(error)
  })

  it('gives a lone primary no privilege where there is a backup', () => {
    const balancer = balance([backend('X'), backend('b', { backup: true })])
    expect([1, 2, 3].map(() => send(balancer, new Set(['X'])))).toEqual(['X>b', 'b', 'b'])
  })

  it('bans nobody with health none, and does not lower weights', () => {
    const backends = [backend('X', { weight: 3 }), backend('b'), backend('c')]
    const balancer = balance(backends, { health: 'none' })
    // Weights 3,1,1 go X b X c X; each retry takes a turn of b or c, in turn.
    const tried = Array.from({ length: 6 }, (_, i) => send(balancer, new Set(['X']), i))
    expect(tried.filter(names => names.startsWith('X')).length).toBeGreaterThanOrEqual(3)
    expect(balancer.available(0, 0)).toBe(true)
  })

  it('never uses one that is down, nor counts it as available', () => {
    const balancer = balance([backend('a', { down: true }), backend('b'), backend('c')])
    expect(Array.from({ length: 4 }, () => send(balancer, new Set())).join('')).toBe('bcbc')
    expect([balancer.available(0, 0), balancer.available(1, 0)]).toEqual([false, true])
  })

  it('sends a client of a backend that is down elsewhere, and nobody else', () => {
    const clients = Array.from({ length: 250 }, (_, i) => `10.0.${i}.1`)
    const map = (down: boolean) => {
      const balancer = balance([backend('a'), backend('b', { down }), backend('c')], { strategy: 'iphash' })
      return clients.map(client => send(balancer, new Set(), 0, client))
    }
    const [before, after] = [map(false), map(true)]
    expect(before).toContain('b')
    expect(after).not.toContain('b')
    before.forEach((name, i) => {
      if (name !== 'b') expect(after[i]).toBe(name)
    })
  })

  it('ends a ban by itself, without a timer and before any pick', () => {
    const balancer = balance([backend('a', { failTimeoutMs: 2000 }), backend('b')])
    send(balancer, new Set(['a']), 900)
    // Second 0, so all of second 2 is still banned.
    expect([900, 2000, 2999, 3000].map(nowMs => balancer.available(0, nowMs))).toEqual([false, false, false, true])
  })

  it.each(strategies)('$name: shows strategies nothing but the truth', inner => {
    // A spy between balancer and strategy: what it sees at each pick must fit what happened so far.
    const spy: Strategy = {
      ...inner,
      start(pool, options, random, services) {
        const chooser = inner.start(pool, options, random, services)
        const counts = new Int32Array(pool.size)
        const seen = [...pool.available]
        const same = () => expect([...pool.available]).toEqual(seen)
        return {
          pick(view, nowMs) {
            same()
            expect([...pool.inFlight]).toEqual([...counts])
            return chooser.pick(view, nowMs)
          },
          sent(i, nowMs) {
            counts[i]++
            same()
            chooser.sent?.(i, nowMs)
          },
          answered(i, outcome, nowMs) {
            counts[i]--
            same()
            expect([...pool.inFlight]).toEqual([...counts])
            chooser.answered?.(i, outcome, nowMs)
          },
          changed(i) {
            expect(pool.available[i]).toBe(1 - seen[i])
            seen[i] = pool.available[i]
            same()
            chooser.changed?.(i)
          },
        }
      },
    }
    const property = fc.property(traffic, ({ moves, retries }) => {
      const balancer = balance(fleet(), { strategy: spy, retries })
      drive(balancer, moves, () => {})
    })
    fc.assert(property, { seed: 1, numRuns: 80 })
  })
})

describe('any traffic', () => {
  it.each(strategies)('$name: counts in flight add up, no backend twice, no more than 1 + retries', strategy => {
    const property = fc.property(traffic, ({ moves, retries }) => {
      const balancer = balance(fleet(), { strategy, retries })
      drive(balancer, moves, open => {
        const inFlight = balancer.names.map((_, i) => balancer.inFlight(i))
        expect(inFlight).toEqual(balancer.names.map((_, i) => open.filter(trip => trip.backend === i).length))
        for (const { tried, flight } of open) {
          expect(new Set(tried).size).toBe(tried.length)
          expect(tried.length).toBeLessThanOrEqual(1 + retries)
          expect(flight.tries).toBe(tried.length)
        }
      })
    })
    fc.assert(property, { seed: 1, numRuns: 80 })
  })
})

const fleet = () => [
  backend('a', { weight: 3, failTimeoutMs: 1000 }),
  backend('b', { maxFails: 2, failTimeoutMs: 3000 }),
  backend('c', { down: true }),
  backend('d', { maxFails: 0 }),
  backend('e', { backup: true }),
  backend('f', { backup: true, weight: 2 }),
]

const move = fc.record({
  waitMs: fc.nat(1200),
  open: fc.boolean(),
  which: fc.nat(),
  failed: fc.boolean(),
  client: fc.ipV4(),
})
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never
const traffic = fc.record({ moves: fc.array(move, { maxLength: 80 }), retries: fc.nat(6) })

interface Trip {
  readonly flight: ReturnType<ReturnType<typeof balance>['open']>
  readonly tried: number[]
  readonly backend: number
}

/** Opens and ends requests as the moves say; a failed try is followed by the next. */
function drive(
  balancer: ReturnType<typeof balance>,
  moves: readonly Move[],
  check: (open: readonly Trip[]) => void,
): void {
  const open: Trip[] = []
  let nowMs = 0
  const next = (flight: Trip['flight'], tried: readonly number[]) => {
    const backend = flight.next(nowMs)
    if (backend === -1) return
    open.push({ flight, backend, tried: [...tried, backend] })
  }
  for (const { waitMs, open: opens, which, failed, client } of moves) {
    nowMs += waitMs
    if (opens) {
      next(balancer.open({ client, path: '/' }), [])
    } else if (open.length > 0) {
      const [{ flight, tried, backend }] = open.splice(which % open.length, 1)
      flight.ended(backend, failed ? refused : ok, nowMs)
      if (failed) next(flight, tried)
    }
    check(open)
  }
}

describe('a flight', () => {
  it('has one first try and as many more as retries', () => {
    const balancer = balance([backend('a'), backend('b'), backend('c')], { retries: 1 })
    expect(send(balancer, new Set(['a', 'b', 'c']))).toBe('a>b')
    const none = balance([backend('a'), backend('b')], { retries: 0 })
    expect(send(none, new Set(['a', 'b']))).toBe('a')
  })

  it('lets a second try run beside the first, elsewhere: a hedge', () => {
    const balancer = balance([backend('a'), backend('b')])
    const flight = balancer.open(request)
    expect([flight.next(0), flight.next(0), flight.next(0)]).toEqual([0, 1, -1])
    expect([balancer.inFlight(0), balancer.inFlight(1), flight.tries]).toEqual([1, 1, 2])
    flight.ended(1, ok, 5)
    flight.ended(0, outcome({ cause: 'cancelled' }), 5)
    expect([balancer.inFlight(0), balancer.inFlight(1)]).toEqual([0, 0])
  })

  it('refuses ended() with no try running', () => {
    const balancer = balance([backend('a'), backend('b')])
    const flight = balancer.open(request)
    expect(() => flight.ended(0, ok, 0)).toThrow('no try running')
    flight.next(0)
    flight.ended(0, ok, 0)
    expect(() => flight.ended(0, ok, 0)).toThrow('no try running')
    expect(balancer.inFlight(0)).toBe(0)
  })

  it('may go on after an answer that is no failure, to another backend', () => {
    const balancer = balance([backend('a'), backend('b')])
    const flight = balancer.open(request)
    const first = flight.next(0)
    flight.ended(first, outcome({ status: 503 }), 0)
    expect([first, flight.next(0)]).toEqual([0, 1])
    expect(balancer.available(0, 0)).toBe(true)
  })

  it('stays with the backups once it went there, as nginx does', () => {
    const balancer = balance([
      backend('a', { failTimeoutMs: 0 }),
      backend('e', { backup: true }),
      backend('f', { backup: true }),
    ])
    const flight = balancer.open(request)
    for (const expected of [0, 1]) {
      expect(flight.next(0)).toBe(expected)
      flight.ended(expected, refused, 0)
    }
    // The primary's ban is over, but this request has left it behind.
    expect(balancer.available(0, 5000)).toBe(true)
    expect(flight.next(5000)).toBe(2)
  })

  it('hides a tried backend from the retry only', () => {
    const balancer = balance([backend('a', { maxFails: 0 }), backend('b', { maxFails: 0 })], { strategy: 'lc' })
    const slow = balancer.open(request)
    slow.ended(slow.next(0), refused, 0)
    slow.next(0)
    expect(balancer.available(0, 0)).toBe(true)
    expect(balancer.open(request).next(0)).toBe(0)
  })
})

describe('pick and ended', () => {
  it.each(strategies)('$name: with the tries kept by the caller, go where flights go', strategy => {
    const property = fc.property(traffic, ({ moves, retries }) => {
      const [flown, kept] = [balance(fleet(), { strategy, retries }), balance(fleet(), { strategy, retries })]
      const view = { client: '', path: '/', attempt: 0, ticket: 0, cookie: '', repeatable: true }
      const outcome = { ...ok }
      expect(picksOf(kept, moves, client => ownTries(kept, client, view, outcome))).toEqual(
        picksOf(flown, moves, client => flown.open({ client, path: '/' })),
      )
    })
    fc.assert(property, { seed: 1, numRuns: 80 })
  })

  it('say -1 once retries are used up, and count nothing then', () => {
    const balancer = balance([backend('a'), backend('b'), backend('c')], { retries: 1 })
    const view = { ...request, ticket: 0, cookie: '', repeatable: true }
    expect(balancer.pick({ ...view, attempt: 2 }, [0, 1], 0)).toBe(-1)
    expect([0, 1, 2].map(i => balancer.inFlight(i))).toEqual([0, 0, 0])
    expect(balancer.pick({ ...view, attempt: 1 }, [0], 0)).toBe(1)
    expect([0, 1, 2].map(i => balancer.inFlight(i))).toEqual([0, 1, 0])
    balancer.ended(1, ok, 0, 0)
    expect(balancer.inFlight(1)).toBe(0)
  })
})

type Trial = Pick<Flight, 'next' | 'ended'>

/** Every pick, and after each move what is in flight and who is available; tries that do not fail may go on as well. */
function picksOf(balancer: Balancer, moves: readonly Move[], open: (client: string) => Trial): unknown[] {
  const seen: unknown[] = []
  const running: { readonly trip: Trial; readonly picked: number }[] = []
  let nowMs = 0
  const next = (trip: Trial) => {
    const picked = trip.next(nowMs)
    seen.push(picked)
    if (picked !== -1) running.push({ trip, picked })
  }
  for (const { waitMs, open: opens, which, failed, client } of moves) {
    nowMs += waitMs
    if (opens) {
      next(open(client))
    } else if (running.length > 0) {
      const [{ trip, picked }] = running.splice(which % running.length, 1)
      trip.ended(picked, failed ? refused : ok, nowMs)
      if (failed || which % 3 === 0) next(trip)
    }
    seen.push(balancer.names.map((_, i) => [balancer.inFlight(i), balancer.available(i, nowMs)]))
  }
  return seen
}

/** A request as virtual time keeps it: a list of its own; view and outcome are shared by all requests. */
function ownTries(
  balancer: Balancer,
  client: string,
  view: { -readonly [K in keyof RoutedRequest]: RoutedRequest[K] },
  outcome: { -readonly [K in keyof Outcome]: Outcome[K] },
): Trial {
  let tried: readonly number[] = []
  return {
    next(nowMs) {
      Object.assign(view, { client, attempt: tried.length })
      const backend = balancer.pick(view, Object.freeze(tried), nowMs)
      Object.assign(view, { client: 'of another request', attempt: -1 })
      return backend
    },
    ended(backend, how, nowMs) {
      balancer.ended(backend, Object.assign(outcome, how), nowMs, 0)
      Object.assign(outcome, { failed: !how.failed, latencyMs: Number.NaN })
      tried = [...tried, backend]
    },
  }
}

describe('epochMs', () => {
  it('is where the seconds of health begin', () => {
    const balancer = balance([backend('a', { failTimeoutMs: 2000 }), backend('b')], { epochMs: 500 })
    send(balancer, new Set(['a']), 600)
    // Second 0 ends at 1500, so all of second 2, to 3500, is still banned.
    expect([600, 3000, 3499, 3500].map(nowMs => balancer.available(0, nowMs))).toEqual([false, false, false, true])
  })

  it('moves with the clock: the same traffic at any time of day goes the same way', () => {
    const shifted = (moves: readonly Move[], byMs: number): readonly Move[] => {
      const [first, ...others] = moves
      return first === undefined ? [] : [{ ...first, waitMs: first.waitMs + byMs }, ...others]
    }
    const property = fc.property(traffic, fc.integer({ min: -1e9, max: 1e9 }), ({ moves, retries }, epochMs) => {
      const [at0, later] = [balance(fleet(), { retries }), balance(fleet(), { retries, epochMs })]
      const picks = (balancer: Balancer, all: readonly Move[]) =>
        picksOf(balancer, all, client => balancer.open({ client, path: '/' }))
      expect(picks(later, shifted(moves, epochMs))).toEqual(picks(at0, moves))
    })
    fc.assert(property, { seed: 1, numRuns: 80 })
  })
})

describe('a request', () => {
  const spied = () => {
    const reads: string[] = []
    const record = {
      get client() {
        reads.push('client')
        return '10.1.2.3'
      },
      get path() {
        reads.push('path')
        return '/'
      },
    }
    return { reads, record }
  }

  it.each(strategies)(
    '$name: is read when it is routed, and only where the strategy needs it',
    ({ name, family, knows }) => {
      const balancer = balance([backend('a'), backend('b'), backend('c')], { strategy: name })
      const { reads, record } = spied()
      const flight = balancer.open(record)
      expect(reads).toEqual([])
      flight.next(0)
      if (family === 'hash') expect(reads).toEqual(['client'])
      else expect(knows).toEqual(expect.arrayContaining(reads))
    },
  )
})

describe('a strategy that errs', () => {
  const picking = (backend: number): Strategy => ({
    name: 'mine',
    summary: '',
    reference: '',
    family: 'load',
    knows: [],
    start: () => ({ pick: () => backend }),
  })

  it.each([1, 2, -2, 0.5, Number.NaN])('is told so when it picks %d', picked => {
    const balancer = balance([backend('a'), backend('b', { down: true })], { strategy: picking(picked) })
    expect(() => balancer.open(request).next(0)).toThrow(
      expect.objectContaining({ code: 'STRATEGY_FAILED', message: expect.stringMatching(/^strategy mine picked /) }),
    )
  })

  it('may say that nobody can serve', () => {
    const balancer = balance([backend('a'), backend('b')], { strategy: picking(-1) })
    expect(balancer.open(request).next(0)).toBe(-1)
  })
})
