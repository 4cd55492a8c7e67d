import type { Term, TermGroup } from './term.js'

const page = 'docs/strategies.md'

const family = (name: string, term: Omit<Term, 'name' | 'page'>): Term => ({
  name: `${name} strategies`,
  ...term,
  page,
})

/** What strategies have in common, by family as `lbbench list strategies` has it. */
export const strategyTerms: TermGroup = {
  title: 'Strategies',
  terms: [
    {
      name: 'strategy families',
      also: ['families', 'algorithm', 'algorithms'],
      means:
        'Strategies by what they look at: rotation and random look at nothing, load at requests in flight, latency at how fast answers come, hash at who asks.',
      good: 'Begin with lc or p2c. Rotation is enough for equal backends and short, even requests.',
      example: 'lbbench list strategies',
      see: [
        ...['rotation', 'random', 'load', 'latency', 'hash', 'nested', 'cloud', 'own'].map(
          name => `${name} strategies`,
        ),
      ],
      page,
    },
    family('rotation', {
      also: ['rotation', 'round robin'],
      means: 'Each backend in its turn, by weight: rr, static-rr, edf and others. They know nothing of load.',
      good: 'Perfectly equal counts, which is a fault where backends are unequal or one is sick.',
      example: 'lbbench compare uneven --engine virtual -s rr,lc',
      see: ['load strategies', 'fairness'],
    }),
    family('random', {
      also: ['random'],
      means: 'By chance, by weight. No state, so many balancers need not agree; a little more uneven than turns.',
      example: 'lbbench compare steady --engine virtual -s random,rr,p2c',
      see: ['load strategies', 'jain'],
    }),
    family('load', {
      also: [
        'least connections',
        'least request',
        'power of two choices',
        'requests in flight',
        'in flight',
        'most in flight at one backend',
      ],
      means:
        'By requests in flight: the backend with the fewest (lc), or the better of two drawn at random (p2c). A slow backend has more in flight, so it gets less.',
      good: 'The right first choice nearly everywhere. Beware of backends that fail fast: they look idle.',
      example: 'lbbench compare uneven --engine virtual -s lc,p2c,rr',
      see: ['gray failure', 'overshoot', 'rotation strategies'],
    }),
    family('latency', {
      also: ['peak ewma', 'ewma', 'least time'],
      means: 'By how fast answers come, as an average or asked by probes: ewma, least-time, c3, prequal.',
      good: 'Where requests in flight tell too little. A backend that fails fast looks fast: watch the errors.',
      example: 'lbbench compare gray --engine virtual -s ewma,prequal,lc',
      see: ['load strategies', 'probe', 'gray failure'],
    }),
    family('hash', {
      also: ['consistent hash', 'ip hash', 'ring', 'maglev'],
      means:
        "By a hash of the client's address or a key, so that the same client meets the same backend: iphash, chash, maglev, bounded.",
      good: 'For warm caches. Ask how many clients move when a backend leaves, and what a busy client does.',
      example: 'lbbench compare hot-key --engine virtual -s iphash,bounded,lc',
      see: ['affinity', 'zipf', 'sticky'],
    }),
    family('nested', {
      also: ['nested', 'subset', 'subsetting'],
      means: 'A strategy around another one: subset lets each of many balancers use a part of the backends.',
      example: 'lbbench list strategies -s subset',
      see: ['load strategies'],
    }),
    family('cloud', {
      also: ['cloud'],
      means:
        'What cloud balancers document, emulated with their checks and settings: aws-alb, gcp-alb, azure-lb. No product of theirs runs here.',
      example: 'lbbench compare crash --engine virtual -s aws-alb,gcp-alb,rr',
      see: ['health check', 'ejection'],
    }),
    family('own', {
      also: ['own', 'plugin'],
      means: 'A strategy of yours: a page of TypeScript or JavaScript, without a build, compared and gated like ours.',
      example: 'lbbench init strategy my-strategy.ts',
      see: ['candidate'],
    }),
  ],
}
