import type { Services } from '../strategy.js'

/** One alarm for several sleepers, each of whom has one of its own: the next that is due is set. */
export class SharedAlarm {
  readonly #services: Services
  readonly #sleepers: { atMs: number; readonly woken: (nowMs: number) => void }[] = []

  constructor(services: Services) {
    this.#services = services
  }

  /** Another sleeper; returns its `wakeAt`. */
  add(woken: (nowMs: number) => void): Services['wakeAt'] {
    const sleeper = { atMs: Infinity, woken }
    this.#sleepers.push(sleeper)
    return atMs => {
      sleeper.atMs = atMs
      this.#set()
    }
  }

  ring(nowMs: number): void {
    for (const sleeper of this.#sleepers) {
      if (sleeper.atMs > nowMs) continue
      sleeper.atMs = Infinity
      sleeper.woken(nowMs)
    }
    this.#set()
  }

  #set(): void {
    this.#services.wakeAt(Math.min(...this.#sleepers.map(({ atMs }) => atMs)))
  }
}
