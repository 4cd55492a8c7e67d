import type { Charset } from '../../charset.js'

const eighths = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉']
const levels: Readonly<Record<Charset, readonly string[]>> = {
  unicode: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  ascii: ['.', ':', '-', '=', '+', '*', '%', '#'],
}

/** `share`, in [0, 1], of so many cells: to an eighth of a cell, or to a whole one in ASCII. The rest is blank. */
export function shareBar(share: number, width: number, charset: Charset): string {
  const filled = Math.min(1, Math.max(0, share)) * width
  if (charset === 'ascii') return '#'.repeat(Math.round(filled)).padEnd(width)
  const full = Math.floor(filled + 1 / 16)
  const rest = eighths[Math.floor(Math.max(0, filled - full) * 8 + 0.5)] ?? ''
  return ('█'.repeat(full) + (full < width ? rest : '')).padEnd(width)
}

/** What is done and what is not, as two pieces of a bar of so many cells. */
export function progressBar(share: number, width: number, charset: Charset): readonly [done: string, rest: string] {
  const done = Math.round(Math.min(1, Math.max(0, share)) * width)
  const [full, empty] = charset === 'ascii' ? ['#', '-'] : ['━', '─']
  return [full.repeat(done), empty.repeat(width - done)]
}

/** A character a value, as high as it is beside the highest; of more values than `most`, means of neighbours. */
export function sparks(values: readonly number[], most: number, charset: Charset): string {
  const shown = values.length <= most ? values : meansOf(values, most)
  const highest = Math.max(...shown)
  const marks = levels[charset]
  return shown.map(value => marks[highest === 0 ? 0 : Math.round((value / highest) * (marks.length - 1))]).join('')
}

/** A line from low to high with a mark at the value, on a logarithmic axis of `width` cells from `from`, above 0, to `to`. */
export function whisker(
  { low, value, high }: { readonly low: number; readonly value: number; readonly high: number },
  { from, to, width }: { readonly from: number; readonly to: number; readonly width: number },
  charset: Charset,
): string {
  const cell = (at: number): number =>
    to <= from ? 0 : Math.round((Math.log(at / from) / Math.log(to / from)) * (width - 1))
  const [left, mark, right] = [cell(low), cell(value), cell(high)]
  const [line, dot] = charset === 'ascii' ? ['-', '*'] : ['─', '●']
  return Array.from({ length: width }, (_, i) => (i === mark ? dot : i >= left && i <= right ? line : ' ')).join('')
}

function meansOf(values: readonly number[], groups: number): number[] {
  return Array.from({ length: groups }, (_, i) => {
    const from = Math.floor((i * values.length) / groups)
    const group = values.slice(from, Math.max(from + 1, Math.floor(((i + 1) * values.length) / groups)))
    return group.reduce((sum, value) => sum + value, 0) / group.length
  })
}
