import { thresholds } from '../../results/thresholds.js'
import { quantile } from '../../stats/quantile.js'
import { formatMs } from '../../units.js'
import type { Finding, FindingGroup } from './finding.js'

/** What is known of clocks and timers; undefined: the machine does not tell. */
export interface TimeReadings {
  /** What the kernel makes its clocks of, e.g. "tsc". */
  readonly clockSource: string | undefined
  /** The smallest step between two readings of CLOCK_MONOTONIC that differ, ns. */
  readonly clockStepNs: number
  /** How late the precise timer fired, ms, a time each. */
  readonly latenessMs: readonly number[]
  /** Why `chrt` may not set a real-time priority; '' where it may. */
  readonly realtime: string
}

export function judgeTime(readings: TimeReadings): FindingGroup {
  return { title: 'time', findings: [source(readings), step(readings), timer(readings), realtime(readings)] }
}

/** Those a program reads without asking the kernel (vDSO). */
const fastSources = ['tsc', 'kvm-clock', 'hyperv_clocksource_tsc_page', 'arch_sys_counter']

function source({ clockSource }: TimeReadings): Finding {
  const common = { name: 'clock source', facts: { source: clockSource ?? null } }
  if (clockSource === undefined) return { ...common, mark: 'unknown', says: 'not told' }
  if (fastSources.includes(clockSource)) return { ...common, mark: 'ok', says: clockSource }
  const advice = `each reading of the time is a call to the kernel, which costs the data plane; ${fastSources[0]} is better`
  return { ...common, mark: 'caution', says: clockSource, advice }
}

/** A percent of the shortest time that is reported in full, 0.1 ms. */
const coarseNs = 1000

function step({ clockStepNs }: TimeReadings): Finding {
  const common = { name: 'clock step', says: formatNs(clockStepNs), facts: { stepNs: clockStepNs } }
  if (clockStepNs <= coarseNs) return { ...common, mark: 'ok' }
  return { ...common, mark: 'caution', advice: 'short times are measured in steps as coarse as this' }
}

function formatNs(ns: number): string {
  return ns < 1000 ? `${ns} ns` : formatMs(ns / 1e6)
}

function timer({ latenessMs }: TimeReadings): Finding {
  const name = 'timers'
  if (latenessMs.length === 0) return { name, mark: 'caution', says: 'none fired in time', advice: tooBusy }
  const sorted = Float64Array.from(latenessMs).sort()
  const [medianMs, p95Ms] = [quantile(sorted, 0.5), quantile(sorted, 0.95)]
  const says = `${formatMs(medianMs)} late at p50, ${formatMs(p95Ms)} at p95 (n = ${sorted.length})`
  const common = { name, says, facts: { medianMs, p95Ms, n: sorted.length } }
  if (p95Ms <= thresholds.lateP99.cautionMs) return { ...common, mark: 'ok' }
  return { ...common, mark: 'caution', advice: tooBusy }
}

const tooBusy = 'service times will be too long by as much: stop what else runs, or use --realtime'

function realtime({ realtime: why }: TimeReadings): Finding {
  const common = { name: 'real time', facts: { permitted: why === '' } }
  if (why === '') return { ...common, mark: 'ok', says: 'permitted: --realtime halves the tail of the harness' }
  const advice = '--realtime would halve the tail of the harness; run as root or with CAP_SYS_NICE for it'
  return { ...common, mark: 'missing', says: why, advice }
}
