import type { FleetData } from './fleet-data.js'
import type { HeatData } from './heat-data.js'
import type { LinesData } from './lines-data.js'
import type { RangesData } from './ranges-data.js'
import type { SharesData } from './shares-data.js'
import type { TradeData } from './trade-data.js'

/** A chart of the page, as data: the page's script draws it, and who cannot see it reads the sentence and the table. */
export type Chart = ChartFrame & Drawn

/** What every chart has, whatever it is drawn as. */
export interface ChartFrame {
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

type Drawn =
  | { readonly kind: 'lines'; readonly data: LinesData }
  | { readonly kind: 'ranges'; readonly data: RangesData }
  | { readonly kind: 'heat'; readonly data: HeatData }
  | { readonly kind: 'shares'; readonly data: SharesData }
  | { readonly kind: 'fleet'; readonly data: FleetData }
  | { readonly kind: 'trade'; readonly data: TradeData }
