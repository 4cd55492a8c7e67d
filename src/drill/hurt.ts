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

/**
 * Requests and clients an incident hurt: those that failed, or were not answered within the objective, in its horizon (see
 * `badAtMs`), less what would have been hurt anyway: of as many requests the share before. Where nobody was hurt before,
 * everybody counts. Where some were, and now no more are than chance explains, nobody does: of a difference of two noisy
 * numbers that is only counted where it is above 0, the mean over rounds would be harm that never was.
 * @param before when the first incident begins, ms, and in what clumps slow requests come
 */
export function hurtOf(record: TrialRecord, horizon: Horizon, objectiveMs: number, before: HurtBefore): Hurt {
  const seen = { ...seenBefore(record, objectiveMs, before.endMs), clump: before.clump }
  const { requests, hurt, clients } = countOf(record, horizon, objectiveMs)
  const share = seen.requests === 0 ? 0 : seen.bad / seen.requests
  const byChance = seen.bad > 0 && chanceOfAtLeast(hurt, requests, seen) >= falseAlarms
  if (byChance || hurt <= share * requests) return { hurt: 0, clientsHurt: 0 }
  return { hurt: hurt - share * requests, clientsHurt: shareBeyond(clients, share) }
}

interface HurtBefore {
  readonly endMs: number
  readonly clump: number
}

/** Of the requests due before anything happened; those of the warm-up can be hurt in the measured part, and count as well. */
function seenBefore(record: TrialRecord, objectiveMs: number, endMs: number): Pick<SeenShare, 'bad' | 'requests'> {
  let [bad, requests] = [0, 0]
  for (let row = 0; row < record.size; row++) {
    const atMs = badAtMs(record, row, objectiveMs)
    if (atMs >= 0 && atMs < endMs) bad++
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

function countOf(record: TrialRecord, horizon: Horizon, objectiveMs: number): Counted {
  const most = record.client.reduce((highest, client) => Math.max(highest, client), -1)
  const clients = { requests: new Uint32Array(most + 1), hurt: new Uint32Array(most + 1) }
  let [requests, hurt] = [0, 0]
  for (let row = 0; row < record.size; row++) {
    const client = record.client[row]!
    if (within(horizon, record.dueMs[row]!)) {
      requests++
      if (client >= 0) clients.requests[client]!++
    }
    if (!within(horizon, badAtMs(record, row, objectiveMs))) continue
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
