import { formatMs, formatShare } from '../units.js'
import type { Guard } from './guard.js'
import type { Measurement } from './measure.js'
import type { Warning } from './results.js'
import { thresholds } from './thresholds.js'

/** One check of a trial that did not hold. */
export interface Finding {
  readonly code: string
  readonly level: Warning['level']
  /** How bad, for picking the worst round; comparable within a code only. */
  readonly badness: number
  readonly message: string
}

/** Everything wrong with one trial's measurement, most direct sign first. In virtual time no harness can spoil it. */
export function findings(measurement: Measurement): Finding[] {
  return [nothingDue(measurement), ...harnessFindings(measurement)].filter(finding => finding !== undefined)
}

function harnessFindings({ guard, metrics }: Measurement): (Finding | undefined)[] {
  if (guard === null) return []
  const own = ownChecks.map(check => check({ guard, metrics }))
  const delayed = own.some(finding => finding?.code === 'overhead' || finding?.code === 'late')
  return [...own, foreignCpu(guard, delayed)]
}

/** One trial, its harness observed. */
interface Guarded {
  readonly guard: Guard
  readonly metrics: Measurement['metrics']
}

type Check = (trial: Guarded) => Finding | undefined

const ownChecks: readonly Check[] = [
  trial => delay(trial, 'overheadP99Ms'),
  overheadMean,
  trial => delay(trial, 'lateP99Ms'),
  busyBalancer,
  noFreeSocket,
  notSent,
  rateShortfall,
]

const delays = {
  overheadP99Ms: {
    code: 'overhead',
    limits: thresholds.overheadP99,
    what: 'overhead p99 (latency beyond the ideal time of the same request)',
    remedy: 'close other programs, lower the rate, or try --realtime',
  },
  lateP99Ms: {
    code: 'late',
    limits: thresholds.lateP99,
    what: 'requests left late, by a p99 of',
    remedy: 'the generator was not scheduled in time: close other programs, lower the rate, or try --realtime',
  },
} as const

function delay({ guard, metrics }: Guarded, key: keyof typeof delays): Finding | undefined {
  const { code, limits, what, remedy } = delays[key]
  const ms = guard[key]
  const tail = claimedTail(metrics)
  if (ms === null || tail === undefined) return undefined
  const share = ms / tail.ms
  const invalid = ms > limits.invalidMs && share > limits.invalidShare
  if (!invalid && !(ms > limits.cautionMs && share > limits.cautionShare)) return undefined
  const [limitMs, limitShare] = invalid
    ? [limits.invalidMs, limits.invalidShare]
    : [limits.cautionMs, limits.cautionShare]
  const verb = code === 'overhead' ? ' was ' : ' '
  const limit = `limit ${formatMs(limitMs)} and ${formatShare(limitShare)}`
  const message = `${what}${verb}${formatMs(ms)}, ${formatShare(share)} of the ${tail.name} of ${formatMs(tail.ms)} (${limit}); ${remedy}`
  return { code, level: invalid ? 'invalid' : 'caution', badness: ms, message }
}

/** The highest percentile the trial can tell: what the harness's delay has to be small against. */
function claimedTail(metrics: Measurement['metrics']): { readonly name: string; readonly ms: number } | undefined {
  const tails = { p99: metrics.p99Ms, p90: metrics.p90Ms, p50: metrics.p50Ms, mean: metrics.meanMs }
  const [name, ms] = Object.entries(tails).find(([, value]) => value !== null) ?? ['none', null]
  return ms === null ? undefined : { name, ms }
}

function overheadMean({ guard }: Guarded): Finding | undefined {
  const { overheadShare: share, overheadMeanMs: ms } = guard
  const limit = thresholds.overheadShare.caution
  if (share === null || ms === null || share <= limit) return undefined
  const message = `overhead is ${formatShare(share)} of the mean latency (${formatMs(ms)}; limit ${formatShare(limit)}): such short latencies are partly the harness's own`
  return { code: 'overhead-mean', level: 'caution', badness: share, message }
}

function busyBalancer({ guard }: Guarded): Finding | undefined {
  const limit = thresholds.balancerUtilisation.invalid
  const busy = guard.balancerUtilisation
  if (busy === null || busy <= limit) return undefined
  const message = `the balancer was busy ${formatShare(busy)} of the time (limit ${formatShare(limit)}): its own queue is measured, not the strategy; lower the rate`
  return { code: 'balancer-busy', level: 'invalid', badness: busy, message }
}

function noFreeSocket({ guard }: Guarded): Finding | undefined {
  const waited = guard.waitedForSocket
  if (waited <= thresholds.waitedForSocket.invalid) return undefined
  const message = `${many(waited, 'arrival')} found no free socket and waited in the generator (limit 0): raise \`sockets\`, or lower the rate if the backends cannot keep up`
  return { code: 'no-free-socket', level: 'invalid', badness: waited, message }
}

function nothingDue({ metrics }: Measurement): Finding | undefined {
  if ((metrics.requests ?? 0) > 0) return undefined
  const message = 'no request was due while measuring: raise the rate, or run longer'
  return { code: 'no-requests', level: 'invalid', badness: 1, message }
}

function notSent({ guard }: Guarded): Finding | undefined {
  if (guard.notSent <= thresholds.notSent.invalid) return undefined
  const message = `${many(guard.notSent, 'request')} never left the generator (limit 0), so this candidate met a lighter load`
  return { code: 'not-sent', level: 'invalid', badness: guard.notSent, message }
}

/** A Poisson plan is random itself: a shortfall that chance explains is none. */
function rateShortfall({ guard, metrics }: Guarded): Finding | undefined {
  const { invalid: limit, sigmas } = thresholds.rateShortfall
  if (guard.achievedOverPlanned === null) return undefined
  const shortfall = 1 - guard.achievedOverPlanned
  const chance = sigmas / Math.sqrt(Math.max(metrics.requests ?? 0, 1))
  if (shortfall <= limit || shortfall <= chance) return undefined
  const message = `only ${formatShare(guard.achievedOverPlanned)} of the planned rate was reached (limit ${formatShare(1 - limit)}): lower the rate`
  return { code: 'rate', level: 'invalid', badness: shortfall, message }
}

/** Other programs' CPU is harmless on a machine with cores to spare; with a delay beside it, it is the likely cause. */
function foreignCpu({ foreignCores: cores }: Guard, delayed: boolean): Finding | undefined {
  const limit = thresholds.foreignCores.caution
  if (cores === null || cores <= limit) return undefined
  const with_ = delayed ? ', and the measurement shows delays' : ''
  const message = `other programs used ${cores.toFixed(2)} cores (limit ${limit})${with_}: close them`
  return { code: 'foreign-cpu', level: delayed ? 'invalid' : 'caution', badness: cores, message }
}

const many = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`
