import type { Results } from '../../../results/results.js'
import type { Tone } from '../sign.js'

/** What has to be known before any winner, as large as it. */
export interface Alert {
  readonly tone: Extract<Tone, 'bad' | 'care'>
  readonly text: string
}

/** Whether results are all there will be, or the run is still on. */
export type Stage = 'ended' | 'on'

/** Gates that failed, and rounds that are missing. */
export function alerts(results: Results, stage: Stage = 'ended'): Alert[] {
  return [...failedGates(results), ...unfinished(results, stage)]
}

/** Rounds that are missing; in red where those that are there cannot show anything. None where all were run. */
export function unfinished({ complete, rounds }: Results, stage: Stage = 'ended'): Alert[] {
  if (complete) return []
  const { done, planned } = rounds
  const text = `${stage === 'on' ? 'So far' : 'Incomplete'}: ${done} of ${planned} ${planned === 1 ? 'round' : 'rounds'}`
  return [{ tone: stage === 'on' || done > 1 ? 'care' : 'bad', text }]
}

function failedGates({ verdicts }: Results): Alert[] {
  const [first, ...others] = verdicts.filter(({ judgement }) => judgement === 'fail').map(({ gate }) => gate)
  if (first === undefined) return []
  const text =
    others.length === 0
      ? `A gate failed: ${first}`
      : `${others.length + 1} gates failed: ${first} and ${others.length} more`
  return [{ tone: 'bad', text }]
}
