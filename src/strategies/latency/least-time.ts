import type { Strategy } from '../strategy.js'
import { indexLeastTime } from './least-time-index.js'
import { scanLeastTime } from './least-time-scan.js'
import { type Metric, ResponseTimes } from './response-times.js'

/**
 * nginx `least_time` (open source since 1.31.0): the backend that would be done first with one more request, by its
 * average response time and its requests in flight, per weight; of several such, the next in turn. Averages are compared
 * in steps of 20 ms, so fast backends are alike; above 5 s all are as bad, and requests in flight alone decide. The average
 * of a backend that nobody tries is halved every 11 seconds, until it is tried again.
 *
 * A pick takes O(distinct weights + log n). With `inflight` it takes O(n), as in nginx: each pick moves an average of the
 * ages of the requests in flight at every backend, and no order of backends outlives that.
 */
export const leastTime: Strategy = {
  name: 'least-time',
  aliases: ['least_time', 'leasttime'],
  summary: 'least average response time times requests in flight, per weight, ties in turn',
  reference: 'nginx 1.31.4 src/http/modules/ngx_http_upstream_least_time_module.c',
  family: 'latency',
  product: 'nginx',
  knows: ['weights', 'in flight', 'latency', 'failures'],
  options: {
    metric: {
      summary: 'what a response time ends with: the head of the answer, or its last byte',
      default: 'last_byte',
      values: ['header', 'last_byte'],
    },
    inflight: { summary: 'also hold the ages of requests in flight against a backend', default: false },
    failTimeoutS: {
      summary: "nginx's fail_timeout: an untried backend's average is halved every so many seconds and one",
      default: 10,
      min: 0,
      max: 86_400,
      integer: true,
    },
  },
  start(pool, { metric, inflight, failTimeoutS }) {
    const times = new ResponseTimes(pool, metric as Metric, Number(failTimeoutS))
    if (inflight === true || pool.size <= smallPool) return scanLeastTime(pool, times, inflight === true)
    return indexLeastTime(pool, times)
  },
}

/** Up to here looking at all is quicker than keeping an index, as for `lc`. */
const smallPool = 12
