/** Requests by the second they were due in, and how many of them hurt their client: failed, or beyond the objective. */
export class SecondSums {
  readonly requests: number[] = []
  readonly bad: number[] = []
  readonly #objectiveMs: number

  /** @param durationMs of the measured part: what is due outside of it is left out */
  constructor(durationMs: number, objectiveMs: number) {
    this.#objectiveMs = objectiveMs
    const seconds = Math.ceil(durationMs / 1000)
    this.requests = new Array<number>(seconds).fill(0)
    this.bad = new Array<number>(seconds).fill(0)
  }

  /** A request ended, with a good answer or not. */
  ended(dueMs: number, doneMs: number, good: boolean): void {
    const second = Math.floor(dueMs / 1000)
    if (second < 0 || second >= this.requests.length) return
    this.requests[second]!++
    if (!good || doneMs - dueMs > this.#objectiveMs) this.bad[second]!++
  }
}
