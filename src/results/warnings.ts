import { leastBeforeRequests } from '../drill/before.js'
import { mostFailedBefore } from '../drill/failed-before.js'
import { samplesBeyond } from '../stats/quantile.js'
import { formatDuration, formatShare } from '../units.js'
import { isAtTimeout } from './at-timeout.js'
import { balancerTotals } from './balancer-totals.js'
import { type Finding, findings } from './checks.js'
import { shownGrowth } from './growth.js'
import type { Measurement } from './measure.js'
import type { CandidateResult, ScenarioSummary, Warning } from './results.js'
import { thresholds } from './thresholds.js'
import { twinGap } from './twin-gap.js'

/** All that was measured of one candidate. */
export interface CandidateRounds {
  /** Those that count. */
  readonly rounds: readonly Measurement[]
  /** Those that other programs spoiled. */
  readonly aside: readonly Measurement[]
  /** Of the rounds that count. */
  readonly twins: readonly Measurement[]
}

/** What a reader has to know before believing one candidate's numbers. */
export function candidateWarnings(
  candidate: string,
  { rounds, aside, twins }: CandidateRounds,
  timeoutMs: number | null,
): Warning[] {
  const spoiled = worstOfEach(rounds).map(found => ({ candidate, ...found }))
  const growing = stillGrowing(rounds)
  const gap = twinGap({ live: rounds, twin: twins, unstable: growing !== undefined })
  const cautions = [
    ...[
      lost(rounds, aside),
      rounds.every(isOver) ? undefined : growing,
      survivors(rounds),
      redirected(rounds),
      fewRequests(rounds),
    ],
    ...[
      unnamedBackends(candidate, rounds),
      slowChecks(rounds),
      unseenIncidents(rounds),
      sickBefore(rounds),
      fewBefore(rounds),
    ],
    atTimeout(rounds, timeoutMs),
  ]
    .filter(found => found !== undefined)
    .map(found => ({ candidate, level: 'caution' as const, round: null, ...found }))
  return [...spoiled, ...(gap === undefined ? [] : [{ candidate, round: null, ...gap }]), ...cautions]
}

/** What concerns the run as a whole. */
export function runWarnings(
  roundsDone: number,
  candidates: readonly Pick<CandidateResult, 'world' | 'engine'>[],
  { offeredLoad }: Pick<ScenarioSummary, 'offeredLoad'>,
): Warning[] {
  // What a target's own backends can serve, nobody here knows.
  const known = candidates.some(({ engine }) => engine !== 'target')
  return [...(known ? overload(offeredLoad) : []), ...oneRound(roundsDone, candidates)]
}

/** What no strategy can mend; so sure that no statistics are needed. */
function overload(load: number | null): Warning[] {
  // A mean computed from its logarithm may miss the round number by a bit.
  if (load === null || load < 1 - 1e-9) return []
  const message = `${formatShare(load)} of what the backends can serve was asked for: queues grow for as long as it lasts, and every latency depends on how long that was`
  return [{ code: 'overload', level: 'caution', candidate: null, round: null, message }]
}

function oneRound(roundsDone: number, candidates: readonly Pick<CandidateResult, 'world'>[]): Warning[] {
  if (roundsDone !== 1 || candidates.length === 0) return []
  const virtual = candidates.every(({ world }) => world === 'virtual')
  const why = virtual
    ? 'one round only: virtual time has no noise of a machine, but other requests would give other numbers; '
    : 'one round only: '
  const message = `${why}no interval can be told, and no difference; run at least 3 rounds`
  return [{ code: 'one-round', level: 'caution', candidate: null, round: null, message }]
}

/** Invalid before cautions, else as they were. */
export function worstFirst(warnings: readonly Warning[]): Warning[] {
  return [...warnings].sort((a, b) => rank[a.level] - rank[b.level])
}

const rank = { invalid: 0, caution: 1 } as const

/** One warning a code: its worst round speaks, and says in how many rounds it happened. */
function worstOfEach(rounds: readonly Measurement[]): Omit<Warning, 'candidate'>[] {
  const found = rounds.flatMap(measurement =>
    findings(measurement).map(finding => ({ round: measurement.round, finding })),
  )
  const codes = [...new Set(found.map(({ finding }) => finding.code))]
  return codes.map(code => {
    const same = found.filter(({ finding }) => finding.code === code)
    const worst = same.reduce((a, b) => (isWorse(b.finding, a.finding) ? b : a))
    const { level, message } = worst.finding
    const where = rounds.length === 1 ? '' : ` (in ${same.length} of ${rounds.length} rounds)`
    return { code, level, round: same.length === 1 ? worst.round : null, message: message + where }
  })
}

function isWorse(a: Finding, b: Finding): boolean {
  return a.level === b.level ? a.badness > b.badness : rank[a.level] < rank[b.level]
}

type Caution = Pick<Warning, 'code' | 'message'>

function lost(rounds: readonly Measurement[], aside: readonly Measurement[]): Caution | undefined {
  if (aside.length === 0) return undefined
  const cores = Math.max(...aside.map(({ guard }) => guard?.foreignCores ?? 0))
  const message = `${aside.length} of ${rounds.length + aside.length} rounds are set aside, and so are the same rounds of whatever it is compared with: other programs used up to ${cores.toFixed(2)} cores in them, and the measurement showed delays`
  return { code: 'set-aside', message }
}

function stillGrowing(rounds: readonly Measurement[]): Caution | undefined {
  const growth = shownGrowth(rounds.map(one => one.growth))
  if (growth === undefined) return undefined
  const message = `mean latency in the last third of the run was ${growth.ratio.toFixed(1)} times that of the first: the queue was still growing (or a fault came late), so every latency depends on how long the run was`
  return { code: 'unstable', message }
}

/** Whether all that befell a round was recovered from: then the latencies of its end are those of a fault that came late, and no queue grows. */
function isOver({ incidents = [] }: Measurement): boolean {
  return (
    incidents.length > 0 &&
    incidents.every(({ metrics, atLeast }) => metrics.recoveryMs !== null && !atLeast.includes('recoveryMs'))
  )
}

function survivors(rounds: readonly Measurement[]): Caution | undefined {
  const requests = rounds.reduce((sum, { metrics }) => sum + (metrics.requests ?? 0), 0)
  const failed = rounds.reduce((sum, { metrics }) => sum + (metrics.errorRate ?? 0) * (metrics.requests ?? 0), 0)
  const timedOut = rounds.reduce((sum, { metrics }) => sum + (metrics.timeoutRate ?? 0) * (metrics.requests ?? 0), 0)
  const unsent = rounds.reduce((sum, { errors }) => sum + (errors.notSent ?? 0), 0)
  const share = requests === 0 ? 0 : (failed - timedOut - unsent) / requests
  if (share <= thresholds.errorRate.caution) return undefined
  const message = `${formatShare(share)} of the requests failed before their client gave up, and are in no latency: compare error rates first`
  return { code: 'errors', message }
}

/** Those who gave up have waited so long, and would have waited longer. */
function atTimeout(rounds: readonly Measurement[], timeoutMs: number | null): Caution | undefined {
  if (timeoutMs === null || !isAtTimeout(rounds, 'p99Ms', timeoutMs)) return undefined
  const message = `its p99 is the time after which clients give up (${formatDuration(timeoutMs)}): they would have waited longer, so p99 and every ratio to it are bounds; compare failed requests first`
  return { code: 'at-timeout', message }
}

function redirected(rounds: readonly Measurement[]): Caution | undefined {
  const requests = rounds.reduce((sum, { metrics }) => sum + (metrics.requests ?? 0), 0)
  const share = requests === 0 ? 0 : rounds.reduce((sum, { redirects }) => sum + redirects, 0) / requests
  if (share <= thresholds.errorRate.caution) return undefined
  const message = `${formatShare(share)} of the requests were sent elsewhere (3xx), and no redirect is followed: these latencies are those of the redirect`
  return { code: 'redirects', message }
}

function unnamedBackends(candidate: string, rounds: readonly Measurement[]): Caution | undefined {
  const unnamed = rounds.filter(
    ({ guard, metrics, perBackend }) =>
      guard !== null && (metrics.goodputPerSecond ?? 0) > 0 && perBackend.every(requests => requests === 0),
  )
  if (unnamed.length === 0) return undefined
  const remedy = candidate.startsWith('target:')
    ? '--target-backends names the header that does'
    : 'a backend answers x-lbbench-backend with the name it is given in LBBENCH_NAME'
  const message = `no answer said which backend it came from, by a name that is known: shares, fairness and stickiness are unknown; ${remedy}`
  return { code: 'unnamed-backends', message }
}

/** Whoever is broken already is not hurt by anything. */
function sickBefore(rounds: readonly Measurement[]): Caution | undefined {
  const shares = rounds.map(({ drill }) => drill?.failedBefore ?? 0).filter(share => share > mostFailedBefore)
  if (shares.length === 0) return undefined
  const message = `${formatShare(Math.max(...shares))} of the requests failed before anything befell it (in ${shares.length} of ${rounds.length} rounds): recovery, hurt and retries are differences to a normal time, and there was none`
  return { code: 'sick-before', message }
}

function fewBefore(rounds: readonly Measurement[]): Caution | undefined {
  const few = rounds.filter(({ drill }) => drill?.fewBefore === true).length
  if (few === 0) return undefined
  const message = `fewer than ${leastBeforeRequests} requests were answered before the first incident (in ${few} of ${rounds.length} rounds): what their latency was is not known, so recovery cannot be told; let it begin later, or raise the rate`
  return { code: 'short-before', message }
}

function unseenIncidents(rounds: readonly Measurement[]): Caution | undefined {
  const unseen = rounds.find(({ drill, incidents }) => drill !== undefined && incidents === undefined)
  if (unseen === undefined) return undefined
  const names = unseen.drill!.befallen.map(({ name }) => name).join(', ')
  const message = `what ${names} did is not known: requests were only counted, not kept one by one`
  return { code: 'unseen-incidents', message }
}

function slowChecks(rounds: readonly Measurement[]): Caution | undefined {
  const totals = balancerTotals(rounds)
  if (totals === null || totals.checksFailed === 0 || totals.markedDown > 0) return undefined
  const message = `${totals.checksFailed} health checks failed, but never enough in a row to take a backend out: they come too seldom for what happened in this run`
  return { code: 'slow-checks', message }
}

function fewRequests(rounds: readonly Measurement[]): Caution | undefined {
  if (rounds.some(({ metrics }) => metrics.p99Ms !== null)) return undefined
  const most = Math.max(...rounds.map(goodAnswers))
  if (most === 0) return { code: 'few-requests', message: 'no latency: no request got a good answer or timed out' }
  const message = `no p99: it needs ${samplesBeyond} requests beyond it, that is 1,000 good answers or time-outs a round, and the best round had ${most}; run longer`
  return { code: 'few-requests', message }
}

/** What the latencies of a round rest on. */
function goodAnswers({ metrics, durationMs }: Measurement): number {
  const good = ((metrics.goodputPerSecond ?? 0) * durationMs) / 1000
  return Math.round(good + (metrics.timeoutRate ?? 0) * (metrics.requests ?? 0))
}
