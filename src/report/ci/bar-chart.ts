import { formatNumber } from '../../results/format-metric.js'

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
    'xychart-beta horizontal',
    `    title ${text(title)}`,
    `    x-axis [${shown.map(({ label }) => text(label)).join(', ')}]`,
    `    y-axis ${text(unit)} 0 --> ${decimal(highest > 0 ? highest * 1.05 : 1)}`,
    `    bar [${shown.map(({ value }) => decimal(value)).join(', ')}]`,
    '```',
  ].join('\n')
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
