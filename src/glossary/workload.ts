import type { TermGroup } from './term.js'

/** What is asked of the fleet, and how much it can serve. */
export const workloadTerms: TermGroup = {
  title: 'Traffic and load',
  terms: [
    {
      name: 'scenario',
      means:
        'A YAML file that says everything a comparison needs but the strategies: backends, traffic, the balancer, what goes wrong, how long.',
      measured: 'Shipped ones go by name; "lbbench init" writes one of your own.',
      example: 'lbbench init',
      see: ['backend', 'rate', 'round'],
      page: 'docs/scenario.md',
    },
    {
      name: 'candidate',
      also: ['strategy', 'candidates'],
      means:
        'Who is compared: a strategy of lbbench, one of yours (./mine.ts), a real balancer (nginx:rr, haproxy:lc), or a URL (target:https://...).',
      measured: 'Options stand behind a question mark: p2c?choices=3.',
      example: 'lbbench list strategies',
      see: ['strategy families', 'control'],
      page: 'docs/strategies.md',
    },
    {
      name: 'backend',
      also: ['backends', 'server', 'worker', 'workers', 'threads'],
      means:
        'A server behind the balancer. It serves workers times threads requests at once and queues the others, first come first served.',
      example: 'lbbench compare steady --backends 6 --workers 2 --dry-run',
      see: ['service time', 'utilisation', 'weight'],
      page: 'docs/scenario.md#backends',
    },
    {
      name: 'weight',
      means: 'How large a part of the requests a backend should get, compared with the others; 1 by default.',
      good: 'In proportion to what each can serve.',
      example: 'lbbench compare weighted --engine virtual -s rr,lc,random',
      see: ['fairness', 'backend'],
      page: 'docs/scenario.md#backends',
    },
    {
      name: 'rate',
      also: ['arrival rate', 'offered rate', 'requests a second'],
      means:
        'Requests a second of an open loop, whatever the answers do. A warning "rate" says that more than 5 % of it was missed, so another load was measured: lower it.',
      example: 'lbbench compare steady --rate 200/s --dry-run',
      see: ['load', 'open loop', 'arrivals'],
      page: 'docs/scenario.md#traffic',
    },
    {
      name: 'load',
      also: ['offered load'],
      means:
        'The rate as a share of all the backends can serve together: workers * threads / mean service time, summed over them. 100 % is the edge.',
      good: 'Below 70 % for a calm tail; waits grow without bound towards 100 %.',
      example: 'lbbench sweep --strategies rr,lc --load 30%..90% --steps 4 --requests 20k',
      see: ['utilisation', 'knee', 'capacity', 'overload'],
      page: 'docs/scenario.md#how-the-parts-fit-together',
    },
    {
      name: 'utilisation',
      also: ['busy', 'rho'],
      means:
        'The share of the time a server is busy. With a queue before it, mean waits grow like 1 / (1 - utilisation).',
      measured:
        'Of the fleet it is the load; of balancer, generator and backends of a live run it stands in "The harness itself".',
      good: 'Half to two thirds. 90 % has about ten times the wait of an idle server, and no room for a backend that dies.',
      example: 'lbbench sweep --load 50%..95% --steps 4 --requests 20k',
      see: ['load', 'balancer'],
      page: 'docs/sweep.md',
    },
    {
      name: 'open loop',
      also: ['open model'],
      means:
        'Requests come at a rate, whether or not earlier ones are answered, as from many users who know nothing of each other. A slow fleet builds a queue.',
      measured: '"rate" or "load" in the scenario.',
      good: 'The model of traffic from the internet, and the honest one for tail latency.',
      example: 'lbbench compare steady --rate 200/s --dry-run',
      see: ['closed loop', 'coordinated omission', 'arrivals'],
      page: 'docs/scenario.md#how-the-parts-fit-together',
    },
    {
      name: 'closed loop',
      also: ['closed model', 'connections', 'think time'],
      means:
        'So many users, each of whom waits for its answer before it asks again. A slow fleet is asked less, so overload hides itself.',
      measured: '"connections" in the scenario, "think" for the pause between.',
      good: 'For workers with a pool of connections, or a test of the highest throughput; compare throughput there.',
      example: 'lbbench compare closed --engine virtual -s rr,lc',
      see: ['open loop', 'throughput'],
      page: 'docs/scenario.md#how-the-parts-fit-together',
    },
    {
      name: 'arrivals',
      also: ['poisson', 'even', 'burst', 'trace', 'curve'],
      means:
        'When the requests of an open loop come: poisson (independent users, the default), even (a metronome), in bursts, on a curve of the day, or as in a file.',
      good: 'Poisson. Even arrivals hide most waiting.',
      example: 'lbbench compare burst --engine virtual -s rr,lc',
      see: ['open loop', 'rate'],
      page: 'docs/scenario.md#trafficarrivals',
    },
    {
      name: 'zipf',
      also: ['clients', 'skew', 'hot key'],
      means:
        'Skew of the clients: client k asks in proportion to 1/k^zipf. 0 makes all equal, 1 makes a few very busy.',
      good: 'Try 1 before you choose a hash: one busy client is one busy backend.',
      example: 'lbbench compare hot-key --engine virtual -s iphash,bounded,lc',
      see: ['hash strategies', 'affinity'],
      page: 'docs/scenario.md#trafficclients',
    },
    {
      name: 'knee',
      also: ['load curve', 'hockey stick', 'crossover'],
      means:
        'Where the curve of latency against load turns up: below it more load costs little, beyond it every per cent does.',
      measured: 'By a sweep, which also says up to which load one strategy is within 10 % of the best (the crossover).',
      good: 'Run to the left of it, with one backend less.',
      example: 'lbbench sweep --strategies rr,lc --load 30%..90% --steps 4 --requests 20k',
      see: ['load', 'capacity'],
      page: 'docs/sweep.md',
    },
    {
      name: 'capacity',
      also: ['highest rate', 'fails at', 'headroom'],
      means: 'The highest rate at which an objective still holds, e.g. p99 <= 200ms.',
      measured: 'By bisection in virtual time; --engine embedded confirms it live, just below, at and above.',
      good: 'Plan for what is left when the largest backend is gone.',
      example: "lbbench capacity --slo 'p99 <= 200ms' --strategies rr,lc",
      see: ['knee', 'objective', 'scaling curve'],
      page: 'docs/sweep.md#capacity',
    },
    {
      name: 'scaling curve',
      also: ['universal scalability law', 'usl', 'scaling law'],
      means: 'Throughput under an objective by the number of backends: what the next backend is worth.',
      measured: 'By "sweep --backends"; from five sizes on a law is fitted, with intervals.',
      good: 'A straight line. Where it bends, the balancer spreads unevenly, or something is shared.',
      example: 'lbbench sweep --backends 1..16',
      see: ['capacity', 'autoscaling'],
      page: 'docs/sweep.md#scaling-throughput-by-backends',
    },
  ],
}
