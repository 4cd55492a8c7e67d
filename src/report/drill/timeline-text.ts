import { formatNumber } from '../../results/format-metric.js'
import type { CandidateResult, Results, Timeline } from '../../results/results.js'
import { formatDuration } from '../../units.js'
import { inColorOf, markOf } from '../chart/marks.js'
import { wrapped } from '../wrapped.js'
import { afflictedOf, shareOf } from './afflicted.js'
import { type BarScale, bars, fromZero, logarithmic } from './bars.js'
import { type Drill, drillsOf } from './drills.js'
import { whomOf } from './incident-text.js'
import { outRows } from './out-rows.js'
import { incidentRuler, timeAxis } from './time-ruler.js'
import { type Sum, type TimeColumns, timeColumns } from './timeline-columns.js'
import type { Course, Section, TimelineRow } from './timeline-rows.js'

/** Wider charts are no clearer. */
const mostColumns = 120

/**
 * How it went over time, in rows of bars on one axis: p99, errors, what the afflicted got, who was out; each a row a candidate, so
 * that candidates stand one below the other. No line is wider than `width`; none where there are no incidents.
 */
export function timelineText(results: Results, { color, width }: { color: boolean; width: number }): string[] {
  const courses = coursesOf(results)
  const [first] = courses
  if (first === undefined) return []
  const drills = drillsOf(results)
  const labels = labelRoom(courses, width)
  const margin = labels + indent.length + 1
  const columns = timeColumns(first.timeline, windowsOf(courses), Math.min(width, mostColumns) - margin)
  const sections = [
    ...latencies(courses, columns),
    ...errors(courses, columns),
    ...shares(courses, drills, columns),
    ...outRows(courses, columns),
  ]
  const [axis, ticks] = timeAxis(drills, columns)
  const beside = (text: string): string => `${' '.repeat(margin)}${text}`.trimEnd()
  return [
    ...wrapped(`Over time, all rounds together, a column ${formatDuration(columns.columnMs)}`, width, indent),
    ...incidentRuler(drills, columns).map(beside),
    ...sections.flatMap(({ head, rows }) => [
      ...wrapped(head, width - 1, indent).map(line => ` ${line}`),
      ...rows.map(({ label, of, signs }) => {
        const name = shortened(label, labels).padEnd(labels)
        return `${indent}${inColorOf(markOf(of), color)(`${name} ${signs}`.trimEnd())}`
      }),
    ]),
    beside(axis),
    beside(ticks),
  ]
}

const indent = '  '

/** Candidates that something befell, and how it went over time, in their order. */
export function coursesOf({ candidates }: { readonly candidates: readonly CandidateResult[] }): Course[] {
  return candidates.flatMap(({ id, incidents, timeline }) =>
    incidents === undefined || timeline === undefined ? [] : [{ id, timeline }],
  )
}

export const windowsOf = (courses: readonly Course[]): number =>
  Math.max(0, ...courses.map(({ timeline }) => timeline.ratePerSecond.length))

/** Room for the longest name, of a backend that was out behind a candidate's; a quarter of the chart at most. */
function labelRoom(courses: readonly Course[], width: number): number {
  const names = courses.flatMap(({ id, timeline }) => [
    id,
    ...timeline.backends.filter(({ out }) => out?.some(share => share > 0)).map(({ name }) => `${id} ${name}`),
  ])
  return Math.min(Math.floor(width / 4), Math.max(...names.map(name => name.length)))
}

const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`

function latencies(courses: readonly Course[], columns: TimeColumns): Section[] {
  const values = courses.map(({ timeline }) => columns.of(timeline.p99Ms, 'highest'))
  const scale = logarithmic(values.flat())
  if (scale === undefined) return []
  const head = `p99, ms: ▁ ${formatNumber(scale.low)} to █ ${formatNumber(scale.high)}, logarithmic`
  return [{ head, rows: barRows(courses, values, scale) }]
}

function errors(courses: readonly Course[], columns: TimeColumns): Section[] {
  return shareSection(courses, 'failed', columns, { sum: 'mean', of: ({ errorRate }) => errorRate })
}

function shares(courses: readonly Course[], drills: readonly Drill[], columns: TimeColumns): Section[] {
  const names = afflictedOf(drills, courses[0]!.timeline)
  if (names.length === 0) return []
  return shareSection(courses, `sent to ${whomOf(names)}`, columns, {
    sum: 'mean',
    of: timeline => shareOf(names, timeline),
  })
}

interface Reading {
  readonly sum: Sum
  readonly of: (timeline: Timeline) => readonly (number | null)[]
}

/** Of something that is a share of all requests; none where it is 0 throughout. */
function shareSection(courses: readonly Course[], what: string, columns: TimeColumns, { sum, of }: Reading): Section[] {
  const values = courses.map(({ timeline }) => columns.of(of(timeline), sum))
  const scale = fromZero(values.flat())
  if (scale === undefined) return []
  const blank = values.flat().includes(null) ? '; blank: nothing sent' : ''
  const head = `${what}, % of requests: · 0 to █ ${formatNumber(100 * scale.high)}${blank}`
  return [{ head, rows: barRows(courses, values, scale) }]
}

function barRows(courses: readonly Course[], values: readonly (number | null)[][], scale: BarScale): TimelineRow[] {
  return courses.map(({ id }, of) => ({ label: id, of, signs: bars(values[of]!, scale) }))
}
