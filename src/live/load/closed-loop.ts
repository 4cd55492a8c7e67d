import { errorKinds } from '../../bench/trial.js'
import type { LoadLoop, LoadSite } from './load-loop.js'

export interface ClosedLoopOptions {
  readonly connections: number
  /** Rows there are; once used up, no more requests. */
  readonly rows: number
  /** Pauses in the order they are begun, ms; shorter than `rows`: no pause for the rest. */
  readonly thinkMs: Float64Array
  /** From when to when requests are begun, ms on the trial's clock. */
  readonly fromMs: number
  readonly toMs: number
}

/**
 * So many users: each thinks, asks, waits for the answer or the failure, and thinks again. Row k is the k-th request
 * to go out and pause k the k-th to be begun, so which user gets which depends on the answers. A user who was refused
 * waits longer each time, for a dead port answers in microseconds and would be asked ten thousand times a second.
 */
export function createClosedLoop(options: ClosedLoopOptions, site: LoadSite): LoadLoop {
  return new ClosedLoop(options, site)
}

class ClosedLoop implements LoadLoop {
  readonly #options: ClosedLoopOptions
  readonly #site: LoadSite
  readonly #timers = new Set<NodeJS.Timeout>()
  #users: number
  #rows = 0
  #pauses = 0
  #refusals = 0

  constructor(options: ClosedLoopOptions, site: LoadSite) {
    this.#options = options
    this.#site = site
    this.#users = options.connections
  }

  start(): void {
    const { connections, fromMs } = this.#options
    const untilBeginMs = Math.max(0, fromMs - this.#site.nowMs())
    for (let user = 0; user < connections; user++) this.#think(untilBeginMs)
  }

  ended(_row: number, status: number): void {
    this.#refusals = status === errorKinds.refused ? this.#refusals + 1 : 0
    this.#think(backOffMs(this.#refusals, this.#options.connections))
  }

  async stop(): Promise<void> {
    this.#users = 0
    for (const timer of this.#timers) clearTimeout(timer)
  }

  #think(extraMs: number): void {
    if (this.#users === 0) return
    const { thinkMs, toMs } = this.#options
    const pauseMs = extraMs + (thinkMs[this.#pauses++] ?? 0)
    // Timers cut off fractions; rounding keeps the mean.
    const delayMs = Math.round(pauseMs)
    if (this.#site.nowMs() + pauseMs >= toMs) this.#leave()
    else if (delayMs === 0) this.#ask()
    else this.#askIn(delayMs)
  }

  #askIn(delayMs: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#ask()
    }, delayMs)
    this.#timers.add(timer)
  }

  #ask(): void {
    const nowMs = this.#site.nowMs()
    if (nowMs >= this.#options.toMs || this.#rows >= this.#options.rows) this.#leave()
    else this.#site.begin(this.#rows++, nowMs)
  }

  #leave(): void {
    if (--this.#users === 0) this.#site.finished()
  }
}

/** 10, 20, 40 ... 250 ms, a step each time all users were refused; 0 where the last answer was no refusal. */
function backOffMs(refusals: number, users: number): number {
  return refusals === 0 ? 0 : Math.min(250, 10 * 2 ** Math.floor((refusals - 1) / users))
}
