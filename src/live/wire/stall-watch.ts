/**
 * Finds out from looks now and then how long nothing has moved, so that what moves need not note the time: that would be
 * paid at every read and write. What it tells is at most the time between two looks too short, and never too long.
 */
export class StallWatch {
  #doing: string | undefined
  #progress = 0
  #sinceMs = 0

  /** How long `doing` and `progress`, as they are now, have been seen, ms. */
  unchangedMs(doing: string, progress: number, nowMs: number): number {
    if (doing !== this.#doing || progress !== this.#progress) {
      this.#doing = doing
      this.#progress = progress
      this.#sinceMs = nowMs
    }
    return nowMs - this.#sinceMs
  }
}
