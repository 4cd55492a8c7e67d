/** Does something soon after it is due, at most once in so many ms, and the last time in any case. */
export class Paced {
  readonly #work: () => void
  readonly #everyMs: number
  #lastMs = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  constructor(work: () => void, everyMs: number) {
    this.#work = work
    this.#everyMs = everyMs
  }

  due(): void {
    if (this.#timer !== undefined) return
    const restMs = this.#lastMs + this.#everyMs - performance.now()
    if (restMs <= 0) this.#do()
    else this.#timer = setTimeout(() => this.#do(), restMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #do(): void {
    this.stop()
    this.#lastMs = performance.now()
    this.#work()
  }
}
