import type { RunPlan } from '../../bench/plan.js'
import { meanRatePerSecond } from '../../model/arrivals.js'
import type { BackendSpec } from '../../model/backend-spec.js'
import { describeDistribution } from '../../model/distribution.js'
import { offeredLoad } from '../../model/load.js'
import { scenarioCautions } from '../../results/scenario-cautions.js'
import { summariseScenario } from '../../results/scenario-summary.js'
import type { Scenario } from '../../scenario/scenario.js'
import { formatDuration, formatShare } from '../../units.js'
import { describeIncidents } from './describe-incidents.js'
import { describeScaling } from './describe-scaling.js'

/**
 * What will be run and how long it should take, for people, before anything starts.
 * @param notes what else there is to say of the plan, by its head; undefined: nothing
 */
export function describePlan(
  plan: RunPlan,
  notes: Readonly<Record<string, string | readonly string[] | undefined>> = {},
): string {
  const { run } = plan.scenario
  const trial = `${formatDuration(run.warmupMs)} warm-up + ${formatDuration(run.durationMs)}`
  const candidates = plan.candidates.map(({ id }) => id).join(', ')
  const rounds = plan.looks.length === 1 ? count(run.rounds, 'round') : `${plan.looks[0]} to ${run.rounds} rounds`
  const seconds = Math.ceil(plan.expectedMs / 1000) * 1000
  return (
    describeScenario(plan.scenario) +
    `  candidates  ${candidates}\n` +
    (plan.candidates.some(({ target }) => target !== undefined) ? targetNote : '') +
    `  plan        ${rounds} of ${trial} each, interleaved, seed ${run.seed}: ${seconds === 0 ? 'virtual time' : `${plan.looks.length === 1 ? 'about' : 'at most about'} ${formatDuration(seconds)}`}\n` +
    Object.entries(notes)
      .flatMap(([head, note]) => [note ?? []].flat().map(line => `  ${head.padEnd(10)}  ${line}\n`))
      .join('') +
    '\n'
  )
}

const targetNote = '  target      there already: of the scenario only the traffic applies to it\n'

/** A scenario in a few lines. */
export function describeScenario(scenario: Scenario): string {
  const share = offeredLoad(scenario)
  const load = share === undefined ? '' : ` (${formatShare(share)} of ${capacity(scenario)})`
  const backends = groups(scenario.backends).map(text => `  backends    ${text}\n`)
  const title = scenario.description === '' ? scenario.name : `${scenario.name}: ${scenario.description}`
  const summary = summariseScenario(scenario)
  const balancer = summary.balancer === '' ? '' : `  balancer    ${summary.balancer}\n`
  const scaling = scenario.scaling ? `  scaling     ${describeScaling(scenario.scaling)}\n` : ''
  const incidents = describeIncidents(scenario).map(text => `  incident    ${text}\n`)
  return `${title}\n${backends.join('')}  traffic     ${summary.load}${load}\n${overload(share)}${fewRequests(scenario)}${objective(scenario)}${cautions(scenario)}${balancer}${scaling}${incidents.join('')}`
}

/** Who did not mean to ask for more than there is should know before anything runs. */
function overload(share: number | undefined): string {
  if (share === undefined || share < 1) return ''
  return `  caution     this asks for ${formatShare(share)} of what all backends can serve: expect queues that grow, or failures, whoever balances\n`
}

/** A median has ten requests beyond it from twenty on. */
const fewestRequests = 20

function fewRequests({ traffic, run: { durationMs } }: Scenario): string {
  if (traffic.load.kind === 'closed') return ''
  const due = (meanRatePerSecond({ ...traffic, load: traffic.load }, durationMs) * durationMs) / 1000
  if (due >= fewestRequests) return ''
  return `  caution     about ${Number(due.toPrecision(2))} requests are due in a round, and a median takes ${fewestRequests}: raise the rate, or run longer\n`
}

/** What was asked of a good answer, where somebody did: beyond the timeout nobody waits for it. */
function objective({ objectiveMs, traffic: { timeoutMs } }: Scenario): string {
  if (objectiveMs === undefined) return ''
  const head = `  objective   a good answer takes ${formatDuration(objectiveMs)} at most\n`
  if (objectiveMs <= timeoutMs) return head
  return `${head}  caution     clients give up after ${formatDuration(timeoutMs)}, before the objective: no answer can miss it; say less than the timeout\n`
}

function cautions(scenario: Scenario): string {
  return scenarioCautions(scenario)
    .map(({ message }) => `  caution     ${message}\n`)
    .join('')
}

/** Of a fleet that is scaled only some run at a time. */
function capacity({ scaling }: Scenario): string {
  return scaling === undefined ? 'capacity' : `the capacity of all ${scaling.max}`
}

/** Equal backends in one line, what befalls them apart: "3 x 2 workers, lognormal, mean 10 ms". */
function groups(backends: readonly BackendSpec[]): string[] {
  const members = new Map<string, string[]>()
  for (const spec of backends) {
    const text = describeBackend(spec)
    members.set(text, [...(members.get(text) ?? []), spec.name])
  }
  return [...members].map(([text, names]) =>
    names.length === 1 ? `${names[0]}: ${text}` : `${names.length} x ${text}`,
  )
}

function describeBackend(spec: BackendSpec): string {
  const { workers, threads, latency, failures, weight, maxRequests, backup } = spec
  const failing = failures.errorShare + failures.resetShare + failures.closeShare + failures.hangShare
  return [
    threads === 1 ? count(workers, 'worker') : `${count(workers, 'worker')} of ${count(threads, 'thread')}`,
    describeDistribution(latency),
    ...(weight === 1 ? [] : [`weight ${weight}`]),
    ...(maxRequests === 0 ? [] : [`at most ${maxRequests} at once`]),
    ...(failing === 0 ? [] : [`${formatShare(failing)} fail`]),
    ...(backup ? ['backup'] : []),
  ].join(', ')
}

function count(n: number, thing: string): string {
  return `${n} ${thing}${n === 1 ? '' : 's'}`
}
