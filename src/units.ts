/**
 * Every number a person writes carries its unit, in scenarios and in flags alike. Each `parse` throws an `Error` whose
 * message says only what was expected ("expected a rate such as 400/s"): the caller knows where the text stood.
 */

const durationMs: Readonly<Record<string, number>> = { us: 1e-3, µs: 1e-3, ms: 1, s: 1e3, m: 6e4, min: 6e4, h: 3.6e6 }
const perMs: Readonly<Record<string, number>> = { s: 1e3, sec: 1e3, m: 6e4, min: 6e4, h: 3.6e6 }
const prefix: Readonly<Record<string, number>> = { '': 1, k: 1e3, K: 1e3, M: 1e6 }
const bytes: Readonly<Record<string, number>> = { B: 1, kB: 1e3, KB: 1e3, MB: 1e6, KiB: 1024, MiB: 1048576 }

const number = String.raw`(\d+(?:\.\d+)?|\.\d+)`
const of = (units: Readonly<Record<string, number>>): string => Object.keys(units).filter(Boolean).join('|')

/** What each unit looks like, anchored; JSON Schema patterns for editors and the parsers below share them. */
export const unitPatterns = {
  duration: `^${number} ?(${of(durationMs)})$`,
  rate: `^${number} ?([kKM]?)(?:/(${of(perMs)}))?$`,
  share: `^${number} ?%$`,
  bytes: `^${number} ?(${of(bytes)})$`,
  factor: `^${number} ?x$`,
  count: `^${number}([kKM]?)$`,
} as const

/** "20ms", "1.5s", "2m", "300us" -> ms. */
export function parseDuration(text: string): number {
  const match = read(text, 'duration')
  if (match) return exact(match[1], durationMs[match[2]])
  if (isBareNumber(text))
    throw new Error(`expected a duration with its unit such as ${text.trim()}ms or ${text.trim()}s`)
  throw new Error('expected a duration such as 20ms, 1.5s or 2m')
}

/** "400/s", "2k/s", "1M/s", "120/min", or a bare number of requests a second -> requests a second. */
export function parseRate(text: string): number {
  const match = read(text, 'rate')
  const each = match && perMs[match[3] ?? 's']
  if (!match || !each) throw new Error('expected a rate such as 400/s')
  return (exact(match[1], prefix[match[2]]) * 1e3) / each
}

/** "5%" -> 0.05. The result lies in [0, 1] unless `most` allows more ("120%" of the capacity). */
export function parseShare(text: string, most = 1): number {
  const match = read(text, 'share')
  if (!match) throw new Error(`expected a share in percent such as ${percentGuess(text)}`)
  const share = Number(match[1]) / 100
  if (share > most) throw new Error(`expected a share of at most ${formatShare(most)}`)
  return share
}

/** "512B", "10kB" (1000), "1MiB" (1024 * 1024) -> whole bytes. */
export function parseBytes(text: string): number {
  const match = read(text, 'bytes')
  const size = match ? exact(match[1], bytes[match[2]]) : Number.NaN
  if (Number.isInteger(size)) return size
  if (isBareNumber(text)) throw new Error(`expected a size with its unit such as ${text.trim()}B`)
  throw new Error('expected a size such as 512B, 10kB or 1MiB')
}

/** "5x" -> 5. */
export function parseFactor(text: string): number {
  const match = read(text, 'factor')
  if (match) return Number(match[1])
  throw new Error(`expected a factor such as ${isBareNumber(text) ? `${text.trim()}x` : '5x'}`)
}

/** "250", "10k", "1M" -> a whole number >= 0. */
export function parseCount(text: string): number {
  const match = read(text, 'count')
  const count = match ? exact(match[1], prefix[match[2]]) : Number.NaN
  if (!Number.isSafeInteger(count)) throw new Error('expected a whole number such as 250 or 10k')
  return count
}

function read(text: string, unit: keyof typeof unitPatterns): RegExpExecArray | null {
  return new RegExp(unitPatterns[unit]).exec(text.trim())
}

const isBareNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text))

/** "0.05" most likely meant 5 %. */
function percentGuess(text: string): string {
  const guess = isBareNumber(text) ? Number(text) : 0
  if (guess <= 0) return '5%'
  return guess < 1 ? `${tidy(guess * 100)}%` : `${tidy(guess)}%`
}

/** 0.3 s must be 300 ms, not 300.00000000000006: double arithmetic rounds in the 17th digit, people write fewer. */
const exact = (digits: string, unit: number): number => tidy(Number(digits) * unit)
const tidy = (value: number): number => Number(value.toPrecision(15))

/** A measured time in three significant digits: 0.5 -> "0.50 ms", 12.34 -> "12.3 ms", 1234 -> "1.23 s"; NaN -> "n/a". */
export function formatMs(ms: number): string {
  if (!Number.isFinite(ms)) return 'n/a'
  const size = Math.abs(rounded(ms))
  if (size === 0) return '0 ms'
  if (size < 0.1) return `${digits(ms * 1e3)} us`
  if (size < 1) return `${ms.toFixed(2)} ms`
  return size < 1000 ? `${digits(ms)} ms` : `${digits(ms / 1e3)} s`
}

/** A measured rate in three significant digits: 480 -> "480/s", 1234 -> "1.23k/s". */
export function formatRate(perSecond: number): string {
  if (!Number.isFinite(perSecond)) return 'n/a'
  const size = Math.abs(rounded(perSecond))
  if (size < 1e3) return `${plain(perSecond)}/s`
  return size < 1e6 ? `${plain(perSecond / 1e3)}k/s` : `${plain(perSecond / 1e6)}M/s`
}

/** A share in [0, 1] in three significant digits: 0.05 -> "5%", 0.12345 -> "12.3%". */
export function formatShare(share: number): string {
  return Number.isFinite(share) ? `${plain(share * 100)}%` : 'n/a'
}

/** A setting exactly, in the shortest unit that shows it: 2000 -> "2s", 1500 -> "1.5s", 0.001 -> "1us". */
export function formatDuration(ms: number): string {
  const written = Object.entries({ ms: 1, s: 1e3, m: 6e4, h: 3.6e6, us: 1e-3 }).map(
    ([unit, size]) => `${tidy(ms / size)}${unit}`,
  )
  const exactOnes = written.filter(text => /^[\d.]+[a-z]+$/.test(text) && parseDuration(text) === ms)
  return exactOnes.reduce((best, text) => (text.length < best.length ? text : best), exactOnes[0] ?? `${ms}ms`)
}

const rounded = (value: number): number => Number(value.toPrecision(3))
/** Trailing zeros kept, so that a column lines up: 9.996 -> "10.0". */
function digits(value: number): string {
  const round = rounded(value)
  const size = Math.abs(round)
  return round.toFixed(size < 10 ? 2 : size < 100 ? 1 : 0)
}
const plain = (value: number): string => {
  const round = rounded(value)
  return Math.abs(round) < 1e-6 ? '0' : String(round)
}
