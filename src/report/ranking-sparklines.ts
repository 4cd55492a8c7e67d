import type { Results, Timeline } from '../results/results.js'
import { bars, logarithmic } from './drill/bars.js'
import { timeColumns } from './drill/timeline-columns.js'
import type { RankingRow } from './ranking-rows.js'

/** How the p99 of each candidate went over time, on one scale. */
export interface Sparklines {
  /** A line a row, in their order; '' where it was not kept. */
  readonly lines: readonly string[]
  /** What the lowest and the highest bar stand for, ms. */
  readonly low: number
  readonly high: number
}

/** Undefined where nobody looked, or there is no room. @param room columns at most */
export function sparklines(rows: readonly RankingRow[], { candidates }: Results, room: number): Sparklines | undefined {
  if (room === 0) return undefined
  const values = rows.map(({ of }) => columnsOf(candidates[of]?.timeline, room))
  const scale = logarithmic(values.flat())
  if (scale === undefined) return undefined
  return { low: scale.low, high: scale.high, lines: values.map(line => bars(line, scale).trimEnd()) }
}

function columnsOf(timeline: Timeline | undefined, room: number): (number | null)[] {
  if (timeline === undefined) return []
  return timeColumns(timeline, timeline.p99Ms.length, room).of(timeline.p99Ms, 'highest')
}
