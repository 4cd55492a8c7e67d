/** What each backend got over time: a strip a candidate, a row a backend, a column a part of the run. */
export interface HeatData {
  readonly columnMs: number
  /** Where one colour ends and the next begins, ascending. */
  readonly steps: readonly number[]
  /** `diverging`: below and above 1, the fair share; `sequential`: from nothing up. */
  readonly scheme: 'diverging' | 'sequential'
  /** What a value is: "of its fair share". */
  readonly unit: string
  readonly strips: readonly HeatStrip[]
  readonly marks: readonly HeatMark[]
}

export interface HeatStrip {
  readonly candidate: string
  /** Requests of a column, all rounds together: of few a share is chance. Absent where values are no shares. */
  readonly counts?: readonly number[]
  readonly rows: readonly HeatRow[]
}

export interface HeatRow {
  readonly backend: string
  /** The share that it would have, in (0, 1]; absent where values are no shares. */
  readonly fair?: number
  /** An entry a column; null where nothing can be told. */
  readonly values: readonly (number | null)[]
  /** From which column to before which one it was out because it looked sick. */
  readonly out: readonly (readonly [from: number, to: number])[]
}

/** What befell whom and when, ms. */
export interface HeatMark {
  readonly name: string
  readonly fromMs: number
  readonly toMs: number
  /** Empty where it befell the traffic. */
  readonly backends: readonly string[]
}
