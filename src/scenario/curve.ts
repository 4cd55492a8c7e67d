import { z } from 'zod'
import type { CurvePoint } from '../model/traffic.js'
import { parseDuration, parseShare, unitPatterns } from '../units.js'
import { factor } from './fields.js'
import { type Moment, timeOf } from './moment.js'

/** A corner of a curve as written; exported, as declarations of the schema name it. */
export interface WrittenPoint {
  /** The key that says when. */
  readonly key: string
  readonly at: Moment
  readonly factor: number
}

const times = z
  .string()
  .regex(new RegExp(`${unitPatterns.duration}|${unitPatterns.share}`), {
    error: 'expected a time such as 2s, or a share of the run such as 50%',
  })
  .refine(key => !key.trim().endsWith('%') || Number.parseFloat(key) <= 100, { error: 'expected a share up to 100%' })

/** `curve: { 0%: 0.4x, 50%: 1.6x }`: factors on the rate, joined by straight lines. */
export const curveSchema = z
  .record(times, factor('So many times the rate at this time.', '1.6x'), {
    error: 'expected factors on the rate such as { 0%: 0.4x, 50%: 1.6x, 100%: 0.4x }',
  })
  .transform((written, ctx): readonly WrittenPoint[] => {
    const points = Object.entries(written).map(([key, times]) => ({ key, at: momentOf(key), factor: times }))
    if (points.length === 0) ctx.addIssue({ code: 'custom', message: 'expected at least one point such as 50%: 1.6x' })
    return points
  })
  .meta({
    description:
      'Poisson arrivals at so many times the rate; straight lines between the times, level before and after.',
    example: '{ 0%: 0.4x, 50%: 1.6x, 100%: 0.4x }',
  })

function momentOf(key: string): Moment {
  return key.trim().endsWith('%') ? { share: parseShare(key) } : { ms: parseDuration(key) }
}

/** Corners in order of time. `refuse` is told of a key whose time another one has as well. */
export function curvePoints(
  written: readonly WrittenPoint[],
  durationMs: number,
  refuse: (key: string, message: string) => void,
): CurvePoint[] {
  const timed = written
    .map(({ key, at, factor: times }) => ({ key, atMs: timeOf(at, durationMs), factor: times }))
    .sort((a, b) => a.atMs - b.atMs)
  for (const [i, { key, atMs }] of timed.entries()) {
    const before = timed[i - 1]
    if (before?.atMs === atMs) refuse(key, `this is the same time as "${before.key}"; keep one of them`)
  }
  return timed.map(({ atMs, factor: times }) => ({ atMs, factor: times }))
}
