import type { Strategy } from '../strategy.js'
import { pickLowestCost } from './lowest-cost.js'

/** IPVS `nq`: the first idle backend of the list, whatever its weight; where none is idle, as `sed`. */
export const nq: Strategy = {
  name: 'nq',
  aliases: ['never-queue', 'ipvs-nq'],
  summary: 'never queue: the first idle backend, else the shortest expected delay',
  reference: 'Linux net/netfilter/ipvs/ip_vs_nq.c',
  family: 'load',
  product: 'IPVS',
  knows: ['weights', 'in flight'],
  start(pool) {
    const { inFlight, weight } = pool
    return pickLowestCost(pool, backend => (inFlight[backend] === 0 ? 0 : (inFlight[backend] + 1) / weight[backend]))
  },
}
