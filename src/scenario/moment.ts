import { parseDuration, parseShare, unitPatterns } from '../units.js'
import { leaf, textOf } from './fields.js'

/** A time of the run: ms from the start of measuring, or a share of the duration. */
export type Moment = { readonly ms: number } | { readonly share: number }

/** A duration, or a share of the run's duration, so that a scenario still fits when the run is made shorter. */
export function moment(description: string, example: string) {
  const json = { type: 'string', pattern: `${unitPatterns.duration}|${unitPatterns.share}`, unit: 'moment' }
  const read = (value: unknown): Moment => {
    const written = textOf(value)
    if (written.trim().endsWith('%')) return { share: parseShare(written) }
    return { ms: parseDuration(written) }
  }
  return leaf(json, read).meta({ description, example })
}

/** ms from the start of measuring. 55 % of 14 s are 7,700 ms, not 7,700.000000000001. */
export function timeOf(moment: Moment, durationMs: number): number {
  return 'ms' in moment ? moment.ms : Number((moment.share * durationMs).toPrecision(12))
}
