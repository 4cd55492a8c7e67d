import type { PoolChange } from '../../model/balancer-spec.js'
import type { Agenda } from '../agenda.js'
import { blocks } from '../pool.js'
import type { Tiers } from '../tiers.js'

export interface PoolChangeOptions {
  /** In time order. */
  readonly changes: readonly PoolChange[]
  /** What their times count from, on the caller's clock. */
  readonly epochMs: number
  readonly tiers: Tiers
  readonly agenda: Agenda
  /** Does what is due. */
  readonly changed: (change: PoolChange, nowMs: number) => void
}

/** What the operator does to the pool while it runs. Who joins before it leaves begins outside. */
export function planChanges({ changes, epochMs, tiers, agenda, changed }: PoolChangeOptions): void {
  const seen = new Set<number>()
  for (const change of changes) {
    const { backend, kind, atMs } = change
    if (kind === 'join' && !seen.has(backend)) tiers.block(backend, blocks.left)
    if (kind !== 'weight') seen.add(backend)
    agenda.plan(epochMs + atMs, nowMs => changed(change, nowMs))
  }
}

/** Does it now. */
export function applyChange(change: PoolChange, tiers: Tiers, nowMs: number): void {
  const { backend } = change
  if (change.kind === 'weight') tiers.tierOf(backend).pool.setWeight(tiers.placeOf(backend), change.weight)
  else if (change.kind === 'drain') tiers.block(backend, blocks.draining)
  else if (change.kind === 'leave') tiers.block(backend, blocks.left)
  else {
    tiers.unblock(backend, blocks.draining, nowMs)
    tiers.unblock(backend, blocks.left, nowMs)
  }
}
