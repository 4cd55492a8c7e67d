import type { TermGroup } from './term.js'

const page = 'docs/results.md#metrics'

/** How requests are spread, and who comes back to whom. */
export const fairnessTerms: TermGroup = {
  title: 'Fairness and sessions',
  terms: [
    {
      name: 'fairness',
      also: ["fairness by weight (Jain's index: 1 is equal) and affinity", 'share', 'share of the answered requests'],
      means: 'How evenly requests, or the time backends work, are spread over the backends, by weight.',
      measured: 'From the answers: each says which backend it came from.',
      good: 'A means, not an end: on equal backends even is right, on unequal ones equal counts are the fault. Look at "Jain busy" and at p99.',
      example: 'lbbench compare uneven --engine virtual -s rr,lc',
      see: ['jain', 'max/fair share', 'cov'],
      page,
    },
    {
      name: 'jain',
      also: ["jain's index", 'jain requests', 'jainRequests', 'jain busy', 'jainBusy'],
      means:
        "Jain's fairness index of a list of shares: 1 where all are equal, 1/n where one of n gets everything. (Jain, Chiu, Hawe 1984.)",
      measured:
        '"Jain requests" over the requests each backend answered, "Jain busy" over the time each spent working; both over weight.',
      good: 'Near 1 for busy time. Chance alone keeps R random picks over n backends near R / (R + n - 1).',
      example: 'lbbench compare weighted --engine virtual -s rr,random',
      see: ['fairness', 'cov', 'max/fair share'],
      page,
    },
    {
      name: 'max/fair share',
      also: ['maxOverMean', 'fair share', 'most at once, over the fair share'],
      means: "The busiest backend's share of the requests over what it should have by its weight.",
      measured: '1 is fair; 2 means that one backend gets twice its part.',
      good: 'Below the room your backends have: at 60 % utilisation 1.5 fills the busiest one.',
      example: 'lbbench compare hot-key --engine virtual -s iphash,rr',
      see: ['fairness', 'utilisation'],
      page,
    },
    {
      name: 'cov',
      also: ['cvRequests', 'coefficient of variation'],
      means: "Standard deviation over mean of the requests a backend gets, by weight; Jain's index is 1 / (1 + CoV^2).",
      measured: '0 is equal.',
      example: 'lbbench compare steady --engine virtual -s rr,random',
      see: ['jain', 'fairness'],
      page,
    },
    {
      name: 'affinity',
      also: ['affinity %', 'stickiness'],
      means: "The share of the requests that went to the backend of the same client's previous request.",
      measured: 'Of requests that have a previous one. By chance it is 1/n with n backends.',
      good: 'Neither: 100 % keeps caches and sessions warm, and leaves clients of a slow backend there.',
      example: 'lbbench compare steady --engine virtual -s rr,iphash',
      see: ['sticky', 'hash strategies', 'sessions'],
      page,
    },
    {
      name: 'sticky',
      also: ['bound', 'sticky kept', 'sticky broken', 'sticky session', 'session persistence'],
      means:
        'Who came once comes to the same backend, whatever the strategy: by a cookie, a table of addresses, or the client. "bound" counts first visits; "kept" and "broken" say what became of later ones.',
      measured: 'By the balancer. Broken is what an outage, a drain or a limit did.',
      good: 'Broken as seldom as possible, where backends keep sessions for themselves; a shared store needs no stickiness.',
      example: 'lbbench compare crash --engine virtual --sticky cookie -s rr',
      see: ['affinity', 'sessions', 'draining'],
      page: 'docs/balancer.md',
    },
    {
      name: 'sessions',
      also: ['sessions of clients, a round', 'session'],
      means:
        'Clients log in, and then need the session they were given: kept in a backend, in Redis, or signed in a cookie.',
      measured: 'By backends that know, or do not know, the session a request brings.',
      example: 'lbbench compare sessions --engine virtual -s rr,iphash',
      see: ['sessions lost', 'requests lost', 'logins', 'store'],
      page: 'docs/sessions.md',
    },
    {
      name: 'sessions lost',
      also: ['sessionsLost', 'lostSessions'],
      means:
        'Sessions that no backend a client reached knew any more: somebody has to log in again. In a drill: clients who lost theirs because of the incident, each counted once.',
      measured: 'Mean of a round.',
      good: '0.',
      example: 'lbbench compare sessions --engine virtual -s rr,iphash',
      see: ['sessions', 'sticky', 'requests lost'],
      page: 'docs/sessions.md',
    },
    {
      name: 'requests lost',
      also: ['lostShare'],
      means: 'The share of the requests whose session the backend did not know.',
      good: '0 %.',
      example: 'lbbench compare sessions --engine virtual -s rr',
      see: ['sessions lost'],
      page: 'docs/sessions.md',
    },
    {
      name: 'logins',
      also: ['repeated', 'repeatedLogins', 'repeated logins'],
      means: 'Logins in a round. "repeated" are those of clients who had a session before.',
      good: 'Repeated 0: each is a user who was thrown out.',
      example: 'lbbench compare sessions --engine virtual -s rr',
      see: ['sessions lost'],
      page: 'docs/sessions.md',
    },
    {
      name: 'store',
      also: ['store p50', 'storeP50', 'store p99', 'storeP99', 'session store'],
      means: 'Where sessions are kept when not in the backend; store p50 and p99 say how long an access takes.',
      measured: 'By the backends, around each access; it holds their worker meanwhile.',
      example: 'lbbench compare sessions --engine virtual --sessions redis -s rr',
      see: ['sessions'],
      page: 'docs/sessions.md',
    },
  ],
}
