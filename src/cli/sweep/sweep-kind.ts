import { LbbenchError } from '../../errors.js'
import { axisKinds } from '../../sweep/axis.js'
import { isRange } from '../../sweep/parse-range.js'
import type { Args } from '../command.js'

/**
 * What `lbbench sweep` is asked to draw: a metric along one axis, how the rate under an objective grows with the fleet, or
 * what settings of the scenario trade for each other.
 */
export type SweepKind = 'axis' | 'scaling' | 'vary'

/** @throws LbbenchError USAGE where a flag is of another kind of sweep */
export function sweepKindOf(args: Args): SweepKind {
  const kind = kindOf(args)
  const strange = foreign[kind].find(name => args[name] !== undefined)
  if (strange !== undefined) throw misplaced(strange, kind, args)
  return kind
}

function kindOf(args: Args): SweepKind {
  if (args.vary !== undefined) return 'vary'
  const isOfFleets = axisKinds.every(kind => isRange(String(args[kind] ?? '')) === (kind === 'backends'))
  if (args.metric === 'throughput' && !isOfFleets) {
    const hint = 'for example: lbbench sweep --backends 1..16 --metric throughput'
    throw new LbbenchError('USAGE', '--metric throughput is drawn against the number of backends', hint)
  }
  return isOfFleets && (args.metric ?? 'throughput') === 'throughput' ? 'scaling' : 'axis'
}

/** Flags that say nothing in a sweep of a kind; of `load` and its like, the scaling curve searches the rate itself. */
const foreign: Readonly<Record<SweepKind, readonly string[]>> = {
  axis: ['slo', 'tolerance'],
  scaling: ['load', 'connections', 'think', 'slow-factor', 'within'],
  vary: ['slo', 'tolerance', 'metric', 'within', 'steps', 'requests', 'slow-factor', 'no-ideal'],
}

function misplaced(name: string, kind: SweepKind, args: Args): LbbenchError {
  const [sentence, hint] = reasons[kind](name, args)
  return new LbbenchError('USAGE', sentence, hint)
}

const reasons: Readonly<Record<SweepKind, (name: string, args: Args) => readonly [string, string]>> = {
  axis: name => [
    `--${name} is for the scaling curve, and this sweep draws a metric`,
    'leave it out, or sweep --backends 1..16 without --metric',
  ],
  scaling: (name, { backends }) =>
    name === 'slow-factor' || name === 'within'
      ? [`--${name} says nothing of a scaling curve`, 'leave it out, or add a metric that is to be drawn: --metric p99']
      : [
          `--${name} has no part in a scaling curve: the rate is what is searched`,
          `ask how many backends a rate takes with --rate 400/s, or draw a metric at that traffic: --backends ${String(backends)} --metric p99`,
        ],
  vary: name => [
    `--${name} says nothing where settings are varied`,
    name === 'requests'
      ? 'a trial is as long as the scenario says; --vary run.duration=20s sets that'
      : 'leave it out, or vary a setting in its place',
  ],
}
