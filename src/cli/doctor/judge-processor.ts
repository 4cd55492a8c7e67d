import { thresholds } from '../../results/thresholds.js'
import { formatShare } from '../../units.js'
import type { Finding, FindingGroup } from './finding.js'

/** What is known of the processor; undefined: the machine does not tell. */
export interface ProcessorReadings {
  /** As `process.versions.node`. */
  readonly node: string
  readonly model: string
  readonly cores: number
  /** Those this process may use. */
  readonly usableCores: number
  /** Of each core. */
  readonly governors: readonly string[]
  readonly frequencies: { readonly lowest: number; readonly highest: number } | undefined
  /** CPU quota of the container, in cores; Infinity: none. */
  readonly quota: number | undefined
  /** Used by other programs while we looked, in cores. */
  readonly foreignCores: number | undefined
  /** Share of the last 10 s in which some task waited for a CPU. */
  readonly pressure: number | undefined
}

export function judgeProcessor(readings: ProcessorReadings): FindingGroup {
  return {
    title: 'processor',
    findings: [
      nodeVersion(readings.node),
      cores(readings),
      governor(readings),
      quota(readings),
      foreign(readings),
      pressure(readings),
    ],
  }
}

/** package.json, "engines". */
const oldestNode = [20, 19] as const

function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const fits = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
  const common = { name: 'Node.js', says: version, facts: { version } }
  if (fits) return { ...common, mark: 'ok' }
  return { ...common, mark: 'fails', advice: `lbbench needs ${oldestNode.join('.')} or newer: https://nodejs.org` }
}

function cores({ model, cores: all, usableCores }: ProcessorReadings): Finding {
  const says = `${usableCores === all ? all : `${usableCores} of ${all}`} of ${model}`
  const common = { name: 'cores', says, facts: { model, cores: all, usableCores } }
  if (usableCores >= 2) return { ...common, mark: 'ok' }
  const advice = 'generator, balancer and backends share one core and delay each other; two or more are better'
  return { ...common, mark: 'caution', advice }
}

function governor({ governors, frequencies }: ProcessorReadings): Finding {
  const kinds = [...new Set(governors)]
  const facts = {
    governor: kinds.join(', ') || null,
    lowestMHz: frequencies?.lowest ?? null,
    highestMHz: frequencies?.highest ?? null,
  }
  const speed = frequencies === undefined ? '' : `; ${mhz(frequencies)} now`
  const common = { name: 'governor', facts }
  if (kinds.length === 0) return { ...common, mark: 'unknown', says: `not told, as in most virtual machines${speed}` }
  const says = `${kinds.join(', ')}${speed}`
  if (kinds.every(kind => kind === 'performance')) return { ...common, mark: 'ok', says }
  const advice = 'the clock rises and falls with load, and latencies with it'
  return { ...common, mark: 'caution', says, advice, command: 'sudo cpupower frequency-set -g performance' }
}

function mhz({ lowest, highest }: { readonly lowest: number; readonly highest: number }): string {
  const [from, to] = [Math.round(lowest), Math.round(highest)]
  return from === to ? `${from} MHz` : `${from} to ${to} MHz`
}

function quota({ quota: allowed, usableCores }: ProcessorReadings): Finding {
  const common = { name: 'CPU quota', facts: { cores: Number.isFinite(allowed) ? allowed! : null } }
  if (allowed === undefined) return { ...common, mark: 'unknown', says: 'not told: there is no cgroup v2' }
  if (allowed === Infinity) return { ...common, mark: 'ok', says: 'none' }
  const says = `${allowed} ${allowed === 1 ? 'core' : 'cores'} in this container`
  const advice =
    'who has used it up stands still until the next period (100 ms), which looks like a slow backend; limit by cpuset instead'
  return { ...common, mark: allowed < usableCores ? 'caution' : 'ok', says, ...(allowed < usableCores && { advice }) }
}

function foreign({ foreignCores }: ProcessorReadings): Finding {
  const common = { name: 'other programs', facts: { cores: foreignCores ?? null } }
  if (foreignCores === undefined) return { ...common, mark: 'unknown', says: 'not told' }
  const says = `use ${foreignCores.toFixed(2)} cores now`
  const limit = thresholds.foreignCores.caution
  if (foreignCores <= limit) return { ...common, mark: 'ok', says }
  return {
    ...common,
    mark: 'caution',
    busy: true,
    says,
    advice: `results are cautioned from ${limit} cores on: stop them, or wait`,
  }
}

/** Ours is idle while it looks, so that this is what others meet. */
const crowdedShare = 0.1
/** From here on requests wait as well, and live trials come out invalid. */
const busyShare = 0.2

function pressure({ pressure: share }: ProcessorReadings): Finding {
  const common = { name: 'CPU pressure', facts: { share: share ?? null } }
  if (share === undefined) return { ...common, mark: 'unknown', says: 'not told: the kernel has no /proc/pressure' }
  const says = `${formatShare(share)} of the last 10 s somebody waited for a core`
  if (share <= crowdedShare) return { ...common, mark: 'ok', says }
  const advice = 'who waits for a core answers late: stop what else runs'
  return { ...common, mark: 'caution', says, advice, ...(share > busyShare && { busy: true }) }
}
