import type { Scaling } from '../../../sweep/scaling/scaling.js'
import { formatShare } from '../../../units.js'
import { list } from '../../list.js'
import { thousands } from '../thousands.js'
import { hasFit } from './scaling-cells.js'

/** How it was found, in sentences. */
export function scalingMethod(scaling: Scaling): string[] {
  const { scenario, slos, sloFrom, rounds, tolerance, fleets, curves } = scaling
  const many = rounds === 1 ? 'the one round' : `each of ${rounds} rounds`
  const [least, most] = [fleets[0]!.requests, fleets.at(-1)!.requests].map(thousands)
  return [
    `Scenario ${scenario.name}, seed ${scenario.seed}, in virtual time. The highest rate at which ${list(slos)} ${source[sloFrom]} in ${many} and no queue grows, by bisection to within ${formatShare(tolerance)}; in brackets the rate a backend over that of the smallest fleet. About ${least === most ? least : `${least} to ${most}`} requests a rate and round, the same for every candidate.`,
    ...skipped(fleets.map(({ backends }) => backends)),
    ...(curves.some(hasFit) ? [lawText] : []),
    'Dashes: N times what one backend of the smallest fleet carries.',
  ]
}

const lawText =
  'Law: X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1)) (Gunther), by weighted least squares: an error of 1 % counts the same at every size. [low, high] is a 95 % interval over the points.'

/** A range is looked at in a few places only where it is long. */
function skipped(sizes: readonly number[]): string[] {
  const isWhole = sizes.at(-1)! - sizes[0]! + 1 === sizes.length
  if (isWhole) return []
  return [
    `Of ${sizes[0]!} to ${sizes.at(-1)!} backends these sizes were looked at: ${list(sizes.map(String))}; --steps says how many.`,
  ]
}

const source = {
  flag: 'holds',
  scenario: "(the scenario's objective) holds",
  default: '(twice the p99 of service) holds',
} as const
