import { reachesTimeout } from '../../results/at-timeout.js'
import { formatNumber } from '../../results/format-metric.js'
import type { Results } from '../../results/results.js'
import { formatDuration } from '../../units.js'
import { logScale } from '../chart/scale.js'
import { doubts } from '../conclusion.js'
import { whomOf } from '../drill/incident-text.js'
import { list } from '../list.js'
import { endLabels, labelGap } from '../svg/end-labels.js'
import { label, px, stroke } from '../svg/frame.js'
import { lookOf, mostLines } from '../svg/palette.js'
import { drawSheet, topOf } from '../svg/picture.js'
import { cutToRoom, widthOfText } from '../svg/text-room.js'
import { wrapped } from '../wrapped.js'
import { element } from '../xml.js'
import { askedFor, type SpectrumLine, spectrumLines } from './spectrum-lines.js'

const width = 780
const left = 58
const plotHeight = 300
const mostLetters = 20
/** More bands lie over each other. */
const mostBands = 4

/**
 * The whole distribution of latencies, a line a candidate: percentiles to the right, each decade of the tail as wide as the last
 * (Tene's HDR plot), latency upwards, both logarithmic; the range of the rounds as a band. Undefined where none was kept.
 */
export function spectrumSvg(results: Results): string | undefined {
  const lines = spectrumLines(results)
  if (lines.length === 0) return undefined
  const title = [`Latency by percentile: ${cutToRoom(results.scenario.name, 40)}`]
  const subtitle = subtitleOf(results, lines)
  const plot = plotOf(lines, topOf({ title, subtitle }) + 34)
  const sheet = { width, height: plot.bottom + 46, title, subtitle, description: describe(results, lines) }
  return drawSheet(sheet, [
    ...grid(plot),
    ...(isBanded(results, lines) ? lines.map(line => band(line, plot)) : []),
    ...lines.map(line => curve(line, plot)),
    ...names(lines, plot),
  ])
}

interface Plot {
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly most: number
  readonly x: (nines: number) => number
  readonly y: (ms: number) => number
  readonly ticks: readonly number[]
}

function plotOf(lines: readonly SpectrumLine[], top: number): Plot {
  const longest = Math.max(...lines.map(({ id }) => widthOfText(cutToRoom(id, mostLetters), 14, true)))
  const right = width - 58 - longest
  const most = Math.max(1, ...lines.flatMap(({ points }) => points.map(({ nines }) => nines)))
  const known = lines.flatMap(({ points }) => points.flatMap(({ ms, low, high }) => [ms, low, high]))
  const { line, ticks } = logScale(known, plotHeight + 1)
  return {
    ...{ right, top, bottom: top + plotHeight, most, ticks },
    x: nines => left + (nines / most) * (right - left),
    y: ms => top + line(ms),
  }
}

/** Percentiles that people ask for. */
const percentiles = [0, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 99.999, 99.9999]

function grid({ right, top, bottom, most, x, y, ticks }: Plot): string[] {
  const shown: number[] = []
  for (const percentile of percentiles) {
    const at = -Math.log10(1 - percentile / 100)
    // Whole decades come before what lies between them.
    if (at <= most + 1e-9 && (shown.length === 0 || x(at) - x(-Math.log10(1 - shown.at(-1)! / 100)) > 46))
      shown.push(percentile)
  }
  return [
    label('latency, ms (logarithmic)', { x: left, y: top - 12, look: 'head' }),
    ...ticks.flatMap(tick => [
      stroke([left, y(tick)], [right, y(tick)], 'grid'),
      label(String(tick), { x: left - 8, y: y(tick) + 4, look: 'faint', anchor: 'end' }),
    ]),
    ...shown.flatMap(percentile => {
      const at = x(-Math.log10(1 - percentile / 100))
      return [
        stroke([at, top], [at, bottom], 'grid'),
        label(`${percentile} %`, { x: at, y: bottom + 18, look: 'faint', anchor: 'middle' }),
      ]
    }),
    stroke([left, bottom], [right, bottom], 'axis'),
    label('share of the requests that were at least as fast', {
      ...{ x: (left + right) / 2, y: bottom + 37, look: 'head', anchor: 'middle' },
    }),
  ]
}

const lookOfLine = ({ of }: SpectrumLine): string => (of < 0 ? 'x' : lookOf(of))

function band(line: SpectrumLine, { x, y }: Plot): string {
  const there = line.points.map(({ nines, low }) => `${px(x(nines))} ${px(y(low))}`)
  const back = line.points.toReversed().map(({ nines, high }) => `${px(x(nines))} ${px(y(high))}`)
  return element('path', { class: `band f${lookOfLine(line)}`, d: `M${[...there, ...back].join('L')}Z` })
}

function curve(line: SpectrumLine, { x, y }: Plot): string {
  const look = lookOfLine(line)
  const d = `M${line.points.map(({ nines, ms }) => `${px(x(nines))} ${px(y(ms))}`).join('L')}`
  return element('path', { class: `line s${look} d${look}`, d })
}

function names(lines: readonly SpectrumLine[], { right, top, bottom, y }: Plot): string[] {
  const ends = lines.map(line => ({
    ...{ name: cutToRoom(line.id, mostLetters), look: lookOfLine(line), y: y(line.points.at(-1)!.ms) },
  }))
  return endLabels(ends, { x: right, top: top + 8, bottom: bottom - labelGap / 2 })
}

/** One round has no range, and many ranges lie over each other. */
function isBanded({ rounds }: Results, lines: readonly SpectrumLine[]): boolean {
  return rounds.done > 1 && lines.filter(({ of }) => of >= 0).length <= mostBands
}

function subtitleOf(results: Results, lines: readonly SpectrumLine[]): string[] {
  const { rounds, candidates } = results
  const counts = lines.map(({ n }) => n)
  const [least, most] = [Math.min(...counts), Math.max(...counts)].map(n => n.toLocaleString('en-US'))
  const n = least === most ? `${most} requests each` : `${least} to ${most} requests each`
  const range = isBanded(results, lines)
    ? `; shaded: the range of ${rounds.done} rounds`
    : rounds.done === 1
      ? '; one round: no range'
      : ''
  const more = candidates.slice(mostLines).map(({ id }) => id)
  const notDrawn = more.length === 0 ? '' : `; not drawn: ${whomOf(more)}`
  return [...doubts(results), `Lower is better; ${n}${range}${notDrawn}${cutText(results, lines)}`].flatMap(text =>
    wrapped(text, 96),
  )
}

/** Said where a line meets it. */
function cutText({ scenario: { timeoutMs } }: Results, lines: readonly SpectrumLine[]): string {
  const isCut = lines.some(({ points }) => points.some(({ high }) => reachesTimeout(high, timeoutMs)))
  return isCut ? `; clients give up after ${formatDuration(timeoutMs!)}: read what is there as at least that` : ''
}

function describe(results: Results, lines: readonly SpectrumLine[]): string {
  return [...doubts(results), `Latency in ms by percentile: ${told(lines, results)}.`].join(' ')
}

/** In words: of each line the latency at a few percentiles. */
export function spectrumAlt(results: Results): string {
  return `Latency in ms by percentile: ${told(spectrumLines(results).slice(0, 5), results)}`
}

/** Who gave up would have waited longer. */
function told(lines: readonly SpectrumLine[], { scenario: { timeoutMs } }: Results): string {
  const bound = (ms: number): string => (reachesTimeout(ms, timeoutMs) ? 'at least ' : '')
  const texts = lines.map(({ id, points }) => {
    const known = points.filter(({ share }) => askedFor.includes(share))
    return `${id} ${list(known.map(({ share, ms, high }) => `${bound(high)}${formatNumber(ms)} at ${Number((100 * share).toFixed(4))} %`))}`
  })
  return texts.join('; ')
}
