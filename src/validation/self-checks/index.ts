import { conservation } from './conservation.js'
import { little } from './little.js'
import { order } from './order.js'
import { sameAgain } from './same-again.js'
import { scaling } from './scaling.js'
import type { SelfCheck } from './self-check.js'
import { shares } from './shares.js'

export type { SelfCheck } from './self-check.js'

/** All of them; the same every time. */
export function selfChecks(): SelfCheck[] {
  return [sameAgain, scaling, conservation, little, order, shares].map(check => check())
}
