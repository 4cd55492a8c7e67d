import { formatMetric, formatValue } from '../../../results/format-metric.js'
import type { Results, Timeline } from '../../../results/results.js'
import { drillsOf } from '../../drill/drills.js'
import { titleOf, whomOf } from '../../drill/incident-text.js'
import { type Sum, timeColumns } from '../../drill/timeline-columns.js'
import type { Course } from '../../drill/timeline-rows.js'
import { windowsOf } from '../../drill/timeline-text.js'
import { latencyAxis } from './axis.js'
import type { Chart, ChartFrame, ChartTable } from './chart.js'
import { coursesOver } from './courses.js'
import { failureSentence, riseSentences } from './drill-says.js'
import type { LinesData, Shade } from './lines-data.js'
import { listed } from './listed.js'
import { rounded, roundedAll } from './rounded.js'
import { timeText } from './time-text.js'

/** More points are a thicket: the p99 of a tenth of a second is the slowest of a few requests. */
const mostColumns = 150
/** More rows nobody reads. */
const mostRows = 30

/** p99 of the requests due in each part of the run, what befell the fleet shaded; undefined where nobody looked. */
export function p99OverTime(results: Results): Chart | undefined {
  const { what, head, label } = tailOf(coursesOver(results))
  const hasDrills = drillsOf(results).length > 0
  return overTime(results, {
    id: 'p99-over-time',
    title: hasDrills ? 'How far did the tail rise, and when was it back?' : 'Was it as fast all the time?',
    y: { ...latencyAxis, label },
    of: ({ p99Ms }) => p99Ms,
    sum: 'highest',
    format: value => formatMetric('p99Ms', value),
    head,
    ...(hasDrills ? { says: riseSentences(results, what) } : {}),
  })
}

interface Tail {
  /** As a sentence has it. */
  readonly what: string
  /** With what it is the highest of, as a sentence begins. */
  readonly head: string
  readonly label: string
}

/** What a window's p99 is: of few requests it is the slowest of them; ten lie beyond it from a thousand on. */
function tailOf(courses: readonly Course[]): Tail {
  const counts = courses.flatMap(({ timeline: { ratePerSecond, windowMs } }) =>
    ratePerSecond.map(rate => (rate * windowMs) / 1000).filter(count => count > 0),
  )
  const n = counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length)
  const of = `of about ${Math.max(1, Number(n.toPrecision(2))).toLocaleString('en-US')} requests`
  if (n < 100) return { what: `the slowest ${of}`, head: `Slowest ${of}`, label: `slowest ${of}, ms (log)` }
  const what = n < 1000 ? `p99 ${of}` : 'p99'
  return { what, head: `Highest ${what}`, label: `p99 ${of} a point, ms (log)` }
}

/** Share of the requests that failed, likewise; undefined where none did. */
export function errorsOverTime(results: Results): Chart | undefined {
  const hasDrills = drillsOf(results).length > 0 && coursesOver(results).length > 0
  return overTime(results, {
    id: 'errors-over-time',
    title: 'When did requests fail?',
    y: { label: 'failed requests, %', scale: 'linear', unit: 'percent', from: 0 },
    of: ({ errorRate }) => errorRate.map(share => (share === null ? null : 100 * share)),
    sum: 'mean',
    format: value => `${formatValue('errorRate', value / 100)} %`,
    head: 'Most failed',
    isLow: true,
    ...(hasDrills ? { says: failureSentence(results) } : {}),
  })
}

interface Reading extends Pick<ChartFrame, 'id' | 'title'>, Pick<LinesData, 'y'> {
  readonly of: (timeline: Timeline) => readonly (number | null)[]
  readonly sum: Sum
  readonly format: (value: number) => string
  readonly isLow?: boolean
  /** Begins the sentence. */
  readonly head: string
  /** The whole sentence, where something befell the fleet. */
  readonly says?: string
}

function overTime(results: Results, reading: Reading): Chart | undefined {
  const courses = coursesOver(results)
  const windows = windowsOf(courses)
  if (windows === 0) return undefined
  const { timeline } = courses[0]!
  const { windowMs } = timeline
  const columns = timeColumns(timeline, windows, Math.min(windows, mostColumns))
  const spanMs = results.scenario.durationMs
  // The highest of joined windows is still of one window.
  const partMs = { spanMs, atMs: columns.columnMs, ofMs: reading.sum === 'highest' ? windowMs : columns.columnMs }
  const lines = courses.map(({ id, timeline }) => ({
    id,
    values: roundedAll(columns.of(reading.of(timeline), reading.sum)),
  }))
  if (lines.every(({ values }) => values.every(value => value === null || value === 0))) return undefined
  return {
    id: reading.id,
    kind: 'lines',
    title: reading.title,
    says: reading.says ?? sentence(lines, partMs, reading),
    table: tableOf(courses, { windows, spanMs }, reading),
    data: {
      x: { label: 'time', scale: 'linear', unit: 'time', from: 0, to: spanMs },
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

/** ms: of the axis, of a point, and of what its value is of. */
interface Parts {
  readonly spanMs: number
  readonly atMs: number
  readonly ofMs: number
}

/** Each candidate at its worst, the least bad first. */
function sentence(
  lines: readonly { readonly id: string; readonly values: readonly (number | null)[] }[],
  { spanMs, atMs: columnMs, ofMs }: Parts,
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
    .map(({ id, value, atMs }) => `${id} ${format(value)} at ${timeText(atMs, spanMs)}`)
  const told = [...(none.length === 0 ? [] : [`${listed(none)} none`]), listed(some)].join('; ')
  return `${head} in any ${timeText(ofMs, spanMs)}: ${told}.`
}

/** Rows are parts of the run, fewer than points. */
function tableOf(
  courses: readonly Course[],
  { windows, spanMs }: { readonly windows: number; readonly spanMs: number },
  { of, sum, format }: Reading,
): ChartTable {
  const columns = timeColumns(courses[0]!.timeline, windows, Math.min(windows, mostRows))
  const cells = courses.map(({ timeline }) => columns.of(of(timeline), sum))
  return {
    head: ['from', ...courses.map(({ id }) => id)],
    rows: Array.from({ length: columns.count }, (_, i) => [
      timeText(i * columns.columnMs, spanMs),
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
