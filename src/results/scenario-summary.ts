import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { meanRatePerSecond } from '../model/arrivals.js'
import type { BackendSpec } from '../model/backend-spec.js'
import { noLimit } from '../model/balancer-spec.js'
import type { Distribution } from '../model/distribution.js'
import { offeredLoad } from '../model/load.js'
import type { SessionSpec } from '../model/sessions.js'
import type { Arrivals, Traffic } from '../model/traffic.js'
import type { Scenario } from '../scenario/scenario.js'
import { formatDuration, formatMs, formatRate, formatShare } from '../units.js'
import { balancerText } from './balancer-text.js'
import type { ScenarioSummary } from './results.js'

/**
 * What a reader of a report has to know of the scenario, and the hash that tells whether two runs are comparable.
 * @param served what serves where backends are real, with its version
 */
export function summariseScenario(scenario: Scenario, served?: string): ScenarioSummary {
  const { name, description, backends, traffic, run } = scenario
  return {
    name,
    description,
    seed: run.seed,
    durationMs: run.durationMs,
    warmupMs: run.warmupMs,
    load: loadText(traffic, run.durationMs),
    served: served ?? null,
    balancer: balancerText(scenario.balancer, backends.length, run.durationMs),
    timeoutMs: traffic.timeoutMs,
    objectiveMs: scenario.objectiveMs ?? null,
    offeredLoad: finite(offeredLoad(scenario)),
    backends: backends.map(spec => ({ name: spec.name, weight: spec.weight, summary: backendText(spec) })),
    hash: scenarioHash(scenario),
  }
}

const finite = (share: number | undefined): number | null =>
  share !== undefined && Number.isFinite(share) ? share : null

/**
 * SHA-256 of all that makes the load and the backends. Left out: words (name, description), the gates, and how often the
 * run is repeated, from which seed, on which ports, and where on this machine the folder of a backend kind is, so that such a run stays comparable.
 */
export function scenarioHash({ backends, traffic, balancer, run }: Scenario): string {
  const { rounds: _rounds, seed: _seed, ...conditions } = run
  const fleet = backends.map(withoutPort)
  const served = { ...conditions, ...(run.backendKind !== undefined && { backendKind: basename(run.backendKind) }) }
  const text = canonical({
    backends: fleet,
    traffic: withoutUrl(traffic),
    balancer: withoutPort(balancer),
    run: served,
  })
  return createHash('sha256').update(text).digest('hex')
}

/** Whose Redis it is makes no other load, and its password is nobody's business. */
function withoutUrl({ sessions, ...traffic }: Traffic): object {
  const { redisUrl: _url, ...kept } = sessions ?? {}
  return sessions === undefined ? traffic : { ...traffic, sessions: kept }
}

function withoutPort<T extends { readonly port: number }>({ port: _port, ...rest }: T): Omit<T, 'port'> {
  return rest
}

/** JSON with keys in order: equal values give equal text however they were written. */
function canonical(value: unknown): string {
  const ordered = (_key: string, part: unknown): unknown =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part
  return JSON.stringify(value, ordered)
}

function loadText({ load, clients, timeoutMs, sessions, surges }: Traffic, durationMs: number): string {
  const kept = sessions === undefined ? '' : `, sessions in ${storeText(sessions)}`
  const who = `${clients.count} client${clients.count === 1 ? '' : 's'}, timeout ${formatDuration(timeoutMs)}${kept}`
  if (load.kind === 'closed') return `closed loop, ${load.connections} connections; ${who}`
  const mean = meanRatePerSecond({ load, surges }, durationMs)
  const rate = mean === load.ratePerSecond ? formatRate(mean) : `${formatRate(mean)} on average`
  return `open loop, ${rate}, ${arrivalsText(load.arrivals)}; ${who}`
}

function storeText({ store, lifeMs }: SessionSpec): string {
  const where = { memory: "the backend's memory", redis: 'Redis', 'signed-cookie': 'signed cookies' }[store]
  return lifeMs === noLimit ? where : `${where} for ${formatDuration(lifeMs)}`
}

function arrivalsText(arrivals: Arrivals): string {
  switch (arrivals.kind) {
    case 'poisson':
      return 'Poisson arrivals'
    case 'even':
      return 'even arrivals'
    case 'burst':
      return `bursts of ${arrivals.factor}x for ${formatDuration(arrivals.forMs)} every ${formatDuration(arrivals.everyMs)}`
    case 'curve':
      return `Poisson arrivals on a curve ${factorsText(arrivals.points.map(({ factor }) => factor))}`
    case 'trace':
      return `arrivals from a trace of ${arrivals.timesMs.length}`
  }
}

/** "of 0.4x to 1.6x": the range tells more than many points would. */
function factorsText(factors: readonly number[]): string {
  return `of ${[...new Set([Math.min(...factors), Math.max(...factors)])].map(factor => `${factor}x`).join(' to ')}`
}

/** A backend in words: "2 workers, lognormal, mean 20.0 ms", and what else is special about it. */
export function backendText(spec: BackendSpec): string {
  const threads = spec.threads > 1 ? ` x ${spec.threads} threads` : ''
  const parts = [
    `${spec.workers} worker${spec.workers === 1 ? '' : 's'}${threads}`,
    latencyText(spec.latency),
    ...(spec.cpuShare > 0 ? [`${formatShare(spec.cpuShare)} CPU`] : []),
    ...failureTexts(spec),
    ...spec.faults.map(
      fault => `${fault.kind}${'factor' in fault ? ` ${fault.factor}x` : ''} at ${formatDuration(fault.atMs)}`,
    ),
    ...(spec.backup ? ['backup'] : []),
  ]
  return parts.join(', ')
}

function failureTexts({ failures }: BackendSpec): string[] {
  const shares = {
    [`answer ${failures.status}`]: failures.errorShare,
    'reset the connection': failures.resetShare,
    'close it': failures.closeShare,
    hang: failures.hangShare,
  }
  const present = Object.entries(shares).filter(([, share]) => share > 0)
  return present.map(([what, share]) => `${formatShare(share)} ${what}`)
}

function latencyText(latency: Distribution): string {
  switch (latency.kind) {
    case 'constant':
      return `constant ${formatMs(latency.valueMs)}`
    case 'uniform':
      return `uniform ${formatMs(latency.minMs)} to ${formatMs(latency.maxMs)}`
    case 'exponential':
      return `exponential, mean ${formatMs(latency.meanMs)}`
    case 'lognormal':
      return `lognormal, mean ${formatMs(Math.exp(latency.mu + (latency.sigma * latency.sigma) / 2))}`
    case 'gamma':
      return `gamma, mean ${formatMs(latency.shape * latency.scaleMs)}`
    case 'pareto':
      return `Pareto, from ${formatMs(latency.scaleMs)}, shape ${latency.shape}`
    case 'bimodal':
      return `${formatMs(latency.fastMs)}, ${formatShare(latency.slowShare)} take ${formatMs(latency.slowMs)}`
    case 'empirical':
      return `empirical, ${formatMs(latency.valuesMs[0]!)} to ${formatMs(latency.valuesMs.at(-1)!)}`
  }
}
