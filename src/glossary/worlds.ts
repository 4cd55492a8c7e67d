import type { TermGroup } from './term.js'

/** Live and virtual, and what the harness itself does. */
export const worldTerms: TermGroup = {
  title: 'Live, virtual, and the harness',
  terms: [
    {
      name: 'live',
      also: ['embedded', 'engine'],
      means:
        "Real processes, real sockets, real HTTP on this machine: lbbench's own balancer (embedded), or nginx, HAProxy, Caddy.",
      good: 'For what code, kernel and products really do. Close other programs first.',
      example: 'lbbench doctor',
      see: ['virtual time', 'twin', 'overhead'],
      page: 'docs/engines.md',
    },
    {
      name: 'virtual time',
      also: ['virtual', 'simulation', 'simulator'],
      means:
        'The same strategies, balancer, requests and backends with a clock that jumps: no machine, no noise, a million requests a second, the same bytes everywhere.',
      measured: 'Held against queueing theory (docs/validation.md), and every live result against its twin.',
      good: 'For logic, large fleets, sweeps and exact gates. It knows nothing of CPU, kernel and network.',
      example: 'lbbench compare uneven --engine virtual -s rr,lc,p2c',
      see: ['twin', 'seed', 'live'],
      page: 'docs/virtual.md',
    },
    {
      name: 'twin',
      also: ['gap', 'twin-gap', 'twin: the same requests in virtual time'],
      means:
        'A live candidate again in virtual time, on the same requests. The gap, live minus twin, is what harness, proxy and machine added. A warning "twin-gap" says it is large: more than 1.5 ms and 5 % at p50, 10 % at p99.',
      measured: 'Paired by round; --no-twin leaves it out.',
      good: 'A millisecond at p50. A large gap: do not trust this run, or look for what live does that the model does not know.',
      example: 'lbbench compare uneven',
      see: ['virtual time', 'overhead', 'ideal'],
      page: 'docs/results.md#twin',
    },
    {
      name: 'ideal',
      also: ['/ ideal', 'over ideal', 'ideal queue'],
      means:
        'One central queue before all workers: no worker idles while a request waits. No balancer that must choose at once can do that.',
      measured: 'In virtual time on the same requests; "p99 / ideal" is how many times its p99 a candidate has.',
      good: 'Near 1: nothing is left to win by choosing better. No bound where backends are unequal, requests fail or something befalls them.',
      example: 'lbbench compare uneven --engine virtual -s rr,lc,ideal',
      see: ['twin', 'p99'],
      page: 'docs/results.md#ideal',
    },
    {
      name: 'overhead',
      also: ['overhead mean', 'overhead p99', 'overhead-mean', 'the harness itself, worst round', 'harness'],
      means:
        'Latency minus what this very request would have taken with a perfect harness: what lbbench itself costs. Warnings "overhead" and "overhead-mean" say it is no longer small.',
      measured: "The simulated backend tells each request's ideal time. Shown is the worst round.",
      good: 'Mean 0.5 to 1 ms, p99 below 2 ms. Above 5 ms and 15 % of the tail a result is invalid: close programs, lower the rate.',
      example: 'lbbench doctor',
      see: ['late', 'foreign', 'twin'],
      page: 'docs/results.md#how-far-to-trust-it',
    },
    {
      name: 'late',
      also: ['late p99', 'lateness'],
      means:
        'How long after it was due a request was sent, because the generator did not get the CPU. The wait is in the latency; a warning "late" says there was much of it.',
      measured: 'p99 of each round; a caution above 1 ms, invalid above 2 ms, where it is a share of the tail as well.',
      good: 'Below 1 ms. Close other programs, lower the rate, or try --realtime.',
      example: 'lbbench doctor',
      see: ['overhead', 'coordinated omission'],
      page: 'docs/results.md#how-far-to-trust-it',
    },
    {
      name: 'balancer',
      also: ['generator', 'balancer-busy'],
      means:
        'In "The harness itself": how busy the CPU of balancer, generator and backends was. A warning "balancer-busy" says the balancer was above 55 %: its own queue is measured, not the strategy.',
      good: 'Below 50 % each; otherwise lower the rate.',
      example: 'lbbench compare steady --rate 200/s',
      see: ['overhead', 'utilisation'],
      page: 'docs/results.md#how-far-to-trust-it',
    },
    {
      name: 'foreign',
      also: ['foreign-cpu', 'foreign cpu', 'noisy neighbour'],
      means:
        'How many cores other programs used meanwhile. Harmless with cores to spare; with delays beside it, the likely culprit.',
      measured: 'From the kernel, for each trial. From 0.3 cores on there is a caution "foreign-cpu".',
      good: 'Below 0.1. Close browsers, editors that index, other tests.',
      example: 'lbbench doctor',
      see: ['overhead', 'set-aside'],
      page: 'docs/results.md#how-far-to-trust-it',
    },
    {
      name: 'invalid',
      also: ['caution', 'warning', 'valid', 'validity'],
      means:
        'A result that the harness, or the machine, spoiled: it is not ranked, and gates on it cannot be judged (exit status 4). A caution only advises.',
      measured: 'Every trial is checked; an invalid one is repeated once.',
      good: 'Read the warning: it says what was exceeded, by how much, and what to do.',
      example: 'lbbench doctor',
      see: ['overhead', 'twin', 'set-aside'],
      page: 'docs/results.md#how-far-to-trust-it',
    },
  ],
}
