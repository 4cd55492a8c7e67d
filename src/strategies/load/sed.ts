import type { Strategy } from '../strategy.js'
import { pickLowestCost } from './lowest-cost.js'

/**
 * IPVS `sed`: where one request more would find the fewest per weight; of several, the first in the list, so an idle pool
 * sends everything to the heaviest. The kernel compares products; these quotients of small whole numbers are equal or
 * different exactly where those are.
 */
export const sed: Strategy = {
  name: 'sed',
  aliases: ['shortest-expected-delay', 'ipvs-sed'],
  summary: 'shortest expected delay: requests with the new one, per weight; ties to the first',
  reference: 'Linux net/netfilter/ipvs/ip_vs_sed.c',
  family: 'load',
  product: 'IPVS',
  knows: ['weights', 'in flight'],
  start: pool => pickLowestCost(pool, backend => (pool.inFlight[backend] + 1) / pool.weight[backend]),
}
