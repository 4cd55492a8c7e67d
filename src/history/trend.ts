import { randomStream } from '../model/random.js'
import type { HistoryLine } from './history-line.js'
import { groupsOf, type RunGroup, type RunSeries, type Selection } from './series.js'
import { type Shift, shiftsOf } from './shifts.js'

/** What became of a metric from run to run. */
export interface Trend {
  readonly selection: Selection
  /** Changes smaller than this share of the level are not named. */
  readonly leastChange: number
  readonly groups: readonly TrendGroup[]
}

export interface TrendGroup extends Omit<RunGroup, 'series'> {
  readonly series: readonly TrendSeries[]
}

export interface TrendSeries extends RunSeries {
  readonly shifts: readonly Shift[]
}

/** Looks for changes in every series; the same lines give the same answer. */
export function trendOf(lines: readonly HistoryLine[], selection: Selection, leastChange: number): Trend {
  const groups = groupsOf(lines, selection).map(group => ({
    ...group,
    series: group.series.map(one => {
      const random = randomStream(1, `shuffles of ${one.candidate}`)
      return { ...one, shifts: shiftsOf(one, selection.metric, leastChange, random) }
    }),
  }))
  return { selection, leastChange, groups }
}
