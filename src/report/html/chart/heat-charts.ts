import { formatNumber } from '../../../results/format-metric.js'
import type { BackendTimeline, Results } from '../../../results/results.js'
import { drillsOf } from '../../drill/drills.js'
import { titleOf } from '../../drill/incident-text.js'
import { type TimeColumns, timeColumns } from '../../drill/timeline-columns.js'
import type { Course } from '../../drill/timeline-rows.js'
import { windowsOf } from '../../drill/timeline-text.js'
import { list } from '../../list.js'
import type { Chart, ChartFrame, ChartTable } from './chart.js'
import { coursesOver } from './courses.js'
import { fairShares } from './fair-shares.js'
import { flightsUnseen } from './flights-unseen.js'
import type { HeatData, HeatRow, HeatStrip } from './heat-data.js'
import { listed } from './listed.js'
import { rounded } from './rounded.js'
import { timeText } from './time-text.js'

/** Of the requests of each part of the run, which backend got how many times its fair share; undefined where nobody saw who got them, and where the fleet is scaled: who is not there has no fair share. */
export function shareHeat(results: Results): Chart | undefined {
  if (results.candidates.some(({ scaling }) => scaling !== undefined)) return undefined
  const fair = fairShares(results.scenario)
  return heat(results, {
    id: 'share-over-time',
    title: 'Who got the requests, and when?',
    unit: 'of its fair share',
    scheme: 'diverging',
    steps: () => [0.1, 0.5, 0.8, 1.25, 2, 4],
    valuesOf: ({ name, share }) => share.map(one => (one === null ? null : one / fair.get(name)!)),
    format: value => `${formatNumber(value)}x`,
    fair,
    head: 'Most at once, over the fair share',
  })
}

/** Requests in flight at each backend, over time; undefined where nobody saw them. */
export function inFlightHeat(results: Results): Chart | undefined {
  const chart = heat(results, {
    id: 'in-flight-over-time',
    title: 'Where did requests pile up?',
    unit: 'in flight',
    scheme: 'sequential',
    steps: most => roundSteps(most, workersOf(results)),
    valuesOf: ({ inFlight }) => inFlight,
    format: formatNumber,
    head: 'Most in flight at one backend',
  })
  const partly = results.candidates.filter(flightsUnseen).map(({ id }) => id)
  if (chart === undefined || partly.length === 0) return chart
  return { ...chart, says: `${chart.says} Of ${list(partly)}, who waited until the client gave up is not seen.` }
}

interface Reading extends Pick<ChartFrame, 'id' | 'title'>, Pick<HeatData, 'unit' | 'scheme'> {
  readonly steps: (most: number) => number[]
  readonly valuesOf: (backend: BackendTimeline) => readonly (number | null)[]
  readonly format: (value: number) => string
  readonly head: string
  /** By backend, where values are shares over it. */
  readonly fair?: ReadonlyMap<string, number>
}

/** All cells of a chart together, so that a page of many candidates and backends does not burst. */
const mostCells = 24_000
const mostColumns = 120
const leastColumns = 30

function heat(results: Results, reading: Reading): Chart | undefined {
  // What would be fair among backends that the scenario does not know, as a target's, nobody can say.
  const isKnown = ({ name }: BackendTimeline): boolean => reading.fair === undefined || reading.fair.has(name)
  const courses = coursesOver(results).filter(
    ({ timeline: { backends } }) => backends.length > 0 && backends.every(isKnown),
  )
  const windows = windowsOf(courses)
  const rows = courses.reduce((sum, { timeline }) => sum + timeline.backends.length, 0)
  if (windows === 0 || rows === 0) return undefined
  const room = Math.max(leastColumns, Math.min(mostColumns, Math.floor(mostCells / rows)))
  const columns = timeColumns(courses[0]!.timeline, windows, Math.min(windows, room))
  const strips = courses.map(course => stripOf(course, { columns, rounds: roundsOf(results, course) }, reading))
  const most = Math.max(...strips.map(({ peak }) => peak.value))
  if (!(most > 0)) return undefined
  const times = { columnMs: columns.columnMs, spanMs: results.scenario.durationMs }
  return {
    id: reading.id,
    kind: 'heat',
    title: reading.title,
    says: sentence(strips, results, { ...times, reading }),
    table: tableOf(strips, times, reading),
    data: {
      columnMs: columns.columnMs,
      steps: reading.steps(most),
      scheme: reading.scheme,
      unit: reading.unit,
      strips: strips.map(({ peak: _, ...strip }) => strip),
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

function stripOf(
  { id, timeline }: Course,
  { columns, rounds }: { readonly columns: TimeColumns; readonly rounds: number },
  { valuesOf, fair }: Reading,
): Strip {
  const rows = timeline.backends.map((backend): HeatRow => {
    const values = columns.of(valuesOf(backend), 'mean').map(value => (value === null ? null : short(value)))
    const out = backend.out === null ? [] : spansOf(columns.of(backend.out, 'mean'))
    return { backend: backend.name, values, out, ...(fair ? { fair: rounded(fair.get(backend.name)!) } : {}) }
  })
  let peak: Strip['peak'] = { value: 0, backend: '', column: 0 }
  for (const { backend, values } of rows)
    for (const [column, value] of values.entries())
      if (value !== null && value > peak.value) peak = { value, backend, column }
  const seconds = (rounds * columns.columnMs) / 1000
  const counts = columns.of(timeline.ratePerSecond, 'mean').map(rate => short((rate ?? 0) * seconds))
  return { candidate: id, ...(fair ? { counts } : {}), rows, peak }
}

/** Rounds that its timeline is of. */
function roundsOf({ candidates }: Results, { id }: Course): number {
  const { rounds, setAside } = candidates.find(one => one.id === id)!
  return Math.max(1, rounds.filter(({ round }) => !setAside.includes(round)).length)
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

interface Times {
  readonly columnMs: number
  /** Of the axis, ms. */
  readonly spanMs: number
}

/** Each candidate at its most, the least first; who is out is no reason to wonder at the others. */
function sentence(
  strips: readonly Strip[],
  results: Results,
  { reading, ...times }: Times & { readonly reading: Reading },
): string {
  const sorted = strips.toSorted((a, b) => a.peak.value - b.peak.value)
  const told = `${reading.head}: ${listed(sorted.map(one => peakText(one, times, reading)))}.`
  const isOut =
    strips.some(({ rows }) => rows.some(({ out }) => out.length > 0)) ||
    drillsOf(results).some(({ backends }) => backends.length > 0)
  return reading.fair && isOut ? `${told} A backend that is out has its share taken by the others.` : told
}

function peakText({ candidate, peak }: Strip, { columnMs, spanMs }: Times, { format }: Reading): string {
  return `${candidate} ${format(peak.value)} (${peak.backend} at ${timeText(peak.column * columnMs, spanMs)})`
}

/** A row a candidate and backend: at its least, on average, at its most. */
function tableOf(strips: readonly Strip[], { columnMs, spanMs }: Times, { format, unit }: Reading): ChartTable {
  const rows = strips.flatMap(({ candidate, rows }) =>
    rows.map(({ backend, values, out }) => {
      const known = values.filter(value => value !== null)
      const mean = known.reduce((sum, value) => sum + value, 0) / known.length
      const numbers = known.length === 0 ? ['-', '-', '-'] : [Math.min(...known), mean, Math.max(...known)].map(format)
      const outMs = out.reduce((sum, [from, to]) => sum + (to - from) * columnMs, 0)
      return [candidate, backend, ...numbers, outMs === 0 ? '-' : timeText(outMs, spanMs)]
    }),
  )
  return {
    head: ['candidate', 'backend', ...['least', 'mean', 'most'].map(of => `${of}, ${unit}`), 'taken out for'],
    rows,
  }
}

/** 1, 2 and 5 times powers of ten, six at most: from half of what a backend works on at once to ten times that, or to the most there is. */
function roundSteps(most: number, workers: number): number[] {
  const all = [-2, -1, 0, 1, 2, 3, 4, 5].flatMap(power => [1, 2, 5].map(digit => Number(`${digit}e${power}`)))
  return all.filter(step => step >= workers / 2 && step <= Math.max(most, 10 * workers)).slice(-6)
}

/** Requests that the largest backend works on at once, by what is said of it; 1 where nothing is. */
function workersOf({ scenario }: Results): number {
  return Math.max(1, ...scenario.backends.map(({ summary }) => Number(/(\d+) workers?\b/.exec(summary)?.[1] ?? 1)))
}
