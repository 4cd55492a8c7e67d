import type { TermGroup } from './term.js'

const page = 'docs/balancer.md'

/** What a balancer does besides choosing. */
export const aroundTerms: TermGroup = {
  title: 'Around the strategy',
  terms: [
    {
      name: 'health check',
      also: ['checks', 'checks failed', 'marked down', 'active health', 'health', 'passive health'],
      means:
        'How sick backends are found: active checks ask each backend now and then; passive ones count failed requests, as nginx max_fails.',
      measured:
        '"balancer.health" by product or in parts. "checks", "checks failed" and "marked down" count them in all rounds.',
      good: 'Fast enough to matter, slow enough not to eject by chance: two to three failures in a row.',
      example: 'lbbench compare crash --engine virtual --health haproxy -s rr,lc',
      see: ['ejection', 'wrong ejections', 'panic'],
      page: 'docs/balancer.md#health',
    },
    {
      name: 'ejection',
      also: ['ejected', 'outlier', 'outlier detection', 'ban'],
      means:
        "Taking a backend out for a while because its requests fail, as Envoy's outlier detection or nginx's fail_timeout.",
      good: 'With a limit to how many may be out at once, or a shared fault ejects everybody.',
      example: 'lbbench compare brownout --engine virtual --health envoy -s rr',
      see: ['health check', 'wrong ejections', 'panic'],
      page: 'docs/balancer.md#health',
    },
    {
      name: 'panic',
      also: ['panic picks', 'panic threshold', 'fail open'],
      means:
        'Where too few backends look healthy, health is ignored and all are used: likely the checks are wrong. "panic picks" counts such choices.',
      example: 'lbbench compare zone-loss --engine virtual --health envoy -s rr',
      see: ['ejection', 'wrong ejections'],
      page: 'docs/balancer.md#health',
    },
    {
      name: 'retry',
      also: ['retries', 'retry storm', 'backoff'],
      means: 'Another try of a failed request, mostly at another backend.',
      measured: '"retries" counts tries beyond the first, all rounds together.',
      good: 'One retry on a broken connection mends a crash. Retries under overload multiply it: set a budget.',
      example: 'lbbench compare crash --engine virtual --retries 1 -s rr',
      see: ['retry budget', 'hedging', 'retries spent'],
      page: 'docs/balancer.md#retries-hedging',
    },
    {
      name: 'retry budget',
      also: ['retries denied', 'budget'],
      means:
        'A limit to how many retries may run at once, as a share of the requests under way; beyond it a failure is final ("retries denied").',
      good: '20 %, as Envoy: enough for one sick backend of five, too little for a storm.',
      example: 'lbbench compare retry-storm --engine virtual -s rr',
      see: ['retry', 'shedding'],
      page: 'docs/balancer.md#retries-hedging',
    },
    {
      name: 'hedging',
      also: ['hedges', 'hedges won', 'hedge', 'hedged requests'],
      means:
        'Asking a second backend when the first is slow; the first answer wins. (Dean, Barroso 2013.) "hedges won" counts where the second was first.',
      good: 'After the p95 or so: 5 % more requests for a far shorter tail. Only for requests that may be done twice.',
      example: 'lbbench compare gray --engine virtual --hedge 100ms -s rr,lc',
      see: ['retry', 'p99'],
      page: 'docs/balancer.md#retries-hedging',
    },
    {
      name: 'queue',
      also: ['queued', 'mean wait', 'queue timeouts', 'queue wait'],
      means:
        'Where requests wait in the balancer while every backend is at its limit (maxRequests). "queued", "mean wait" and "queue timeouts" count them.',
      good: 'A short limit and a queue here beat long queues in the backends: whoever is free first takes the next.',
      example: 'lbbench compare uneven --engine virtual --max-requests 4 --queue 1s -s rr,lc',
      see: ['shedding', 'ideal'],
      page: 'docs/balancer.md#limits-and-the-queue',
    },
    {
      name: 'shedding',
      also: ['shed', 'breaker', 'circuit breaker', 'load shedding'],
      means: 'Refusing a request at once (503) because a queue is full or a circuit breaker is open.',
      good: 'Under overload better than a time-out: the rest is served in time.',
      example: 'lbbench compare overload --engine virtual --max-requests 8 -s rr',
      see: ['queue', 'goodput', 'overload'],
      page: 'docs/balancer.md#limits-and-the-queue',
    },
    {
      name: 'slow start',
      also: ['slowStart'],
      means:
        'A backend that comes back gets its weight little by little ("balancer.slowStart"). Of a backend (its own "slowStart") it is the cold time itself: slow at first, faster as caches fill.',
      good: 'As long as the backend is cold.',
      example: 'lbbench compare cold-start --engine virtual --slow-start 3s -s rr,lc',
      see: ['overshoot', 'draining'],
      page: 'docs/balancer.md#health',
    },
    {
      name: 'draining',
      also: ['drain'],
      means: 'Giving a backend nothing new while what it has finishes, so that it can be stopped without a failure.',
      good: 'Longer than the slowest request. Sticky clients move at the end of it.',
      example: 'lbbench compare rolling-deploy --engine virtual -s rr,lc',
      see: ['slow start', 'sticky'],
      page: 'docs/balancer.md#what-the-operator-does',
    },
    {
      name: 'probe',
      also: ['probes'],
      means: 'A question of some strategies (prequal) to a backend: how busy are you? Counted in all rounds.',
      example: 'lbbench compare uneven --engine virtual -s prequal,lc',
      see: ['latency strategies'],
      page: 'docs/strategies.md',
    },
    {
      name: 'around the strategy',
      also: ['around the strategy, all rounds'],
      means:
        'The table of what the balancer did besides choosing: retries, checks, ejections, queueing, stickiness. Only what happened has a column.',
      example: 'lbbench compare crash --engine virtual --health haproxy -s rr',
      see: ['health check', 'retry', 'queue'],
      page,
    },
  ],
}
