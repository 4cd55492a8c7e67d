import { formatNumber } from '../../results/format-metric.js'
import { shortened } from '../shortened.js'

/** A bar: from 0 to `value`. */
export interface Bar {
  readonly label: string
  readonly value: number
}

/** More of them have no room for their names. */
export const mostBars = 16

/**
 * A bar chart as mermaid draws it, on GitHub and GitLab (https://mermaid.js.org/syntax/xyChart): only what every version
 * since 10.6 reads. A word of its grammar stands for each line; numbers have no exponent there, and texts no quotation mark.
 */
export function barChart(title: string, unit: string, bars: readonly Bar[]): string {
  const shown = bars.slice(0, mostBars)
  const highest = Math.max(...shown.map(({ value }) => value))
  return [
    '```mermaid',
    look(shown.length),
    'xychart-beta horizontal',
    `    title ${text(title)}`,
    `    x-axis [${shown.map(({ label }) => text(shortened(label, mostLetters))).join(', ')}]`,
    `    y-axis ${text(unit)} 0 --> ${decimal(highest > 0 ? highest * 1.05 : 1)}`,
    `    bar [${shown.map(({ value }) => decimal(value)).join(', ')}]`,
    '```',
  ].join('\n')
}

/** A longer name leaves no room for its bar. */
const mostLetters = 28

/**
 * As high as it has bars, in a blue that stands out on light and dark pages, each value beside its bar from 11.7 on: what an older
 * version does not know of these it passes over.
 */
function look(bars: number): string {
  const xyChart = { width: 700, height: 96 + 34 * bars, showDataLabel: true, showDataLabelOutsideBar: true }
  const themeVariables = { xyChart: { plotColorPalette: '#2f7fc1' } }
  return `%%{init: ${JSON.stringify({ xyChart, themeVariables })}}%%`
}

/** Whatever mermaid might take for an end of the text, a comment, a directive, Markdown or an entity is written otherwise. */
function text(words: string): string {
  const plain = words.replaceAll(/["'`\\;{}<>\p{Cc}]/gu, "'").replaceAll(/%%+/g, '%')
  return `"${plain.trim() || '-'}"`
}

/** Three digits, e.g. 0.0412 or 41.2; never 1e-7. */
function decimal(value: number): string {
  const short = formatNumber(value)
  return /e/.test(short) ? value.toFixed(0) : short
}
