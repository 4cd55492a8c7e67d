import { BalancerLog } from '../../../balancer/balancer-log.js'
import type { Block } from '../../../balancer/pool.js'
import type { BalancerSight } from '../../../model/sight.js'

/** Something that was seen of a balancer: tries that went to a backend, or a reason to keep it out that came or went. ms from the start of measuring. */
export type Glimpse =
  | { readonly atMs: number; readonly backend: number; readonly tries: number }
  | { readonly atMs: number; readonly backend: number; readonly block: Block; readonly on: boolean }

/** What was seen, in whatever order, as our own balancer would have noted it. */
export function sightOf(backends: number, glimpses: readonly Glimpse[]): BalancerSight {
  const log = new BalancerLog(backends, 0, 0)
  const blocked = new Int32Array(backends)
  for (const glimpse of [...glimpses].sort((a, b) => a.atMs - b.atMs)) {
    const { atMs, backend } = glimpse
    log.nowMs = atMs
    if ('tries' in glimpse) {
      for (let i = 0; i < glimpse.tries; i++) log.tried(backend)
      continue
    }
    blocked[backend] = glimpse.on ? blocked[backend]! | glimpse.block : blocked[backend]! & ~glimpse.block
    log.changed(backend, blocked[backend]!)
  }
  return log.sight()
}
