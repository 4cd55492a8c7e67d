import type { Timeline } from '../../results/results.js'

/** One candidate over time. */
export interface Course {
  readonly id: string
  readonly timeline: Timeline
}

/** Part of the chart: a heading and rows on the common axis. */
export interface Section {
  readonly head: string
  readonly rows: readonly TimelineRow[]
}

export interface TimelineRow {
  readonly label: string
  /** Which candidate's, from 0. */
  readonly of: number
  readonly signs: string
}
