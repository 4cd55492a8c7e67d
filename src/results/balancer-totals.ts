import { type BalancerStats, noStats } from '../model/balancer-stats.js'

/** What the balancer counted in all rounds together; null where none told. */
export function balancerTotals(
  rounds: readonly { readonly balancer: BalancerStats | undefined }[],
): BalancerStats | null {
  const told = rounds.map(({ balancer }) => balancer).filter(stats => stats !== undefined)
  if (told.length === 0) return null
  const totals = noStats()
  for (const stats of told) {
    for (const key of Object.keys(totals) as (keyof BalancerStats)[]) totals[key] += stats[key]
  }
  return totals
}
