import { simulated } from '../simulated.js'
import { candidates, configurations } from './configurations.js'
import { fingerprint } from './fingerprint.js'
import type { SelfCheck } from './self-check.js'

/** The same seed gives the same trial, and another seed another one. */
export function sameAgain(): SelfCheck {
  const trials = configurations.flatMap(({ scenario }) => candidates().map(strategy => ({ scenario, strategy })))
  const print = (trial: (typeof trials)[number], seed: number): string => fingerprint(simulated({ ...trial, seed }))
  const same = trials.filter(trial => {
    const first = print(trial, 1)
    return first === print(trial, 1) && first !== print(trial, 2)
  })
  return {
    claim: 'the same seed gives the same trial, bit for bit; another seed another one',
    holds: same.length === trials.length,
    seen: `${same.length} of ${trials.length} trials`,
  }
}
