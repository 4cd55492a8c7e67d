import { FleetTimeline } from './fleet-timeline.js'
import type { ScaledFleet } from './scaled-fleet.js'

/** Where each backend of a scaled fleet is. */
const states = { off: 0, booting: 1, serving: 2, draining: 3 } as const

/** Who runs, boots and drains. The newest goes first; the lowest number that is off comes next. */
export class Roster {
  readonly #fleet: ScaledFleet
  readonly #state: Uint8Array
  /** Of those that boot since when, of those that serve since when they do; ms. */
  readonly #sinceMs: Float64Array
  /** Those that boot or serve, oldest first. */
  readonly #wanted: number[] = []
  readonly #draining = new Set<number>()
  #serving = 0
  #desired: number
  readonly timeline: FleetTimeline

  /** @param start how many serve from the beginning; the others of `max` must be off, and out of the pool */
  constructor(fleet: ScaledFleet, { max, start, nowMs }: RosterStart) {
    this.#fleet = fleet
    this.#state = new Uint8Array(max)
    this.#sinceMs = new Float64Array(max).fill(-Infinity)
    for (let backend = 0; backend < start; backend++) {
      this.#state[backend] = states.serving
      this.#wanted.push(backend)
    }
    this.#serving = start
    this.#desired = start
    this.timeline = new FleetTimeline({ atMs: nowMs, desired: start, paid: start, serving: start })
  }

  /** How many the balancer has. */
  get serving(): number {
    return this.#serving
  }

  get draining(): ReadonlySet<number> {
    return this.#draining
  }

  isServing(backend: number): boolean {
    return this.#state[backend] === states.serving
  }

  /** Since when it boots, or serves; -Infinity for the beginning. */
  sinceMs(backend: number): number {
    return this.#sinceMs[backend]!
  }

  /** As many boot or serve as there should be, or as there can be while others drain. */
  aim(desired: number, nowMs: number): void {
    this.#desired = desired
    while (this.#wanted.length > desired) this.#remove(this.#wanted.pop()!, nowMs)
    for (let next = 0; this.#wanted.length < desired; next++) {
      next = this.#state.indexOf(states.off, next)
      if (next === -1) break
      this.#boot(next, nowMs)
    }
    for (const backend of [...this.#draining].reverse()) {
      if (this.#wanted.length >= desired) break
      this.#draining.delete(backend)
      this.#wanted.push(backend)
      this.#serve(backend, nowMs)
    }
    this.#note(nowMs)
  }

  /**
   * It has booted; false where it is not wanted any more.
   * @param sinceMs when it began to
   */
  booted(backend: number, sinceMs: number, nowMs: number): boolean {
    if (this.#state[backend] !== states.booting || this.#sinceMs[backend] !== sinceMs) return false
    this.#serve(backend, nowMs)
    this.#note(nowMs)
    return true
  }

  /** It has nothing left to do. */
  drained(backend: number, nowMs: number): void {
    this.#draining.delete(backend)
    this.#state[backend] = states.off
    this.#fleet.stop(backend, nowMs)
    this.#note(nowMs)
  }

  #boot(backend: number, nowMs: number): void {
    this.#state[backend] = states.booting
    this.#sinceMs[backend] = nowMs
    this.#wanted.push(backend)
    this.#fleet.boot(backend, nowMs)
  }

  #serve(backend: number, nowMs: number): void {
    this.#state[backend] = states.serving
    this.#sinceMs[backend] = nowMs
    this.#serving++
    this.#fleet.join(backend, nowMs)
  }

  #remove(backend: number, nowMs: number): void {
    if (this.#state[backend] === states.booting) {
      this.#state[backend] = states.off
      this.#fleet.stop(backend, nowMs)
      return
    }
    this.#state[backend] = states.draining
    this.#serving--
    this.#draining.add(backend)
    this.#fleet.drain(backend, nowMs)
  }

  #note(atMs: number): void {
    const paid = this.#wanted.length + this.#draining.size
    this.timeline.note({ atMs, desired: this.#desired, paid, serving: this.#serving })
  }
}

export interface RosterStart {
  readonly max: number
  readonly start: number
  readonly nowMs: number
}
