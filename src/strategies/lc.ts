import { createRotation } from './rotation.js'
import type { Pool, Strategy } from './strategy.js'

/**
 * nginx `least_conn`: the backend with the fewest requests in flight per weight; of several such, the next in turn.
 * The turns advance on ties only, so an idle pool behaves as `rr`.
 */
export const lc: Strategy = {
  name: 'lc',
  aliases: ['least_conn', 'least-conn', 'leastconn', 'least_connections', 'least-connections'],
  summary: 'fewest requests in flight per weight, ties in turn',
  reference: 'nginx src/http/modules/ngx_http_upstream_least_conn_module.c',
  family: 'load',
  start(pool) {
    const rotation = createRotation(pool)
    const search = { first: -1, tied: false }
    return {
      pick() {
        findLeastLoaded(pool, search)
        return search.tied ? rotation.pickTied(search.first) : search.first
      },
      answered: rotation.answered,
    }
  },
}

/** `first`: the earliest declared of the least loaded backends, -1 for none; `tied`: whether others are as little loaded. */
function findLeastLoaded(pool: Pool, result: { first: number; tied: boolean }): void {
  const { available, inFlight, weight } = pool
  let first = -1
  let tied = false
  for (let i = 0; i < pool.size; i++) {
    if (available[i] === 0) continue
    // inFlight[i] / weight[i] against the best so far, without dividing.
    const difference = first === -1 ? -1 : inFlight[i] * weight[first] - inFlight[first] * weight[i]
    if (difference < 0) {
      first = i
      tied = false
    } else if (difference === 0) {
      tied = true
    }
  }
  result.first = first
  result.tied = tied
}
