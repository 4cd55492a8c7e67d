import { formatEstimate } from '../results/format-metric.js'
import { metricInfo } from '../results/metric-info.js'
import type { Results } from '../results/results.js'
import { formatDuration } from '../units.js'
import { enoughRounds } from './enough-rounds.js'
import { list } from './list.js'

/** How it was measured, in sentences; `best` is how the best cell of a column is marked. */
export function method(results: Results, best: string): string[] {
  const { scenario, rounds, candidates, complete } = results
  const done = complete ? `${rounds.done}` : `${rounds.done} of ${rounds.planned} (incomplete)`
  const cut = scenario.warmupMs > 0 ? `, after ${formatDuration(scenario.warmupMs)} of warm-up` : ''
  const all = candidates.reduce(
    (sum, { metrics }) => sum + Math.round((metrics.requests?.value ?? 0) * (metrics.requests?.n ?? 0)),
    0,
  )
  return [
    `Scenario ${scenario.name}: ${scenario.load}${usesFleet(results) ? fleet(scenario) : ''}.`,
    `Rounds: ${done} of ${formatDuration(scenario.durationMs)} each${cut}; seed ${scenario.seed}; ${all} requests in all.`,
    `${met(scenario.load)} A latency runs from when its request was due to the end of its answer; a timeout counts with the time waited, other failures are in no latency.`,
    ...software(results),
    ...targets(results),
    ...served(results),
    ...virtualTime(results),
    ...autoscaling(results),
    ...twins(results),
    ...ideal(results),
    ...values(results, best),
    ...enoughRounds(results),
  ]
}

function autoscaling({ candidates }: Results): string[] {
  if (candidates.every(({ scaling }) => scaling === undefined)) return []
  return [
    'Autoscaling: the objective is missed in a second (or as many as hold 100 requests) in which more than 1 % of the requests fail or take longer than it. Backend-seconds are paid for those that boot or drain, too; over need is what was paid beyond what the load needed at the target. Newcomers: what new backends were sent at first over an equal share, and that of the one farthest from 1.',
  ]
}

/** Whether the scenario's backends and balancer took part: targets have their own. */
export function usesFleet({ candidates }: Results): boolean {
  return candidates.length === 0 || candidates.some(({ engine }) => engine !== 'target')
}

function fleet({ backends, balancer }: Results['scenario']): string {
  return `; ${many(backends.length, 'backend')}${balancer === '' ? '' : `; balancer: ${balancer}`}`
}

/** In a closed loop a faster candidate gets further in the sequence. */
function met(load: string): string {
  if (load.startsWith('closed'))
    return 'In each round every candidate was sent the same sequence of requests, as far as it got.'
  return 'Every candidate met the same requests in each round.'
}

function software({ candidates }: Results): string[] {
  const names = [...new Set(candidates.flatMap(({ software: one }) => (one ? [`${one.name} ${one.version}`] : [])))]
  if (names.length === 0) return []
  return [`Real balancers: ${list(names)}, one worker each; their configurations are in results.json.`]
}

function targets({ candidates }: Results): string[] {
  const ids = candidates.filter(({ engine }) => engine === 'target').map(({ id }) => id)
  if (ids.length === 0) return []
  return [
    `${list(ids)} ${ids.length === 1 ? 'was' : 'were'} there already: backends and settings are ${ids.length === 1 ? 'its' : 'their'} own, and the way there is part of every latency; of the scenario only the traffic applied.`,
  ]
}

/** Where backends are real, a reader must not take the model's terms for theirs. */
function served({ scenario, candidates }: Results): string[] {
  if (scenario.served === null || candidates.every(({ world }) => world === 'virtual')) return []
  return [
    `Live backends were real servers: ${scenario.served}. Their service times include what the server itself costs; how long a request waited in one only the server knows, so that no overhead of the harness can be told apart.`,
  ]
}

function virtualTime({ candidates }: Results): string[] {
  const virtual = candidates.filter(({ world }) => world === 'virtual').map(({ id }) => id)
  if (virtual.length === 0) return []
  const [who, cost] =
    virtual.length === candidates.length
      ? ['Virtual time', '']
      : [
          `${list(virtual)} ran in virtual time and ${virtual.length === 1 ? 'is' : 'are'} ranked apart`,
          ' and no cost of a proxy',
        ]
  return [
    `${who}: exact for the model, no noise of a machine${cost}; percentiles from a histogram, right to 0.1 %; intervals are over rounds of other requests.`,
  ]
}

function twins({ candidates }: Results): string[] {
  if (candidates.every(({ twin }) => twin === null)) return []
  return [
    'Twin: a live candidate again in virtual time, on the same requests; gap: live - twin round by round, which need not be the difference of the two columns: those are geometric means over rounds.',
  ]
}

function ideal({ ideal }: Results): string[] {
  if (ideal === null) return []
  const told = (['meanMs', 'p99Ms'] as const)
    .filter(metric => ideal[metric] !== null)
    .map(metric => `${metricInfo[metric].name} ${formatEstimate(metric, ideal[metric]!)}`)
  const numbers = told.length === 0 ? '' : `: ${told.join(', ')}`
  return [
    `Ideal: one central queue before all workers, in virtual time, on the same requests${numbers}. What a candidate has beyond it is all that a better choice of backends could win; it is no bound where requests fail, backends are unequally fast or something befalls them, and never on p99.`,
  ]
}

function values({ intervals, candidates }: Results, best: string): string[] {
  const { confidence, looks } = intervals
  const level = Math.round(1000 * confidence) / 10
  const shared =
    looks === 1
      ? []
      : [
          `The data was looked at up to ${looks} times, each time with the choice to stop, which gives chance as many chances: so each interval is one of ${level} %, and all looks together are right with 95 %.`,
        ]
  const told = `Values are means over rounds (latencies: geometric); [low, high] is a ${level} % interval over rounds`
  if (candidates.length < 2) return [`${told}.`, ...shared]
  return [
    `${told}; ${best} is the best, ~ what the data cannot tell from it.`,
    ...shared,
    `Candidates are compared round by round, on the same requests. "Beats", and what is marked ${best} or ~ or not at all, is corrected for all pairs of candidates: that anything of this is wrong about a metric has a probability of 5 % at most; "could have seen" is the smallest difference that such rounds show with 80 %.`,
  ]
}

const many = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`
