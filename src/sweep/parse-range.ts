import { LbbenchError } from '../errors.js'
import { type AxisKind, axisInfo } from './axis.js'
import type { Span } from './points.js'

/** Whether the text is meant as a range: "10%..95%". */
export const isRange = (text: string): boolean => text.includes('..')

/**
 * "10%..95%", "2..64", "1..5" -> both ends.
 * @throws LbbenchError USAGE with the flag and what was expected
 */
export function parseRange(kind: AxisKind, text: string): Span {
  const [from, to, ...more] = text.split('..').map(end => end.trim())
  if (to === undefined || more.length > 0) throw wrong(kind, text, 'expected FROM..TO')
  const [first, last] = [end(kind, text, from!), end(kind, text, to)]
  if (first > last) throw wrong(kind, text, 'expected the lower end first')
  if (first === last) throw wrong(kind, text, 'expected two ends that differ')
  return { kind, from: first, to: last }
}

function end(kind: AxisKind, text: string, part: string): number {
  try {
    return axisInfo[kind].parse(part)
  } catch (error) {
    throw wrong(kind, text, `${(error as Error).message}${part === '' ? '' : `, not "${part}"`}`)
  }
}

function wrong(kind: AxisKind, text: string, expected: string): LbbenchError {
  return new LbbenchError('USAGE', `--${kind} ${text}: ${expected}`, `for example: --${kind} ${examples[kind]}`)
}

const examples: Readonly<Record<AxisKind, string>> = { load: '10%..95%', backends: '2..64', 'slow-factor': '1..5' }
