import type { Strategy } from '../strategy.js'
import { pickLowestCost } from './lowest-cost.js'

/**
 * IPVS `wlc`, the default of ipvsadm: the fewest connections per weight; of several, the first in the list, so an idle
 * pool sends everything to its first backend. The kernel counts an active connection as 256 inactive ones; here there are
 * no inactive ones.
 */
export const wlc: Strategy = {
  name: 'wlc',
  aliases: ['ipvs-wlc', 'weighted-least-connection'],
  summary: 'IPVS: fewest requests in flight per weight, ties to the first',
  reference: 'Linux net/netfilter/ipvs/ip_vs_wlc.c',
  family: 'load',
  product: 'IPVS',
  knows: ['weights', 'in flight'],
  start: pool => pickLowestCost(pool, backend => pool.inFlight[backend] / pool.weight[backend]),
}
