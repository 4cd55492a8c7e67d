import { type Series, several } from './chart.js'

/**
 * What the marks of a chart are: curves, then the signs that occur; broken between entries.
 * @param lines of the chart, for telling whether curves meet in it
 * @param meanings of signs, by sign
 */
export function legend(
  { series, lines }: { readonly series: readonly Series[]; readonly lines: readonly string[] },
  meanings: Readonly<Record<string, string>>,
  width: number,
): string[] {
  const signs = new Set(series.flatMap(one => one.signs.filter(sign => sign !== undefined)))
  const shared = lines.some(line => /[│┤].*\*/.test(line)) ? [plain(`${several} several`)] : []
  const entries = [
    ...series.map(({ mark, label, paint }) => ({ text: `${mark} ${label}`, painted: paint(`${mark} ${label}`) })),
    ...shared,
    ...[...signs].map(sign => plain(`${sign} ${meanings[sign]}`)),
  ]
  const result: { length: number; text: string }[] = []
  for (const { text, painted } of entries) {
    const last = result.at(-1)
    if (last === undefined || last.length + 3 + text.length > width) result.push({ length: text.length, text: painted })
    else Object.assign(last, { length: last.length + 3 + text.length, text: `${last.text}   ${painted}` })
  }
  return result.map(({ text }) => text)
}

const plain = (text: string): { text: string; painted: string } => ({ text, painted: text })
