/** Where backends of one process keep sessions. Times on the monotonic clock, ms. What it promises and does not keep is a failure. */
export interface LiveStore {
  /** Whether it is a store to be asked, so that its time is told; what is in memory takes none. */
  readonly takesTime: boolean
  /** A new session; its token, for a cookie. */
  login(backend: number, nowMs: number): string | Promise<string>
  /** Whether this backend knows the session of that token. */
  knows(backend: number, token: string, nowMs: number): boolean | Promise<boolean>
  /** The backend's process is gone, and returns some day. */
  died(backend: number): void
  /** Lets go of what would keep this process alive; nothing is asked any more. */
  close(): void
}
