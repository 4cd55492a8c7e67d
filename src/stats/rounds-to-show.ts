import { detectable, type Inference } from './inference.js'
import { trimmedOf } from './trimmed.js'

export interface Wanted {
  /** On the scale of the errors: a difference, or the logarithm of a ratio. Above 0. */
  readonly effect: number
  /** Confidence at which it is to be shown. */
  readonly level: number
  /** More rounds than these are not looked at. */
  readonly most: number
}

/**
 * How many rounds, as noisy as those seen, would show a true effect with 80 % probability: the fewest whose `detectable` is that small.
 * Their noise is known from the rounds seen only, so it is about so many. Null of a single round; Infinity where it takes more than `most`.
 */
export function roundsToShow(inference: Inference, { effect, level, most }: Wanted): number | null {
  const { standardError, n } = inference
  if (standardError === null) return null
  for (let rounds = 2; rounds <= most; rounds++) {
    const error = standardError * Math.sqrt(n / rounds)
    const degreesOfFreedom = rounds - 2 * trimmedOf(rounds) - 1
    if (detectable({ ...inference, standardError: error, degreesOfFreedom }, level)! <= effect) return rounds
  }
  return Infinity
}
