import type { TermGroup } from './term.js'

const page = 'docs/results.md#metrics'

/** What became of the requests. */
export const outcomeTerms: TermGroup = {
  title: 'Outcome',
  terms: [
    {
      name: 'error rate',
      also: ['errors %', 'errorRate', 'errors', 'failed requests', 'most failed'],
      means:
        'The share of the requests without a good answer: a status of 400 or above, a reset or refused connection, a time-out, no HTTP.',
      measured:
        'Of all requests due while measuring. A warning "errors" says that more than 1 % failed before their client gave up: they are in no latency, so compare error rates first.',
      good: '0. A candidate that fails more is no winner, however fast its remaining answers are.',
      example: "lbbench compare errors --gate 'errorRate < 1%'",
      see: ['timeout rate', 'goodput', 'kinds of failure'],
      page,
    },
    {
      name: 'kinds of failure',
      also: [
        ...['timeout', 'reset', 'closed', 'cut', 'refused', 'notSent', 'invalid answer'],
        ...['500', '502', '503', '504', 'failed requests of all rounds, by kind'],
      ],
      means:
        'How a request failed. timeout: its client gave up; reset, refused: by TCP; closed: without a byte; cut: in the middle; notSent: it never left; or an HTTP status from 400 on.',
      measured:
        "A 502, 503 or 504 may be the balancer's own: no backend was left, it shed load, or a backend was too slow. Such a request has no backend.",
      example: 'lbbench compare crash --engine virtual',
      see: ['error rate', 'retry', 'ejection', 'shedding'],
      page: 'docs/results.md#which-requests-count',
    },
    {
      name: 'timeout rate',
      also: ['timeouts %', 'timeoutRate', 'time-out'],
      means: 'The share of the requests that their client gave up, after the timeout of the scenario (2s by default).',
      measured: 'They count as failed, and in the latencies with the time waited.',
      good: '0. Anything else says that some requests waited for a backend that could not keep up.',
      example: 'lbbench compare gray --engine virtual -s rr,lc',
      see: ['error rate', 'latency', 'gray failure'],
      page,
    },
    {
      name: 'goodput',
      also: ['good/s', 'goodputPerSecond'],
      means: 'Good answers a second: what users got, not what was moved.',
      measured: 'Answers with a status below 400 over the measured seconds.',
      good: 'As high as the offered rate. Where it is lower, requests failed.',
      example: 'lbbench compare overload --engine virtual',
      see: ['throughput', 'error rate', 'overload'],
      page,
    },
    {
      name: 'throughput',
      also: ['answers/s', 'throughputPerSecond'],
      means: 'HTTP answers a second, errors among them.',
      measured:
        'Over the measured seconds. In an open loop it is the offered rate, so no merit; in a closed loop it tells.',
      example: 'lbbench compare closed',
      see: ['goodput', 'open loop', 'closed loop'],
      page,
    },
    {
      name: 'requests',
      also: ['requests/round'],
      means: 'How many requests were due in a round; every candidate met the same ones.',
      measured: 'Those due while measuring. One that still waits at the end is waited for and counted.',
      good: 'At least 1,000 a round, or there is no p99; 10,000 for p99.9.',
      example: 'lbbench compare steady --duration 10s --dry-run',
      see: ['round', 'p99', 'few-requests'],
      page: 'docs/results.md#which-requests-count',
    },
    {
      name: 'objective',
      also: ['slo', 'service level objective'],
      means:
        'A good answer that takes longer than this hurts its client, e.g. 250ms. Drills and capacity are held against it.',
      measured: 'Set by "objective:" in the scenario; by default it is the timeout of the clients.',
      example: "lbbench capacity --slo 'p99 <= 200ms' --strategies rr,lc",
      see: ['hurt', 'capacity', 'gate'],
      page: 'docs/scenario.md#the-scenario',
    },
  ],
}
