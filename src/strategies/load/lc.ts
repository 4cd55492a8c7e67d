import type { Strategy } from '../strategy.js'
import { indexLeastLoaded } from './least-loaded-index.js'
import { maskLeastLoaded, mostMasked } from './least-loaded-mask.js'
import { scanLeastLoaded } from './least-loaded-scan.js'

/**
 * nginx `least_conn`: the backend with the fewest requests in flight per weight; of several such, the next in turn.
 * The turns advance on ties only, so an idle pool behaves as `rr`. A pick takes O(distinct weights + log n).
 */
export const lc: Strategy = {
  name: 'lc',
  aliases: ['least_conn', 'least-conn', 'leastconn', 'least_connections', 'least-connections'],
  summary: 'fewest requests in flight per weight, ties in turn',
  reference: 'nginx src/http/modules/ngx_http_upstream_least_conn_module.c',
  family: 'load',
  product: 'nginx',
  knows: ['weights', 'in flight', 'failures'],
  start(pool) {
    if (pool.size <= mostMasked && pool.weight.every(weight => weight === pool.weight[0])) return maskLeastLoaded(pool)
    return pool.size <= smallPool ? scanLeastLoaded(pool) : indexLeastLoaded(pool)
  },
}

/** Up to here looking at all is quicker than keeping an index: measured on Node 20, 90 against 150 ns a request at 10. */
const smallPool = 12
