/** A chart of the page, as data: the page's script draws it, and who cannot see it reads the sentence and the table. */
export type Chart = Frame & Drawn

interface Frame {
  /** Unique on a page, stable over versions: what a figure is called by. */
  readonly id: string
  /** A question, or a plain name. */
  readonly title: string
  /** One sentence: what it shows, with the answer in numbers. */
  readonly says: string
  /** The same as text, folded away below it. */
  readonly table: ChartTable
}

export interface ChartTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

type Drawn = { readonly kind: 'intervals'; readonly data: IntervalsData }

/** Estimates with their intervals, side by side: a panel a metric, a row a candidate. */
export interface IntervalsData {
  readonly panels: readonly IntervalsPanel[]
}

export interface IntervalsPanel {
  readonly name: string
  readonly unit: string
  readonly rows: readonly {
    readonly candidate: string
    readonly value: number
    readonly low: number | null
    readonly high: number | null
  }[]
}
