import type { Strategy } from '../strategy.js'
import { pickLowestCost } from './lowest-cost.js'

/**
 * HAProxy `balance first`: the first backend that has a free slot, so that the last ones can be switched off. It fills
 * connection limits in order; without any, the first backend serves everything. Weights do not count.
 */
export const first: Strategy = {
  name: 'first',
  aliases: ['haproxy-first', 'first-available'],
  summary: 'the first with a free connection slot: fills limits in order',
  reference: 'HAProxy 2.6 src/lb_fas.c',
  family: 'load',
  product: 'HAProxy 2.6',
  knows: ['limits'],
  start: pool => pickLowestCost(pool, () => 0),
}
