import type { MetricName, Results } from '../results/results.js'
import type { MachineKey } from './machine-key.js'

/** A baseline file: runs that later ones are held against. Versioned; every key here is public. */
export interface Baseline {
  readonly schema: 'lbbench/baseline@1'
  /** ISO 8601. */
  readonly savedAt: string
  /** Candidate whose own change counts as the machine's: the others are held against it; null where there is none. */
  readonly control: string | null
  /** Of all runs. */
  readonly machine: MachineKey
  /** One at least, of one scenario and one machine; the newest last. */
  readonly runs: readonly Results[]
  /** How far the same code lies from itself on this machine; null where nobody measured it. */
  readonly calibration: Calibration | null
  /** Of candidates in virtual time, a candidate and seed each. */
  readonly decisions: readonly DecisionLog[]
}

/** What `lbbench calibrate` found of a machine. */
export interface Calibration {
  readonly scenarioHash: string
  readonly machine: MachineKey
  readonly candidate: string
  /** ISO 8601. */
  readonly measuredAt: string
  readonly pairs: number
  /** Standard deviation of one A/A pair: of the log ratio, or of the difference. */
  readonly metrics: Readonly<
    Partial<Record<MetricName, { readonly kind: 'ratio' | 'difference'; readonly sd: number }>>
  >
}

/** Every decision of a trial in virtual time: which request went where, in the order of virtual time. */
export interface DecisionLog {
  readonly candidate: string
  /** From 0. */
  readonly round: number
  readonly seed: number
  /** Decisions in all: a request that is tried again has several. */
  readonly decisions: number
  /** SHA-256 of the decisions, hex: two logs are alike where this is. */
  readonly sha256: string
  /** The decisions themselves (see trace/decision-log.ts), deflate-raw, base64; null where the run was too large to keep them. */
  readonly deflated: string | null
}
