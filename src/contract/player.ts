import { randomStream } from '../model/random.js'
import { describeThrown } from '../strategies/describe-thrown.js'
import { freshOutcome } from '../strategies/outcome.js'
import { pickFault } from '../strategies/pick-fault.js'
import type { Cause, Chooser, Options, Services, Strategy } from '../strategies/strategy.js'
import type { History, Step } from './history.js'
import { Violation } from './violation.js'
import { WatchedPool } from './watched-pool.js'

/**
 * Does to a strategy, step by step, what a balancer would, and looks after each call at what it did.
 * Every method throws `Violation`.
 */
export class Player {
  readonly picks: number[] = []
  readonly watched: WatchedPool
  /** Whether the pool is compared after each call: what 10,000 backends are too many for. */
  looks = true
  nowMs = 0
  readonly #lines: string[] = []
  /** Says what happened last; hundreds of thousands of steps are not put into words that nobody reads. */
  #last = (): string => ''
  readonly #chooser: Chooser
  readonly #running: number[] = []
  readonly #probes: number[] = []
  /** Who is at its limit. */
  readonly #full = new Set<number>()
  #wakeAtMs = Infinity
  readonly #outcome = freshOutcome()

  constructor(strategy: Strategy, options: Options, { weights, weightScale, seed }: Omit<History, 'steps'>) {
    this.watched = new WatchedPool(weights, strategy.fixedWeights ? 1 : weightScale)
    const random = randomStream(seed, 'pick')
    this.#chooser = this.#call('start', () => strategy.start(this.watched.pool, options, random, this.#services()))
    if (typeof (this.#chooser as Chooser | undefined)?.pick !== 'function')
      throw new Violation('returned no chooser from start: an object with a function pick is due')
  }

  /** What happened so far, a line a step; where it does not look, the last one alone. */
  get log(): readonly string[] {
    return this.looks ? this.#lines : [this.#last()]
  }

  get running(): number {
    return this.#running.length
  }

  play(steps: readonly Step[]): this {
    for (const step of steps) this.step(step)
    return this
  }

  step(step: Step): void {
    this.nowMs += step.kind === 'wait' ? step.ms : 1
    if (this.nowMs >= this.#wakeAtMs) this.#wake()
    const { size } = this.watched.pool
    if (step.kind === 'request') this.request(step.client, step.path, step.tried)
    else if (step.kind === 'sticky') this.#sticky(step.backend % size)
    else if (step.kind === 'answer') this.answer(step.which, step.cause, step.status)
    else if (step.kind === 'toggle') this.#toggle(step.backend % size)
    else if (step.kind === 'limit') this.#limit(step.backend % size)
    else if (step.kind === 'all') this.#all(step.available)
    else if (step.kind === 'weight') this.#weigh(step.backend % size, step.weight)
    else if (step.kind === 'probe') this.#probe(step)
    else this.#note(() => `${step.ms} ms pass`)
  }

  /** A request that has tried so many backends already: these are not available for it. */
  request(client: string, path: string, tried = 0): void {
    const { pool } = this.watched
    const blocked = tried === 0 ? [] : [...pool.available.keys()].filter(i => pool.available[i] === 1).slice(0, tried)
    const asked = (): string =>
      `request from ${JSON.stringify(short(client))} for ${JSON.stringify(short(path))}${tried === 0 ? '' : `, which has tried ${named(blocked)}`}`
    this.#note(asked)
    for (const backend of blocked) this.#setAvailable(backend, 0)
    const view = { client, path, attempt: tried }
    const picked = this.#call('pick', () => this.#chooser.pick(view, this.nowMs))
    const wrong = pickFault(picked, pool)
    if (wrong !== undefined) throw new Violation(wrong)
    this.picks.push(picked)
    this.#renote(() => `${asked()}${picked === -1 ? ' -> none' : ` -> b${picked + 1}`}`)
    for (const backend of blocked) this.#setAvailable(backend, 1)
    if (picked !== -1) this.#send(picked)
  }

  /** One of the requests that run ends; nothing where none does. */
  answer(which: number, cause: Cause = 'answer', status = 200): void {
    if (this.#running.length === 0) {
      this.#note(() => 'no request runs')
      return
    }
    const [backend] = this.#running.splice(which % this.#running.length, 1) as [number]
    this.#note(() => `b${backend + 1}: ${cause === 'answer' ? `answer ${status}` : cause}`)
    this.watched.write('inFlight', backend, this.watched.pool.inFlight[backend]! - 1)
    const isAnswer = cause === 'answer'
    const told = { cause, failed: !isAnswer && cause !== 'cancelled', status, latencyMs: 10, headMs: 9 }
    const server = { serviceMs: isAnswer ? 8 : Number.NaN, queued: isAnswer ? 1 : Number.NaN }
    this.#call('answered', () =>
      this.#chooser.answered?.(backend, Object.assign(this.#outcome, told, server), this.nowMs),
    )
    // Valid during the call only: who kept it would now believe this.
    Object.assign(this.#outcome, { failed: true, status: 999, latencyMs: Number.NaN })
  }

  /** A backend goes down, or comes back; it may be at its limit all the same. */
  setUp(backend: number, up: 0 | 1): void {
    if (this.watched.pool.up[backend] === up) return
    this.watched.write('up', backend, up)
    this.watched.write('available', backend, this.#full.has(backend) ? 0 : up)
    this.#call('changed', () => this.#chooser.changed?.(backend))
  }

  /** Of one that is up: another request may go there, or none. */
  #setAvailable(backend: number, available: 0 | 1): void {
    if (this.watched.pool.available[backend] === available) return
    this.watched.write('available', backend, available)
    this.#call('changed', () => this.#chooser.changed?.(backend))
  }

  #send(backend: number): void {
    this.watched.write('inFlight', backend, this.watched.pool.inFlight[backend]! + 1)
    this.#running.push(backend)
    this.#call('sent', () => this.#chooser.sent?.(backend, this.nowMs))
  }

  #sticky(backend: number): void {
    this.#note(() => `a sticky session sends a request to b${backend + 1}`)
    this.#send(backend)
  }

  #toggle(backend: number): void {
    const up = this.watched.pool.up[backend] === 1 ? 0 : 1
    this.#note(() => `b${backend + 1} ${up === 1 ? 'comes back' : 'goes away'}`)
    this.setUp(backend, up)
  }

  #limit(backend: number): void {
    const isFull = !this.#full.delete(backend)
    if (isFull) this.#full.add(backend)
    this.#note(() => `b${backend + 1} ${isFull ? 'is at its limit' : 'has room again'}`)
    if (this.watched.pool.up[backend] === 1) this.#setAvailable(backend, isFull ? 0 : 1)
  }

  #all(available: boolean): void {
    this.#note(() => (available ? 'all backends come back' : 'all backends go away'))
    for (let i = 0; i < this.watched.pool.size; i++) this.setUp(i, available ? 1 : 0)
  }

  #weigh(backend: number, weight: number): void {
    this.#note(() => `the weight of b${backend + 1} becomes ${weight}`)
    this.watched.write('weight', backend, weight * this.watched.pool.weightScale)
    this.#call('changed', () => this.#chooser.changed?.(backend))
  }

  #probe({ which, becomes }: Extract<Step, { kind: 'probe' }>): void {
    if (this.#probes.length === 0) {
      this.#note(() => 'no probe is under way')
      return
    }
    const [backend] = this.#probes.splice(which % this.#probes.length, 1) as [number]
    this.#note(() => `the probe of b${backend + 1} is ${becomes}`)
    if (becomes === 'lost') return
    const failed = becomes === 'failed'
    const report = {
      failed,
      inFlight: failed ? Number.NaN : this.watched.pool.inFlight[backend]!,
      latencyMs: failed ? Number.NaN : 10,
    }
    this.#call('probed', () => this.#chooser.probed?.(backend, report, this.nowMs))
  }

  /** Answers all probes under way, as a quick backend would. */
  answerProbes(): void {
    while (this.#probes.length > 0) this.#probe({ kind: 'probe', which: 0, becomes: 'answered' })
  }

  #wake(): void {
    this.#wakeAtMs = Infinity
    this.#call('woken', () => this.#chooser.woken?.(this.nowMs))
  }

  #services(): Services {
    return {
      probe: backend => {
        if (!Number.isInteger(backend) || backend < 0 || backend >= this.watched.pool.size)
          throw new Violation(
            `asked to probe ${String(backend)}, where backends are 0 to ${this.watched.pool.size - 1}`,
          )
        this.#probes.push(backend)
        // Nobody waits for ever: the eldest is lost.
        if (this.#probes.length > 1000) this.#probes.shift()
      },
      wakeAt: atMs => {
        if (typeof atMs !== 'number' || Number.isNaN(atMs)) throw new Violation(`asked to be woken at ${String(atMs)}`)
        this.#wakeAtMs = atMs
      },
    }
  }

  #call<T>(name: string, call: () => T): T {
    let result: T
    try {
      result = call()
    } catch (error) {
      if (error instanceof Violation) throw error
      throw new Violation(`threw ${describeThrown(error)} in ${name}`, error)
    }
    if (this.looks) this.watched.check(name)
    return result
  }

  #note(line: () => string): void {
    if (this.looks) this.#lines.push(line())
    else this.#last = line
  }

  /** More is known of the last step. */
  #renote(line: () => string): void {
    if (this.looks) this.#lines.pop()
    this.#note(line)
  }
}

function short(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`
}

function named(backends: readonly number[]): string {
  return backends.length === 0 ? 'all' : backends.map(backend => `b${backend + 1}`).join(', ')
}
