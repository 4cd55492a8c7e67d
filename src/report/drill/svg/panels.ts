import { formatNumber } from '../../../results/format-metric.js'
import type { Timeline } from '../../../results/results.js'
import { linearScale, logScale, type Scale } from '../../chart/scale.js'
import type { Panel } from '../../svg/panel.js'
import { afflictedOf, shareOf } from '../afflicted.js'
import type { Drill } from '../drills.js'
import { whomOf } from '../incident-text.js'
import { type Sum, type TimeColumns, timeColumns } from '../timeline-columns.js'
import type { Course } from '../timeline-rows.js'
import { windowsOf } from '../timeline-text.js'

/** More points than pixels are no finer. */
const mostPoints = 400

/** A panel and how high it is. */
export interface SizedPanel {
  readonly panel: Panel
  readonly height: number
}

/** p99, then failed requests where there are any, then what the afflicted got where it is not everybody. */
export function panelsOf(courses: readonly Course[], drills: readonly Drill[]): SizedPanel[] {
  const windows = windowsOf(courses)
  const columns = timeColumns(courses[0]!.timeline, windows, Math.min(windows, mostPoints))
  const panel = panelsWith(courses, columns)
  const names = afflictedOf(drills, courses[0]!.timeline)
  return [
    panel('p99, ms (logarithmic)', 230, { of: ({ p99Ms }) => p99Ms, sum: 'highest', scaleOf: logScale }),
    panel('failed requests, %', 80, { of: ({ errorRate }) => errorRate.map(percent), sum: 'mean', scaleOf: fromZero }),
    names.length === 0
      ? undefined
      : panel(`requests sent to ${whomOf(names)}, % of all`, 80, {
          of: timeline => shareOf(names, timeline).map(percent),
          sum: 'mean',
          scaleOf: fromZero,
        }),
  ].filter(one => one !== undefined)
}

interface Reading {
  readonly of: (timeline: Timeline) => readonly (number | null)[]
  readonly sum: Sum
  readonly scaleOf: (known: readonly number[], height: number) => Scale
}

/** Undefined where there is nothing, or nothing but 0. */
function panelsWith(courses: readonly Course[], columns: TimeColumns) {
  return (head: string, height: number, { of, sum, scaleOf }: Reading): SizedPanel | undefined => {
    const lines = courses.map(({ timeline }) => columns.of(of(timeline), sum))
    const known = lines.flat().filter(value => value !== null)
    if (known.every(value => value === 0)) return undefined
    const scale = scaleOf(known, height)
    return { height, panel: { head, lines, columnMs: columns.columnMs, scale, format: tickText } }
  }
}

const percent = (share: number | null): number | null => (share === null ? null : 100 * share)

/** Shares begin at nothing. */
function fromZero(known: readonly number[], height: number): Scale {
  const scale = linearScale([0, ...known], height)
  const few = scale.ticks.length > 4 ? scale.ticks.filter((_, i) => i % 2 === 0) : scale.ticks
  return { ...scale, ticks: few }
}

/** Round values need no zeros behind the point. */
const tickText = (value: number): string => String(Number(formatNumber(value)))
