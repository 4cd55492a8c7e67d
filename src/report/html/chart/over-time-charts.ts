import { formatMetric, formatValue } from '../../../results/format-metric.js'
import type { Results, Timeline } from '../../../results/results.js'
import { formatDuration } from '../../../units.js'
import { drillsOf } from '../../drill/drills.js'
import { titleOf, whomOf } from '../../drill/incident-text.js'
import { type Sum, type TimeColumns, timeColumns } from '../../drill/timeline-columns.js'
import { type Course, windowsOf } from '../../drill/timeline-text.js'
import { latencyAxis } from './axis.js'
import type { Chart, ChartFrame, ChartTable } from './chart.js'
import { coursesOver } from './courses.js'
import type { LinesData, Shade } from './lines-data.js'
import { listed } from './listed.js'
import { rounded, roundedAll } from './rounded.js'

/** More points are a thicket: the p99 of a tenth of a second is the slowest of a few requests. */
const mostColumns = 150
/** More rows nobody reads. */
const mostRows = 30

/** p99 of the requests due in each part of the run, what befell the fleet shaded; undefined where nobody looked. */
export function p99OverTime(results: Results): Chart | undefined {
  return overTime(results, {
    id: 'p99-over-time',
    title:
      drillsOf(results).length > 0 ? 'How far did p99 rise, and when was it back?' : 'Was it as fast all the time?',
    y: { ...latencyAxis, label: 'p99, ms (logarithmic)' },
    of: ({ p99Ms }) => p99Ms,
    sum: 'highest',
    format: value => formatMetric('p99Ms', value),
    head: 'Highest p99',
  })
}

/** Share of the requests that failed, likewise; undefined where none did. */
export function errorsOverTime(results: Results): Chart | undefined {
  return overTime(results, {
    id: 'errors-over-time',
    title: 'When did requests fail?',
    y: { label: 'failed requests, %', scale: 'linear', unit: 'percent', from: 0 },
    of: ({ errorRate }) => errorRate.map(share => (share === null ? null : 100 * share)),
    sum: 'mean',
    format: value => `${formatValue('errorRate', value / 100)} %`,
    head: 'Most failed',
    isLow: true,
  })
}

interface Reading extends Pick<ChartFrame, 'id' | 'title'>, Pick<LinesData, 'y'> {
  readonly of: (timeline: Timeline) => readonly (number | null)[]
  readonly sum: Sum
  readonly format: (value: number) => string
  readonly isLow?: boolean
  /** Begins the sentence. */
  readonly head: string
}

function overTime(results: Results, reading: Reading): Chart | undefined {
  const courses = coursesOver(results)
  const windows = windowsOf(courses)
  if (windows === 0) return undefined
  const columns = timeColumns(courses[0]!.timeline, windows, Math.min(windows, mostColumns))
  const lines = courses.map(({ id, timeline }) => ({
    id,
    values: roundedAll(columns.of(reading.of(timeline), reading.sum)),
  }))
  if (lines.every(({ values }) => values.every(value => value === null || value === 0))) return undefined
  return {
    id: reading.id,
    kind: 'lines',
    title: reading.title,
    says: sentence(lines, columns, reading),
    table: tableOf(courses, windows, reading),
    data: {
      x: { label: 'time', scale: 'linear', unit: 'time', from: 0, to: results.scenario.durationMs },
      y: reading.y,
      at: Array.from({ length: columns.count }, (_, column) => rounded((column + 0.5) * columns.columnMs)),
      lines: lines.map(line => ({ ...line, role: 'candidate' })),
      shades: shadesOf(results),
      rules: [],
      ...(reading.isLow ? { isLow: true } : {}),
      names: 'ends',
      hasPoints: false,
    },
  }
}

/** Each candidate at its worst, the least bad first. */
function sentence(
  lines: readonly { readonly id: string; readonly values: readonly (number | null)[] }[],
  { columnMs }: TimeColumns,
  { format, head }: Reading,
): string {
  const worst = lines.flatMap(({ id, values }) => {
    const known = values.filter(value => value !== null)
    if (known.length === 0) return []
    const value = Math.max(...known)
    return [{ id, value, atMs: values.indexOf(value) * columnMs }]
  })
  const none = worst.filter(({ value }) => value === 0).map(({ id }) => id)
  const some = worst
    .filter(({ value }) => value !== 0)
    .sort((a, b) => a.value - b.value)
    .map(({ id, value, atMs }) => `${id} ${format(value)} at ${secondsText(atMs)}`)
  const told = [...(none.length === 0 ? [] : [`${listed(none)} none`]), listed(some)].join('; ')
  return `${head} in any ${formatDuration(columnMs)}: ${told}.`
}

const secondsText = (ms: number): string => formatDuration(Number(ms.toPrecision(3)))

/** Rows are parts of the run, fewer than points. */
function tableOf(courses: readonly Course[], windows: number, { of, sum, format }: Reading): ChartTable {
  const columns = timeColumns(courses[0]!.timeline, windows, Math.min(windows, mostRows))
  const cells = courses.map(({ timeline }) => columns.of(of(timeline), sum))
  return {
    head: ['from', ...courses.map(({ id }) => id)],
    rows: Array.from({ length: columns.count }, (_, i) => [
      secondsText(i * columns.columnMs),
      ...cells.map(values => (values[i] == null ? '-' : format(values[i]))),
    ]),
  }
}

/** What befell the fleet and when: "crash: b4". */
function shadesOf(results: Results): Shade[] {
  return drillsOf(results).map(drill => ({
    name: drill.backends.length === 0 ? titleOf(drill) : `${titleOf(drill)}: ${whomOf(drill.backends)}`,
    from: rounded(drill.fromMs),
    to: rounded(drill.toMs),
  }))
}
