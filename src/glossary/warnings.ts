import type { Term, TermGroup } from './term.js'

const page = 'docs/results.md#how-far-to-trust-it'

/** Codes of warnings that have no other entry. */
const warning = (name: string, means: string, good: string, more: Partial<Term> = {}): Term => ({
  ...{ name, means, good, page },
  ...{ example: 'lbbench compare steady', see: ['invalid'], ...more },
})

/** Warnings of a result by their codes, as results.json has them. */
export const warningTerms: TermGroup = {
  title: 'Warnings',
  terms: [
    warning(
      'no-requests',
      'No request was due while measuring, so nothing was measured.',
      'Raise the rate, or run longer.',
      { example: 'lbbench compare steady --duration 10s --dry-run' },
    ),
    warning(
      'few-requests',
      'No round had enough requests for a p99: it needs ten beyond it, that is 1,000 a round.',
      'Run longer (--duration), or in virtual time.',
      { see: ['p99', 'requests'], example: 'lbbench compare steady --duration 10s --dry-run' },
    ),
    warning(
      'not-sent',
      'Some requests never left the generator, so this candidate met a lighter load than the others.',
      'Lower the rate, close other programs; it is invalid.',
      { see: ['rate', 'overhead'] },
    ),
    warning(
      'no-free-socket',
      'Requests found every socket of the generator in use and waited there, so the load was not the planned one.',
      'Raise "traffic.sockets" (--sockets); under overload, lower the rate or the timeout.',
      { see: ['rate', 'overload'], example: 'lbbench compare steady --sockets 1024' },
    ),
    warning(
      'overload',
      'The planned rate is all that the backends can serve, or more: queues grow for as long as it lasts, whatever the strategy.',
      'Meant? Then compare goodput. Otherwise lower the rate or add backends.',
      { see: ['load', 'goodput'], example: 'lbbench compare overload --engine virtual -s rr,lc' },
    ),
    warning(
      'unstable',
      'The last third of a run was 1.5 times as slow as the first, beyond chance: a queue was still growing, so every latency depends on how long the run was.',
      'Run longer to see whether it settles; if it never does, this candidate cannot serve this rate.',
      { see: ['load', 'warm-up'], example: 'lbbench compare uneven --engine virtual --duration 20s' },
    ),
    warning(
      'at-timeout',
      'The p99 is the time after which clients give up: they would have waited longer, and nobody knows how much.',
      'Compare failed requests first; a longer timeout in the scenario shows the latency itself.',
      { see: ['p99', 'goodput'], example: 'lbbench compare gray --engine virtual -s rr,lc --timeout 20s' },
    ),
    warning(
      'one-round',
      'A single round has no interval, and can show no difference.',
      'Run at least 3 rounds; 5 to 10 for a decision.',
      { see: ['round', 'interval'], example: 'lbbench compare steady --engine virtual --rounds 5' },
    ),
    warning(
      'set-aside',
      'Rounds that other programs spoiled are in no number, nor are the same rounds of whoever they are compared with.',
      'Close other programs. At most a third of the rounds is set aside, never because of a latency.',
      { see: ['foreign', 'round'], example: 'lbbench doctor' },
    ),
    warning(
      'redirects',
      'More than 1 % of the requests were answered with a redirect (3xx). None is followed, so these latencies are those of the redirect.',
      'Ask for the path that the redirect leads to.',
      { page: 'docs/cloud.md', example: 'lbbench compare --help' },
    ),
    warning(
      'unnamed-backends',
      'No answer said which backend it came from, by a name that is known: shares, fairness and stickiness are unknown.',
      '--target-backends names the header that does; a backend of yours answers x-lbbench-backend with its LBBENCH_NAME.',
      { see: ['fairness'], page: 'docs/cloud.md#who-answered', example: 'lbbench backend --help' },
    ),
    warning(
      'silent-backends',
      'A configuration of yours sent nothing to a backend.',
      'Look for a port that is wrong in one of both files, or a hash of an address that is the same for all.',
      { see: ['fairness'], page: 'docs/engines.md', example: 'lbbench config --help' },
    ),
    warning(
      'unseen-incidents',
      'Something befell the scenario, but requests were only counted, not kept one by one: what it did is not known.',
      'In virtual time, say --records.',
      { see: ['incident'], example: 'lbbench compare crash --engine virtual --records -s rr' },
    ),
    warning(
      'sick-before',
      'More than 10 % of the requests failed before the first incident: there was no normal time to come back to.',
      'Mend the scenario first; lower its rate.',
      { see: ['incident', 'recovery'], page: 'docs/drills.md#when', example: 'lbbench compare crash --engine virtual' },
    ),
    warning(
      'short-before',
      'Too little was measured before the first incident to tell what is normal: half a second at least, and 100 answers.',
      'Let the first incident begin at 2s or later.',
      { see: ['incident', 'recovery'], page: 'docs/drills.md#when', example: 'lbbench check crash' },
    ),
    warning(
      'short-warmup',
      'The warm-up is shorter than twice the time for which backends are cold, so that some of that is in what was measured.',
      'Twice the slowStart of the backends, or more; short on purpose is fine where the cold start is the question.',
      { see: ['warm-up', 'slow start'], example: 'lbbench compare rolling-deploy --warmup 6s --dry-run' },
    ),
    warning(
      'slow-checks',
      'Health checks failed, but never enough in a row to take a backend out: they come too seldom for what happened.',
      'Check more often, or let the fault last longer.',
      {
        see: ['health check'],
        example: 'lbbench sweep --scenario crash --vary health.interval=1s,2s,5s --vary health.fall=1..3',
      },
    ),
  ],
}
