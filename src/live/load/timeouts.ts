/** What `Timeouts` must know of the rows. Times on the trial's clock, ms. */
export interface TimeoutRows {
  readonly timeoutMs: number
  nowMs(): number
  dueMs(row: number): number
  hasEnded(row: number): boolean
  /** The row's time is up. Must end it. */
  expire(row: number): void
}

/**
 * Gives up on rows `timeoutMs` after they were due. All timeouts are equal and rows begin in the order of their due
 * times, so the rows in flight are a queue, and one timer, set for its head, serves all of them: nothing to insert,
 * nothing to cancel.
 */
export class Timeouts {
  readonly #rows: TimeoutRows
  #head = 0
  #begun = 0
  #timer: NodeJS.Timeout | undefined
  /** Expiring a row may begin the next one (closed loop), which must not start a second round of checks. */
  #checking = false

  constructor(rows: TimeoutRows) {
    this.#rows = rows
  }

  /** The next row (0, 1, 2, ...) is due. */
  begin(row: number): void {
    this.#begun = row + 1
    if (this.#timer === undefined && !this.#checking) this.#check()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#head = this.#begun = Number.MAX_SAFE_INTEGER
  }

  #check(): void {
    this.#timer = undefined
    this.#checking = true
    const leftMs = this.#expireOverdue()
    this.#checking = false
    if (leftMs !== undefined) this.#arm(leftMs)
  }

  /** @returns time left for the oldest row in flight; undefined where there is none */
  #expireOverdue(): number | undefined {
    for (; this.#head < this.#begun; this.#head++) {
      if (this.#rows.hasEnded(this.#head)) continue
      const leftMs = this.#rows.dueMs(this.#head) + this.#rows.timeoutMs - this.#rows.nowMs()
      if (leftMs > 0) return leftMs
      this.#rows.expire(this.#head)
    }
    return undefined
  }

  /** Rounded up, as a timer that fires early would only have to be set again; capped, as a longer one fires at once. */
  #arm(delayMs: number): void {
    this.#timer = setTimeout(() => this.#check(), Math.min(Math.ceil(delayMs), 2 ** 31 - 1))
  }
}
