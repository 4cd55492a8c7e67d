/** How many backends there were over time, beside how many the load needed: a panel a candidate. */
export interface FleetData {
  readonly columnMs: number
  /** Null where nobody can say. */
  readonly need: readonly number[] | null
  readonly panels: readonly {
    readonly candidate: string
    readonly text: string
    /** Those that boot, serve or drain. */
    readonly paid: readonly number[]
    readonly serving: readonly number[]
  }[]
}
