import type { TermGroup } from './term.js'

const page = 'docs/results.md#metrics'

/** How long requests take. */
export const latencyTerms: TermGroup = {
  title: 'Latency',
  terms: [
    {
      name: 'latency',
      also: ['response time', 'latency in ms, from when a request was due'],
      means: 'The time from when a request was due by the plan to the end of its answer, in milliseconds.',
      measured:
        'Of good answers and of time-outs; a time-out counts with the time waited. Other failures are in no latency, so read the error rate beside it.',
      good: 'Low, and above all even: users remember the slow requests. Look at p99, not at the mean.',
      example: 'lbbench compare uneven',
      see: ['p99', 'coordinated omission', 'service time', 'error rate'],
      page,
    },
    {
      name: 'percentile',
      also: ['quantile', 'tail', 'tail latency'],
      means:
        'The pth percentile is the latency that p of 100 requests did not exceed. The high ones, p99 and above, are called the tail.',
      measured:
        'From every request of a round, interpolated as numpy and R do; only where ten requests lie beyond it, otherwise it is one request\'s luck and shown as "-".',
      good: 'Judge a balancer by its tail: the median hardly notices one sick backend of ten.',
      example: 'lbbench compare uneven',
      see: ['p50', 'p99', 'spectrum', 'mean'],
      page,
    },
    {
      name: 'p50',
      also: ['median'],
      means: 'The median: half of the requests took at most this long.',
      measured: 'In each round from 20 requests on; the value shown is the geometric mean of the rounds.',
      good: 'Near the service time of a backend. Where it is far above, most requests wait in a queue.',
      example: 'lbbench compare steady',
      see: ['percentile', 'p99', 'service time'],
      page,
    },
    {
      name: 'p90',
      means: '90 % of the requests took at most this long; one in ten took longer.',
      measured: 'In each round from 100 requests on.',
      example: 'lbbench compare steady',
      see: ['percentile', 'p99'],
      page,
    },
    {
      name: 'p99',
      also: ['p99 there', 'highest p99'],
      means:
        '99 % of the requests took at most this long; one in a hundred took longer. A page of 70 requests meets it about every second time.',
      measured:
        'In each round from 1,000 requests on. It is the metric of the verdict, wherever all candidates can tell it.',
      good: 'The lower the better. Ask how far it is above the ideal queue: that is all a better choice of backends can win.',
      example: "lbbench compare uneven --gate 'p99 <= 250ms'",
      see: ['percentile', 'p50', 'ideal', 'interval'],
      page,
    },
    {
      name: 'p99.9',
      also: ['p999'],
      means: '99.9 % of the requests took at most this long; one in a thousand took longer.',
      measured: 'In each round from 10,000 requests on: run longer, or in virtual time.',
      example: 'lbbench compare steady --engine virtual --duration 60s',
      see: ['percentile', 'p99', 'virtual time'],
      page,
    },
    {
      name: 'max',
      means: 'The slowest request of a round.',
      measured: 'It grows with the number of requests, so compare it only between candidates of the same run.',
      good: 'At the timeout it says no more than that somebody gave up.',
      example: 'lbbench compare steady',
      see: ['percentile', 'timeout rate'],
      page,
    },
    {
      name: 'mean',
      means: 'The sum of all latencies over their number.',
      measured: 'Of good answers and time-outs, like every latency.',
      good: 'Right for sums (how much work is there?), misleading for users: a few slow requests hide in it.',
      example: 'lbbench compare steady',
      see: ['p50', 'ideal'],
      page,
    },
    {
      name: 'service time',
      also: ['serviceP50', 'serviceP99', 'service latency'],
      means:
        'How long a request takes once it is served, without the wait before it. Metrics serviceP50 and serviceP99 run from when a request was sent.',
      measured:
        'A scenario says it as "latency" of the backends; it is drawn before the run, so that a request brings the same work to every candidate.',
      example: "lbbench compare steady --latency '{ exponential: { mean: 20ms } }'",
      see: ['latency', 'coordinated omission', 'utilisation'],
      page: 'docs/scenario.md#backendslatency',
    },
    {
      name: 'coordinated omission',
      means:
        'The classic fault of load tests: a generator that waits for a slow answer sends nothing meanwhile, so just the requests that would have waited are missing from its percentiles.',
      measured:
        'Avoided: requests are due by a plan made before the run, and latency counts from when a request was due, however late it left.',
      example: 'lbbench compare overload',
      see: ['open loop', 'latency', 'late'],
      page,
    },
    {
      name: 'spectrum',
      also: ['latency spectrum', 'hdr', 'ecdf'],
      means:
        'All percentiles at once, drawn so that each nine (90 %, 99 %, 99.9 %) gets the same room: the shape of the tail. An ECDF is the same with an even axis.',
      measured: 'From all rounds together, up to where ten requests lie beyond.',
      good: 'A line that stays low until far to the right. A step says that some requests met something others did not.',
      example: 'lbbench compare uneven',
      see: ['percentile', 'p99'],
      page: 'docs/results.md',
    },
    {
      name: 'over best',
      also: ['/ best'],
      means: 'How many times the best candidate\'s value a candidate has, e.g. "p99 / best" 11.4x.',
      measured: 'As a ratio in each round, on the same requests, then over the rounds with an interval.',
      example: 'lbbench compare uneven',
      see: ['interval', 'beats'],
      page: 'docs/results.md#comparisons',
    },
  ],
}
