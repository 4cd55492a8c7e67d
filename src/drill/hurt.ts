import { isGood } from '../bench/ending.js'
import type { TrialRecord } from '../bench/trial.js'
import { chanceOfAtLeast, type SeenShare } from '../stats/beta-binomial.js'
import { badAtMs } from './bad-at.js'
import { type Horizon, within } from './horizon.js'

export interface Hurt {
  /** Requests, less those that would have been hurt anyway: not a whole number where some would. */
  readonly hurt: number
  /** Share of the clients, likewise. */
  readonly clientsHurt: number
}

/** How often a trial that nothing befell may look as if somebody had been hurt, where some always are. */
const falseAlarms = 0.01

/** Failures come one by one or with a backend, slow answers with a queue: whether there are more than usual is asked of each apart. */
const kinds = ['failed', 'late'] as const
type Kind = (typeof kinds)[number]

/**
 * Requests and clients an incident hurt: those that failed, or were not answered within the objective, in its horizon (see
 * `badAtMs`), less what would have been hurt anyway: of as many requests the share before. Where none failed before, all
 * failures count, and where nobody was hurt at all, all late ones as well. Else none of a kind count where no more are hurt than
 * chance explains: of a difference of two noisy numbers that is only counted where it is above 0, the mean over rounds would
 * be harm that never was.
 */
export function hurtOf(record: TrialRecord, horizon: Horizon, objectiveMs: number, before: HurtBefore): Hurt {
  const { endMs, clumps } = before
  const anyBefore = seenBefore(record, objectiveMs, endMs, kinds).bad > 0
  const beyond = kinds.filter(kind => {
    const seen = { ...seenBefore(record, objectiveMs, endMs, [kind]), clump: clumps[kind] }
    const { requests, hurt } = countOf(record, horizon, objectiveMs, [kind])
    if (seen.bad === 0 && (kind === 'failed' || !anyBefore)) return hurt > 0
    const isMore = hurt * seen.requests > seen.bad * requests
    return isMore && chanceOfAtLeast(hurt, requests, seen) < falseAlarms / kinds.length
  })
  if (beyond.length === 0) return { hurt: 0, clientsHurt: 0 }
  const seen = seenBefore(record, objectiveMs, endMs, beyond)
  const { requests, hurt, clients } = countOf(record, horizon, objectiveMs, beyond)
  const share = seen.requests === 0 ? 0 : seen.bad / seen.requests
  return { hurt: Math.max(0, hurt - share * requests), clientsHurt: shareBeyond(clients, share) }
}

/** What there was before anything befell the trial. */
export interface HurtBefore {
  /** When the first incident begins, ms. */
  readonly endMs: number
  /** In what clumps what goes wrong comes. */
  readonly clumps: Readonly<Record<Kind, number>>
}

const isOf = (wanted: readonly Kind[], status: number): boolean => wanted.includes(isGood(status) ? 'late' : 'failed')

/** Of the requests due before anything happened; those of the warm-up can be hurt in the measured part, and count as well. */
export function seenBefore(
  record: TrialRecord,
  objectiveMs: number,
  endMs: number,
  wanted: readonly Kind[],
): Pick<SeenShare, 'bad' | 'requests'> {
  let [bad, requests] = [0, 0]
  for (let row = 0; row < record.size; row++) {
    const atMs = badAtMs(record, row, objectiveMs)
    if (atMs >= 0 && atMs < endMs && isOf(wanted, record.status[row]!)) bad++
    if (record.dueMs[row]! >= 0 && record.dueMs[row]! < endMs) requests++
  }
  return { bad: Math.min(bad, requests), requests }
}

interface Counted {
  /** Due in the horizon. */
  readonly requests: number
  readonly hurt: number
  readonly clients: Clients
}

/** By client: requests due in the horizon, and those hurt in it. */
interface Clients {
  readonly requests: Uint32Array
  readonly hurt: Uint32Array
}

function countOf(record: TrialRecord, horizon: Horizon, objectiveMs: number, wanted: readonly Kind[]): Counted {
  const most = record.client.reduce((highest, client) => Math.max(highest, client), -1)
  const clients = { requests: new Uint32Array(most + 1), hurt: new Uint32Array(most + 1) }
  let [requests, hurt] = [0, 0]
  for (let row = 0; row < record.size; row++) {
    const client = record.client[row]!
    if (within(horizon, record.dueMs[row]!)) {
      requests++
      if (client >= 0) clients.requests[client]!++
    }
    if (!isOf(wanted, record.status[row]!) || !within(horizon, badAtMs(record, row, objectiveMs))) continue
    hurt++
    if (client >= 0) clients.hurt[client]!++
  }
  return { requests, hurt, clients }
}

/** Of a client with k requests, chance alone hurts one or more with probability 1 - (1 - share)^k. */
function shareBeyond({ requests, hurt }: Clients, share: number): number {
  const logGood = Math.log(1 - share)
  let [there, wronged, expected] = [0, 0, 0]
  for (let client = 0; client < requests.length; client++) {
    if (requests[client] === 0 && hurt[client] === 0) continue
    there++
    if (hurt[client]! > 0) wronged++
    expected += 1 - (share === 0 ? 1 : Math.exp(requests[client]! * logGood))
  }
  return there === 0 ? 0 : Math.max(0, (wronged - expected) / there)
}
