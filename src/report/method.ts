import type { Results } from '../results/results.js'
import { formatDuration } from '../units.js'

/** How it was measured, in sentences; `best` is how the best cell of a column is marked. */
export function method({ scenario, rounds, candidates, complete }: Results, best: string): string[] {
  const done = complete ? `${rounds.done}` : `${rounds.done} of ${rounds.planned} (incomplete)`
  const cut = scenario.warmupMs > 0 ? `, after ${formatDuration(scenario.warmupMs)} of warm-up` : ''
  const all = candidates.reduce(
    (sum, { metrics }) => sum + Math.round((metrics.requests?.value ?? 0) * (metrics.requests?.n ?? 0)),
    0,
  )
  return [
    `Scenario ${scenario.name}: ${scenario.load}; ${many(scenario.backends.length, 'backend')}.`,
    `Rounds: ${done} of ${formatDuration(scenario.durationMs)} each${cut}; seed ${scenario.seed}; ${all} requests in all.`,
    `${met(scenario.load)} A latency runs from when its request was due to the end of its answer; a timeout counts with the time waited, other failures are in no latency.`,
    `Values are means over rounds (latencies: geometric); [low, high] is a 95 % interval over rounds; ${best} is the best, ~ what the data cannot tell from it.`,
  ]
}

/** In a closed loop a faster candidate gets further in the sequence. */
function met(load: string): string {
  if (load.startsWith('closed'))
    return 'In each round every candidate was sent the same sequence of requests, as far as it got.'
  return 'Every candidate met the same requests in each round.'
}

const many = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`
