import { thousands } from '../../report/sweep/thousands.js'
import { axisInfo } from '../../sweep/axis.js'
import { fleetRate } from '../../sweep/offered-load.js'
import { plannedRequests } from '../../sweep/trial-length.js'
import { formatRate, formatShare } from '../../units.js'
import { describeScenario } from '../compare/describe-plan.js'
import type { CapacityRequest } from './read-capacity.js'
import type { SweepRequest } from './read-sweep.js'
import type { ScalingRequest } from './scaling/read-scaling.js'
import type { VaryRequest } from './vary/read-vary.js'

/** What will be run, for people, before anything starts. */
export function describeSweep({ axis, scenarios, candidates, rounds, within }: SweepRequest): string {
  const { name, format } = axisInfo[axis.kind]
  const perRound = scenarios.reduce((sum, scenario) => sum + plannedRequests(scenario), 0)
  const requests = perRound * rounds * candidates.length
  const all = requests < 1e6 ? thousands(requests) : `${Number((requests / 1e6).toPrecision(3))} million`
  const points = `${axis.values.length} points from ${format(axis.values[0]!)} to ${format(axis.values.at(-1)!)}`
  return (
    describeScenario(scenarios[0]!) +
    `  candidates  ${candidates.map(({ id }) => id).join(', ')}\n` +
    `  sweep       ${name}: ${points}; ${rounds} round${rounds === 1 ? '' : 's'} each, equal within ${formatShare(within)}\n` +
    `  plan        ${all} requests in virtual time\n\n`
  )
}

/** What will be searched, for people, before anything starts. */
export function describeCapacity(request: CapacityRequest): string {
  const { scenario, candidates, slos, rounds, requests, isLive } = request
  const { name, description } = scenario
  const live = isLive ? ', then live' : ''
  return (
    `${description === '' ? name : `${name}: ${description}`}\n` +
    `  backends    ${scenario.backends.length}, which can serve ${formatRate(fleetRate(scenario))} together\n` +
    `  traffic     open loop, at every rate searched\n` +
    `  candidates  ${candidates.map(({ id }) => id).join(', ')}\n` +
    `  objectives  ${slos.map(({ text }) => text).join(', ')}\n` +
    `  plan        ${rounds} round${rounds === 1 ? '' : 's'} of ${thousands(requests)} requests a rate, in virtual time${live}\n\n`
  )
}

/** What will be searched at which sizes, for people, before anything starts. */
export function describeScaling({ scenarios, requests, candidates, slos, sloFrom, rounds }: ScalingRequest): string {
  const { name, description } = scenarios[0]!
  const sizes = scenarios.map(({ backends }) => backends.length)
  const [least, most] = [Math.min(...requests), Math.max(...requests)].map(thousands)
  const why = { flag: '', scenario: " (the scenario's)", default: ' (twice the p99 of service; --slo sets another)' }
  return (
    `${description === '' ? name : `${name}: ${description}`}\n` +
    `  candidates  ${candidates.map(({ id }) => id).join(', ')}\n` +
    `  sweep       backends: ${sizes.join(', ')}\n` +
    `  objectives  ${slos.map(({ text }) => text).join(', ')}${why[sloFrom]}\n` +
    `  plan        at every size the highest rate is searched, ${rounds} round${rounds === 1 ? '' : 's'} of ` +
    `${least === most ? least : `${least} to ${most}`} requests a rate, in virtual time\n\n`
  )
}

/** What will be varied, for people, before anything starts. */
export function describeVary({ variations, combinations, candidates, rounds, roundsNote }: VaryRequest): string {
  const varied = variations.map(({ path, values }) => `  vary        ${path}: ${values.join(', ')}\n`)
  const count = combinations.length
  return (
    describeScenario(combinations[0]!.scenario) +
    `  candidates  ${candidates.map(({ id }) => id).join(', ')}\n` +
    varied.join('') +
    `  plan        ${count} combinations, ${rounds} round${rounds === 1 ? '' : 's'} each, in virtual time\n` +
    (roundsNote === undefined ? '\n' : `  rounds      ${roundsNote}\n\n`)
  )
}
