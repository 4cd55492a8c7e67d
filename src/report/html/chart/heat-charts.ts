import { formatNumber } from '../../../results/format-metric.js'
import type { BackendTimeline, Results } from '../../../results/results.js'
import { formatDuration } from '../../../units.js'
import { drillsOf } from '../../drill/drills.js'
import { titleOf } from '../../drill/incident-text.js'
import { type TimeColumns, timeColumns } from '../../drill/timeline-columns.js'
import { type Course, windowsOf } from '../../drill/timeline-text.js'
import type { Chart, ChartFrame, ChartTable } from './chart.js'
import { coursesOver } from './courses.js'
import { fairShares } from './fair-shares.js'
import type { HeatData, HeatRow, HeatStrip } from './heat-data.js'
import { listed } from './listed.js'
import { rounded } from './rounded.js'

/** Of the requests of each part of the run, which backend got how many times its fair share; undefined where nobody saw who got them. */
export function shareHeat(results: Results): Chart | undefined {
  const fair = fairShares(results.scenario)
  return heat(results, {
    id: 'share-over-time',
    title: 'Who got the requests, and when?',
    unit: 'of its fair share',
    scheme: 'diverging',
    steps: () => [0.1, 0.5, 0.8, 1.25, 2, 4],
    valuesOf: ({ name, share }) => share.map(one => (one === null ? null : one / fair.get(name)!)),
    format: value => `${formatNumber(value)}x`,
    head: 'Most at once, over the fair share',
  })
}

/** Requests in flight at each backend, over time; undefined where nobody saw them. */
export function inFlightHeat(results: Results): Chart | undefined {
  return heat(results, {
    id: 'in-flight-over-time',
    title: 'Where did requests pile up?',
    unit: 'in flight',
    scheme: 'sequential',
    steps: roundSteps,
    valuesOf: ({ inFlight }) => inFlight,
    format: formatNumber,
    head: 'Most in flight at one backend',
  })
}

interface Reading extends Pick<ChartFrame, 'id' | 'title'>, Pick<HeatData, 'unit' | 'scheme'> {
  readonly steps: (most: number) => number[]
  readonly valuesOf: (backend: BackendTimeline) => readonly (number | null)[]
  readonly format: (value: number) => string
  readonly head: string
}

/** All cells of a chart together, so that a page of many candidates and backends does not burst. */
const mostCells = 24_000
const mostColumns = 120
const leastColumns = 30

function heat(results: Results, reading: Reading): Chart | undefined {
  const courses = coursesOver(results).filter(({ timeline }) => timeline.backends.length > 0)
  const windows = windowsOf(courses)
  const rows = courses.reduce((sum, { timeline }) => sum + timeline.backends.length, 0)
  if (windows === 0 || rows === 0) return undefined
  const room = Math.max(leastColumns, Math.min(mostColumns, Math.floor(mostCells / rows)))
  const columns = timeColumns(courses[0]!.timeline, windows, Math.min(windows, room))
  const strips = courses.map(course => stripOf(course, columns, reading))
  const most = Math.max(...strips.map(({ peak }) => peak.value))
  if (!(most > 0)) return undefined
  return {
    id: reading.id,
    kind: 'heat',
    title: reading.title,
    says: `${reading.head}: ${listed(strips.toSorted((a, b) => a.peak.value - b.peak.value).map(one => peakText(one, columns, reading)))}.`,
    table: tableOf(strips, columns, reading),
    data: {
      columnMs: columns.columnMs,
      steps: reading.steps(most),
      scheme: reading.scheme,
      unit: reading.unit,
      strips: strips.map(({ candidate, rows }) => ({ candidate, rows })),
      marks: drillsOf(results).map(drill => ({
        ...{ name: titleOf(drill), fromMs: rounded(drill.fromMs), toMs: rounded(drill.toMs) },
        backends: drill.backends,
      })),
    },
  }
}

interface Strip extends HeatStrip {
  /** Its highest value, where and when. */
  readonly peak: { readonly value: number; readonly backend: string; readonly column: number }
}

function stripOf({ id, timeline }: Course, columns: TimeColumns, { valuesOf }: Reading): Strip {
  const rows = timeline.backends.map((backend): HeatRow => {
    const values = columns.of(valuesOf(backend), 'mean').map(value => (value === null ? null : short(value)))
    return { backend: backend.name, values, out: backend.out === null ? [] : spansOf(columns.of(backend.out, 'mean')) }
  })
  let peak: Strip['peak'] = { value: 0, backend: '', column: 0 }
  for (const { backend, values } of rows)
    for (const [column, value] of values.entries())
      if (value !== null && value > peak.value) peak = { value, backend, column }
  return { candidate: id, rows, peak }
}

/** Three digits: a colour has fewer. */
const short = (value: number): number => Number(value.toPrecision(3))

/** Stretches of columns in which it was out in most of the rounds. */
function spansOf(out: readonly (number | null)[]): (readonly [number, number])[] {
  const isOut = (column: number): boolean => (out[column] ?? 0) >= 0.5
  const starts = out.flatMap((_, column) => (isOut(column) && !isOut(column - 1) ? [column] : []))
  return starts.map(start => {
    const length = out.slice(start).findIndex((_, i) => !isOut(start + i))
    return [start, length === -1 ? out.length : start + length] as const
  })
}

function peakText({ candidate, peak }: Strip, { columnMs }: TimeColumns, { format }: Reading): string {
  return `${candidate} ${format(peak.value)} (${peak.backend} at ${formatDuration(Number((peak.column * columnMs).toPrecision(3)))})`
}

/** A row a candidate and backend: at its least, on average, at its most. */
function tableOf(strips: readonly Strip[], { columnMs }: TimeColumns, { format, unit }: Reading): ChartTable {
  const rows = strips.flatMap(({ candidate, rows }) =>
    rows.map(({ backend, values, out }) => {
      const known = values.filter(value => value !== null)
      const mean = known.reduce((sum, value) => sum + value, 0) / known.length
      const numbers = known.length === 0 ? ['-', '-', '-'] : [Math.min(...known), mean, Math.max(...known)].map(format)
      const outMs = out.reduce((sum, [from, to]) => sum + (to - from) * columnMs, 0)
      return [candidate, backend, ...numbers, outMs === 0 ? '-' : formatDuration(Number(outMs.toPrecision(3)))]
    }),
  )
  return {
    head: ['candidate', 'backend', ...['least', 'mean', 'most'].map(of => `${of}, ${unit}`), 'taken out for'],
    rows,
  }
}

/** 1, 2 and 5 times powers of ten, the six highest of them not above the most there is. */
function roundSteps(most: number): number[] {
  const all = [-2, -1, 0, 1, 2, 3, 4, 5].flatMap(power => [1, 2, 5].map(digit => Number(`${digit}e${power}`)))
  return all.filter(step => step <= most).slice(-6)
}
