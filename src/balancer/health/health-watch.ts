import type { BalancerSpec, PoolChange } from '../../model/balancer-spec.js'
import type { Outcome } from '../../strategies/strategy.js'
import type { Agenda } from '../agenda.js'
import type { BalancerLog } from '../balancer-log.js'
import type { Counts } from '../counts.js'
import type { Tiers } from '../tiers.js'
import { ActiveChecks } from './active-checks.js'
import { Ejections } from './ejections.js'
import { OutlierDetection } from './outlier-detection.js'
import { Panic } from './panic.js'
import { applyChange, planChanges } from './pool-changes.js'
import { SlowStart } from './slow-start.js'

export interface HealthWatchOptions {
  readonly spec: BalancerSpec
  readonly startMs: number
  readonly epochMs: number
  readonly tiers: Tiers
  readonly agenda: Agenda
  readonly counts: Counts
  /** Sends an active check; undefined where nobody can. */
  readonly check: ((backend: number) => void) | undefined
  /** Is told who is kept out; nobody by default. */
  readonly log: BalancerLog | undefined
  /** A backend joined or left. */
  readonly membersChanged: () => void
}

/** All that decides who may be picked, beside passive health, which each tier has itself. */
export interface HealthWatch {
  /** Undefined where nobody listens. */
  readonly ended: ((backend: number, outcome: Outcome, nowMs: number) => void) | undefined
  checked(backend: number, ok: boolean, nowMs: number): void
  /** What the operator does now. */
  change(change: PoolChange, nowMs: number): void
}

/** Plans what there is to plan, and connects what has to know of each other. */
export function watchHealth(options: HealthWatchOptions): HealthWatch {
  const { spec, startMs, epochMs, tiers, agenda, counts, check, membersChanged } = options
  const { active, outlier } = spec.health
  watchPools(options)
  const ejections = outlier && new Ejections(outlier, tiers, counts)
  const outliers =
    outlier && new OutlierDetection({ spec: outlier, startMs, size: tiers.size, agenda, ejections: ejections! })
  const change = (pool: PoolChange, nowMs: number): void => {
    const { kind, backend } = pool
    applyChange(pool, tiers, nowMs)
    if (kind === 'leave') outliers?.forget(backend, nowMs)
    if (kind === 'leave' || kind === 'join') membersChanged()
  }
  planChanges({ changes: spec.changes, epochMs, tiers, agenda, changed: change })
  const passed = (backend: number, nowMs: number): void => outliers?.passed(backend, nowMs)
  const checks =
    active && check && new ActiveChecks({ spec: active, startMs, tiers, agenda, counts, send: check, passed })
  return {
    ended: outliers && ((backend, outcome, nowMs) => outliers.ended(backend, outcome, nowMs)),
    checked: (backend, ok, nowMs) => checks?.checked(backend, ok, nowMs),
    change,
  }
}

function watchPools({ spec, tiers, agenda, log }: HealthWatchOptions): void {
  const { belowShare, belowCount } = spec.health.panic
  const panic = belowShare > 0 || belowCount > 0 ? new Panic(spec.health.panic, tiers) : undefined
  for (const [rank, { pool }] of tiers.all.entries()) {
    // Weights that are laid out once have no parts.
    const starts = spec.slowStart && pool.weightScale > 1 ? new SlowStart(spec.slowStart, pool, agenda) : undefined
    pool.watcher = {
      healthChanged: panic && (() => panic.judge()),
      returned: starts && ((backend, nowMs) => starts.returned(backend, nowMs)),
      stateChanged: log && ((place, blocked) => log.changed(tiers.numberOf(rank, place), blocked)),
    }
  }
}
