import type { BalancerStats } from '../model/balancer-stats.js'
import type { Incident } from '../model/incident.js'
import type { TrialScaling } from '../model/scaling-log.js'
import type { BalancerSight } from '../model/sight.js'
import type { Tally } from './tally.js'

/** How a request ended when no HTTP answer did. Values below 100, so that they share a column with HTTP statuses. */
export const errorKinds = {
  timeout: 1,
  reset: 2,
  /** FIN before any byte of the answer. */
  closed: 3,
  refused: 4,
  /** FIN or RST in the middle of the answer. */
  cut: 5,
  /** Never put on the wire: no socket before its timeout, or lost on a connection the server was closing. */
  notSent: 6,
  /** An answer that is not HTTP. */
  invalid: 7,
} as const

export type ErrorKind = keyof typeof errorKinds

/**
 * What was observed in one trial: plain columns, a row a request, in the order of the workload. Warm-up rows are
 * there too (dueMs < 0). No functions, no live objects: it can be stored, sent and merged.
 */
export interface TrialRecord {
  readonly size: number
  /** When it was due (closed loop: when it was about to be sent), ms from the start of measuring. */
  readonly dueMs: Float64Array
  /** When it was written to the socket, ms; NaN where it never was. */
  readonly sentMs: Float64Array
  /** When the answer was complete or the failure was noticed, ms. For a timeout: the moment of giving up. */
  readonly doneMs: Float64Array
  /** HTTP status (>= 100) or an `errorKinds` value. */
  readonly status: Uint16Array
  /** Index of the backend that answered, -1 where none did. */
  readonly backend: Int16Array
  readonly client: Int32Array
  /** Waiting and service time as the backend accounts them, ms; NaN where unknown. */
  readonly queueMs: Float64Array
  readonly appMs: Float64Array
  /** What this request would have taken with a perfect harness: at this backend, and held by the balancer; ms, NaN where unknown. */
  readonly idealMs: Float64Array
  /** Backends tried by the balancer, 0 where unknown. */
  readonly tries: Uint8Array
  /** Undefined where the scenario has no sessions. */
  readonly sessions?: SessionColumns
}

/** What became of each request's session, and its time at their store, ms; NaN where none was asked. */
export interface SessionColumns {
  /** `sessionEnds` values. */
  readonly end: Uint8Array
  readonly storeMs: Float64Array
}

/** What the harness observed of itself during the measured part of a trial. Times in ms, shares in [0, 1]. */
export interface TrialHealth {
  readonly plannedPerSecond: number | undefined
  readonly achievedPerSecond: number
  /** Open loop: arrivals that found no free socket. */
  readonly waitedForSocket: number
  readonly generatorUtilisation: number
  /** Undefined where the balancer is somebody else's, and its process out of sight. */
  readonly balancerUtilisation: number | undefined
  /** Of the busiest process; likewise. */
  readonly backendUtilisation: number | undefined
  /** CPU used by other processes during the trial, in cores; undefined where /proc/stat is not there. */
  readonly foreignCores: number | undefined
  /** Share of time in which some task waited for a CPU (PSI "some"); undefined where not there. */
  readonly cpuPressure: number | undefined
}

/**
 * Why a trial was run. `candidate`: to be reported. `twin`: a live candidate in virtual time, on the same requests.
 * `ideal`: one central queue before all workers, on the same requests: what there is to win at all.
 */
export type TrialRole = 'candidate' | 'twin' | 'ideal'

/** One trial as it was observed: request by request (`record`), summed up (`tally`), or both. */
export interface Trial {
  readonly role: TrialRole
  /** Of a twin, the live candidate's. */
  readonly candidate: string
  readonly round: number
  /** Position in the round's shuffled order, from 0. */
  readonly position: number
  /** 1 for the first go, 2 where the first was rejected and repeated. */
  readonly attempt: number
  readonly seed: number
  readonly backends: readonly string[]
  /** What share each should get, relative to the others; 0 for a backup, which should get none while all is well. */
  readonly weights: readonly number[]
  readonly durationMs: number
  /** Live trials have it always, virtual ones where it was asked for. */
  readonly record: TrialRecord | undefined
  /** Virtual trials have it always, live ones never. */
  readonly tally: Tally | undefined
  /** Undefined in virtual time, where nothing gets in the way. */
  readonly health: TrialHealth | undefined
  /** What the balancer counted while measuring; an `ideal` has none, and neither has a balancer that is not ours. */
  readonly balancer?: BalancerStats
  /** What was decided in virtual time, where somebody asked. */
  readonly decisions?: TrialDecisions
  /** What stood between generator and backends, where it is not ours. */
  readonly software?: Software
  /** What befell it; absent where nothing did. */
  readonly incidents?: readonly Incident[]
  /** How long an answer may take, ms; where there are incidents. */
  readonly objectiveMs?: number
  /** Where there are incidents, and the balancer's doings can be seen. */
  readonly sight?: BalancerSight
  /** Where an autoscaler was at work. */
  readonly scaling?: TrialScaling
}

/** Every decision of a trial in virtual time: see `trace/decision-log.ts`. */
export interface TrialDecisions {
  /** How many: a request that is tried again has several. */
  readonly decisions: number
  /** Of them all, hex. */
  readonly sha256: string
  /** All of them, deflate-raw, base64; null where they were too many to be kept. */
  readonly deflated: string | null
}

/** A balancer that is not ours, as it ran. */
export interface Software {
  /** E.g. "nginx". */
  readonly name: string
  /** E.g. "1.22.1". */
  readonly version: string
  /** The whole text it was configured with; of a file of the user's its path and SHA-256, as it may hold secrets. */
  readonly configuration: string
}
