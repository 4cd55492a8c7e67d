import { chooserFault } from '../strategies/chooser-fault.js'
import { pickFault } from '../strategies/pick-fault.js'
import type { StrategySource } from '../strategies/source.js'
import type { Chooser, Pool, RequestView, Strategy } from '../strategies/strategy.js'
import { type Beat, beatAt, type Call, calls, enter, leave, newBeat, whenOf } from './beat.js'
import { strategyFault, thrownIn } from './fault.js'
import { OwnPool } from './own-pool.js'

/**
 * The user's strategy with somebody at its side: what it throws and what it picks wrongly becomes a `LbbenchError`
 * STRATEGY_FAILED that names the strategy, what it did, where and when; and `beat` shows which call it is in.
 */
export function guarded(strategy: Strategy, source: StrategySource, beat: Beat = newBeat()): Strategy {
  return {
    ...strategy,
    start(pool, options, random, services) {
      const guard = new Guard(source, beat)
      const own = new OwnPool(pool)
      const chooser = guard.call('start', () => strategy.start(own.view, options, random, services) as unknown)
      const wrong = chooserFault(chooser)
      if (wrong !== undefined) throw guard.fault(wrong)
      return new GuardedChooser(chooser as Chooser, { pool, own, guard })
    },
  }
}

/** Tells the calls of one chooser apart and turns what goes wrong in them into faults. */
class Guard {
  readonly #source: StrategySource
  readonly beat: Beat
  #firstMs = Number.NaN
  #nowMs = Number.NaN

  constructor(source: StrategySource, beat: Beat) {
    this.#source = source
    this.beat = beat
    // Priming requests and the trial have a chooser each, and are counted apart.
    beat[beatAt.requests] = 0
  }

  request(nowMs: number): void {
    this.beat[beatAt.requests]++
    if (Number.isNaN(this.#firstMs)) this.#firstMs = nowMs
    this.#nowMs = nowMs
  }

  fault(what: string): Error {
    const since = this.#nowMs - this.#firstMs
    const when = Number.isNaN(since) ? '' : `, ${Math.round(since) / 1000} s after the first`
    return strategyFault(this.#source.label, what, `${whenOf(this.beat)}${when}`)
  }

  thrown(call: Call, error: unknown): Error {
    return this.fault(thrownIn(`in ${call}`, error, this.#source))
  }

  /** For all calls but `pick`, which is too frequent for a closure. */
  call<T>(call: Call, run: () => T): T {
    enter(this.beat, calls.indexOf(call))
    let result: T
    try {
      result = run()
    } catch (error) {
      throw this.thrown(call, error)
    }
    leave(this.beat)
    if (result instanceof Promise) throw this.fault(`is async in ${call}: nobody waits for its promise`)
    return result
  }
}

/** Hooks that the chooser lacks do nothing here either. */
class GuardedChooser implements Chooser {
  readonly #chooser: Chooser
  readonly #pool: Pool
  readonly #own: OwnPool
  readonly #guard: Guard

  constructor(chooser: Chooser, { pool, own, guard }: { pool: Pool; own: OwnPool; guard: Guard }) {
    this.#chooser = chooser
    this.#pool = pool
    this.#own = own
    this.#guard = guard
  }

  pick(request: RequestView, nowMs: number): number {
    const guard = this.#guard
    guard.request(nowMs)
    enter(guard.beat, pickCall)
    let picked: number
    try {
      picked = this.#chooser.pick(request, nowMs)
    } catch (error) {
      throw guard.thrown('pick', error)
    }
    leave(guard.beat)
    const written = this.#own.written()
    if (written !== undefined) throw guard.fault(`wrote to pool.${written}, which is to be read only`)
    if (typeof picked === 'number' && this.#pool.available[picked] === 1) return picked
    const wrong = pickFault(picked, this.#pool)
    if (wrong !== undefined) throw guard.fault(wrong)
    return picked
  }

  sent(...args: Parameters<NonNullable<Chooser['sent']>>): void {
    this.#own.count(args[0])
    if (this.#chooser.sent !== undefined) this.#guard.call('sent', () => this.#chooser.sent!(...args))
  }

  answered(...args: Parameters<NonNullable<Chooser['answered']>>): void {
    this.#own.count(args[0])
    if (this.#chooser.answered !== undefined) this.#guard.call('answered', () => this.#chooser.answered!(...args))
  }

  changed(...args: Parameters<NonNullable<Chooser['changed']>>): void {
    this.#own.follow(args[0])
    if (this.#chooser.changed !== undefined) this.#guard.call('changed', () => this.#chooser.changed!(...args))
  }

  probed(...args: Parameters<NonNullable<Chooser['probed']>>): void {
    if (this.#chooser.probed !== undefined) this.#guard.call('probed', () => this.#chooser.probed!(...args))
  }

  woken(...args: Parameters<NonNullable<Chooser['woken']>>): void {
    if (this.#chooser.woken !== undefined) this.#guard.call('woken', () => this.#chooser.woken!(...args))
  }
}

const pickCall = calls.indexOf('pick')
