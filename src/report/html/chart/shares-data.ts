/** What each backend got of all requests, beside its fair share by weight: a panel a candidate. */
export interface SharesData {
  readonly panels: readonly SharesPanel[]
}

export interface SharesPanel {
  readonly candidate: string
  /** Stands above it: fairness in numbers. */
  readonly text: string
  readonly bars: readonly {
    readonly backend: string
    /** In [0, 1]. */
    readonly share: number
    readonly fair: number
  }[]
}
