import type { Chart } from '../chart/chart.js'
import type { PageData } from '../page.js'

/** What the page of a run that is still on shows of it, as it is now: told a few times a second. */
export interface News {
  /** What runs: "lc, round 2 of 5". The same until something else does. */
  readonly title: string
  /** Why it runs again, where it does; else ''. */
  readonly remark: string
  /** How far that is, and how long all will take. */
  readonly progress: string
  /** Of the whole run, in [0, 1]. */
  readonly done: number
  /** A name and a value, both as they are to be read. */
  readonly numbers: readonly (readonly [name: string, value: string])[]
  readonly charts: readonly Chart[]
}

/** The report of what is measured by now: what stands in `<main>`, and the data of its charts. */
export interface ReportSoFar {
  readonly main: string
  readonly data: PageData
}

/** How the run ended; after it nothing happens any more. */
export interface Ending {
  /** Sentences, one after the other. */
  readonly says: string
  /** Whether it ended before it was done. */
  readonly failed: boolean
}
