import { noLimit, type StickySpec } from './balancer-spec.js'

/** How a balancer can keep a client on its backend; what each does stands at `StickySpec`. */
export const stickyWays = ['cookie', 'table', 'client'] as const
export type StickyWay = (typeof stickyWays)[number]

/** Stickiness of which only the way is said: for good, seen from the last request, with room for a million clients. */
export function plainSticky(by: StickyWay): StickySpec {
  return { by, cookie: 'LBBENCH', ttlMs: noLimit, refresh: true, capacity: 1_000_000 }
}
