import type { Calibration } from '../baseline/baseline.js'
import { differencesOf, type MachineKey } from '../baseline/machine-key.js'
import { LbbenchError } from '../errors.js'
import type { Gate } from '../gate/gate.js'
import { metricInfo } from '../results/metric-info.js'
import { variesByFactors } from '../results/metric-key.js'
import type { MetricName } from '../results/results.js'
import { formatShare } from '../units.js'
import { passShare, reachOf, smallestGap } from './power.js'

/** What is to be judged, or was measured. */
export interface Planned {
  readonly rounds: number
  readonly scenarioHash: string
  readonly machine: MachineKey
}

/**
 * Refuses a margin that so many rounds cannot tell from nothing on a machine that was calibrated: such a gate would only be inconclusive. A margin
 * is a factor above 1 before another candidate or a baseline. Returns why a calibration says nothing here, where it does not.
 * @param gates those on live candidates
 * @throws LbbenchError USAGE
 */
export function checkMargins(
  gates: readonly Gate[],
  calibration: Calibration | null,
  run: Planned,
): string | undefined {
  const relative = gates.filter(gate => marginOf(gate) !== undefined)
  if (calibration === null || relative.length === 0) return undefined
  const foreign = notOfThisRun(calibration, run)
  if (foreign !== undefined) return `not applied: ${foreign}`
  for (const gate of relative) {
    const { metric } = gate.left
    // Of incidents nothing is calibrated.
    if (typeof metric !== 'string') continue
    const noise = calibration.metrics[metric]
    if (noise?.kind === 'ratio') checkMargin(metric, marginOf(gate)!, { sd: noise.sd, rounds: run.rounds })
  }
  return `${calibration.candidate} against itself, ${calibration.pairs} pairs, ${calibration.measuredAt.slice(0, 10)}: ${run.rounds} rounds can tell all margins it knows of`
}

/** How much worse a gate lets a latency get, a share; undefined where it wants something else. */
function marginOf({ left, operator, right }: Gate): number | undefined {
  if (right.kind !== 'reference' || !operator.startsWith('<') || !variesByFactors(left.metric)) return undefined
  return right.plus === 0 && right.factor > 1 ? right.factor - 1 : undefined
}

function notOfThisRun({ scenarioHash, machine }: Calibration, run: Planned): string | undefined {
  if (scenarioHash !== run.scenarioHash) return 'it is of another scenario, or another version of it'
  const changes = differencesOf(machine, run.machine)
  return changes.length === 0 ? undefined : `it is of another machine or version (${changes.join(', ')})`
}

interface Known {
  readonly sd: number
  readonly rounds: number
}

function checkMargin(metric: MetricName, margin: number, { sd, rounds }: Known): void {
  const told = Math.expm1(reachOf({ rounds, sd }))
  if (margin >= told) return
  const name = metricInfo[metric].name
  const message = `a margin of ${percent(margin)} on ${name} is below this machine's noise: ${rounds} rounds tell ${percent(told)}`
  const [more, wider] = [roundsFor(margin, sd), marginFor(rounds, sd)]
  const wide = `--max-regression ${Math.ceil(100 * wider)}%`
  const hint = more === undefined ? `take ${wide}, or longer trials` : `take --rounds ${more} or ${wide}`
  throw new LbbenchError('USAGE', message, `${hint}, with which the same code passes in 95 % of runs`)
}

/** Passes do not depend on the number of gates. */
const gates = 1
const often = 0.95

function roundsFor(margin: number, sd: number): number | undefined {
  for (let rounds = 3; rounds <= 200; rounds++)
    if (passShare({ rounds, sd, gates }, Math.log1p(margin)) >= often) return rounds
  return undefined
}

const marginFor = (rounds: number, sd: number): number =>
  Math.expm1(smallestGap(passShare, { rounds, sd, gates }, often))

const percent = (share: number): string => formatShare(Number(share.toPrecision(2)))
