import { type Distribution, empiricalFrom } from '../model/distribution.js'
import { parseDuration } from '../units.js'
import { quantilesOf } from './latency-forms.js'

/** Reads a file named in a scenario; throws an `Error` with a sentence where it cannot be read. */
export type ReadData = (file: string) => string

/**
 * Due times: one in ms a line (or with a unit), ascending; blank lines and # comments are skipped. Negative times fall
 * into the warm-up. Throws an `Error` with `file:line: ...`.
 */
export function readTrace(file: string, read: ReadData): number[] {
  const times = lines(file, read).map(({ text, where }) => ({ timeMs: milliseconds(text, where), where }))
  if (times.length === 0) throw new Error(`${file}: expected a due time a line, found none`)
  const late = times.findIndex(({ timeMs }, i) => i > 0 && timeMs < times[i - 1].timeMs)
  if (late > 0) throw new Error(`${times[late].where}: expected times in ascending order`)
  return times.map(({ timeMs }) => timeMs)
}

/**
 * Service times: "quantile,ms" lines from quantile 0 to 1, or one time in ms a line, a sample, of which the quantiles
 * are taken. A first line without digits is a heading. Throws an `Error` with `file:line: ...`.
 */
export function readLatencies(file: string, read: ReadData): Distribution {
  const rows = lines(file, read).filter(({ text }, i) => i > 0 || /\d/.test(text))
  if (rows.length === 0) throw new Error(`${file}: expected a time a line, found none`)
  const isTable = rows[0].text.includes(',')
  try {
    return isTable ? tableOf(rows) : empiricalFrom(rows.map(({ text, where }) => service(text, where)))
  } catch (error) {
    const message = (error as Error).message
    throw new Error(message.startsWith(`${file}:`) ? message : `${file}: ${message}`)
  }
}

interface Line {
  readonly text: string
  /** file:line */
  readonly where: string
}

function tableOf(rows: readonly Line[]): Distribution {
  const pairs = rows.map(({ text, where }): [string, number] => {
    const [quantile, time, more] = text.split(',').map(cell => cell.trim())
    const share = Number(quantile || Number.NaN)
    if (more !== undefined || time === undefined || !(share >= 0 && share <= 1)) {
      throw new Error(`${where}: found "${text}", expected a quantile from 0 to 1 and a time in ms such as 0.99,80`)
    }
    return [`p${share * 100}`, service(time, where)]
  })
  return quantilesOf(Object.fromEntries(pairs))
}

function lines(file: string, read: ReadData): Line[] {
  return read(file)
    .split(/\r?\n/)
    .map((text, i) => ({ text: text.replace(/#.*/, '').trim(), where: `${file}:${i + 1}` }))
    .filter(({ text }) => text !== '')
}

function service(text: string, where: string): number {
  const ms = milliseconds(text, where)
  if (ms >= 0) return ms
  throw new Error(`${where}: found ${text}, expected a time of at least 0 ms`)
}

function milliseconds(text: string, where: string): number {
  const bare = Number(text)
  if (Number.isFinite(bare)) return bare
  try {
    return parseDuration(text)
  } catch {
    throw new Error(`${where}: found "${text}", expected a time in ms such as 12.5`)
  }
}
