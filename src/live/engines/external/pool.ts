import type { PoolChange } from '../../../model/balancer-spec.js'

/** Where the operator wants a backend: in the pool, there for its sessions only, or outside. */
export type Membership = 'in' | 'draining' | 'left'

/** A backend's place in the pool now, and its weight. */
export interface Member {
  readonly membership: Membership
  readonly weight: number
}

/** The pool as a trial begins with it: who joins before all else is outside. @param weights one for each backend */
export function poolAtStart(weights: readonly number[], changes: readonly PoolChange[]): readonly Member[] {
  return weights.map((weight, backend) => {
    const first = changes.find(change => change.backend === backend && change.kind !== 'weight')
    return { membership: first?.kind === 'join' ? 'left' : 'in', weight }
  })
}

export function poolAfter(pool: readonly Member[], change: PoolChange): readonly Member[] {
  return pool.map((member, backend) => (backend === change.backend ? changed(member, change) : member))
}

const memberships = { drain: 'draining', leave: 'left', join: 'in' } as const

function changed(member: Member, change: PoolChange): Member {
  if (change.kind === 'weight') return { ...member, weight: change.weight }
  // Who has left is not back because it would be drained.
  if (change.kind === 'drain' && member.membership === 'left') return member
  return { ...member, membership: memberships[change.kind] }
}
