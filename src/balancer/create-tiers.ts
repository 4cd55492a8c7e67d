import type { PoolChange } from '../model/balancer-spec.js'
import type { BalancerOptions } from './balancer-options.js'
import type { Counts } from './counts.js'
import { slowStartScale } from './health/slow-start.js'
import { Tier } from './tier.js'
import { Tiers } from './tiers.js'

/** Primaries, and backups where there are any. @param probe asks a backend of the balancer's numbering for its load */
export function createTiers(
  options: BalancerOptions,
  counts: Counts,
  probe: (backend: number, nowMs: number) => void,
): Tiers {
  const members = [indicesWhere(options, false), indicesWhere(options, true)].filter(tier => tier.length > 0)
  const weightScale = weightScaleOf(options)
  const tiers = members.map(each => createTier(options, each, { counts, probe, weightScale }))
  return new Tiers(tiers, members)
}

interface Shared {
  readonly counts: Counts
  readonly probe: (backend: number, nowMs: number) => void
  readonly weightScale: number
}

function indicesWhere({ backends }: BalancerOptions, backup: boolean): number[] {
  return backends.flatMap((backend, index) => (backend.backup === backup ? [index] : []))
}

/** A lone backend is never banned: nginx has nothing to gain by refusing to try it. */
function createTier(
  { backends, strategy, options, random, spec, epochMs = 0, startMs = epochMs }: BalancerOptions,
  members: readonly number[],
  { counts, probe, weightScale }: Shared,
): Tier {
  const counted = spec.health.passive && backends.length > 1
  const entries = members.map(index => {
    const { maxFails, down, ...backend } = backends[index]!
    return { ...backend, maxFails: counted ? maxFails : 0, down: down === true }
  })
  return new Tier({
    ...{ entries, strategy, options, random, epochMs, startMs, counts, weightScale },
    probe: (place, nowMs) => probe(members[place]!, nowMs),
  })
}

/** As fine as slow start wants it, while all weights together, and those the operator will set, still fit into 31 bits. */
function weightScaleOf({ backends, strategy, spec }: BalancerOptions): number {
  if (spec.slowStart === undefined || strategy.fixedWeights === true) return 1
  const weights = backends.map(({ weight }) => weight)
  const most = weights.reduce((sum, weight) => sum + weight, 0) + laterWeights(spec.changes)
  let scale = slowStartScale
  while (scale > 1 && most * scale > 0x7fffffff) scale /= 2
  return scale
}

function laterWeights(changes: readonly PoolChange[]): number {
  return changes.reduce((sum, change) => (change.kind === 'weight' ? sum + change.weight : sum), 0)
}
