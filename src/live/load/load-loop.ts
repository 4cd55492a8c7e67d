/** A load shape at work: decides when each row begins. */
export interface LoadLoop {
  start(): void
  /** A row it began has ended. */
  ended(row: number, status: number): void
  /** Begins no more. */
  stop(): Promise<void>
}

/** What a load shape needs of the trial. Times on the trial's clock, ms. */
export interface LoadSite {
  nowMs(): number
  /** Sends the row (0, 1, 2, ... in order), due at `dueMs`. */
  begin(row: number, dueMs: number): void
  /** All that was begun has ended, and there is no more to begin. */
  finished(): void
  broken(error: Error): void
}
