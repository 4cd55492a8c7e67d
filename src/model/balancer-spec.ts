/** No limit: of requests, or of ms (30,000 years). Finite, so that JSON keeps it. */
export const noLimit = 1e15

/** Everything a balancer does besides choosing, complete. It means the same in both worlds. */
export interface BalancerSpec {
  /** TCP port to listen on; 0 for any free one. */
  readonly port: number
  readonly connectTimeoutMs: number
  /** Between two reads from a backend, as `proxy_read_timeout`. */
  readonly readTimeoutMs: number
  readonly health: HealthSpec
  readonly slowStart: SlowStartSpec | undefined
  readonly retry: RetrySpec
  readonly hedge: HedgeSpec | undefined
  /** Where a request waits while every backend is at its limit (`BackendSpec.maxRequests`); undefined: it is shed. */
  readonly queue: QueueSpec | undefined
  readonly breaker: BreakerSpec | undefined
  readonly sticky: StickySpec | undefined
  /** In time order. A backend whose first change but of weight is `join` begins outside the pool. */
  readonly changes: readonly PoolChange[]
}

/** How a backend is found to be sick. Each part blocks on its own; a backend is available where none does. */
export interface HealthSpec {
  /** For reports: "nginx", "haproxy", "envoy", "aws-alb", "none", or "own". */
  readonly name: string
  /** nginx: `max_fails` within `fail_timeout`, by each backend's own settings. */
  readonly passive: boolean
  readonly active: ActiveCheckSpec | undefined
  readonly outlier: OutlierSpec | undefined
  /** Where fewer backends are healthy, health is ignored and all are used. 0 and 0: never. */
  readonly panic: { readonly belowShare: number; readonly belowCount: number }
}

/** A GET sent to each backend now and then. It waits there for a worker as any request, and takes no time itself. */
export interface ActiveCheckSpec {
  readonly path: string
  /** From the end of a check of a backend to the begin of its next. */
  readonly intervalMs: number
  /** While it is down; HAProxy `downinter`. */
  readonly downIntervalMs: number
  readonly timeoutMs: number
  /** Good checks in a row that bring it up. */
  readonly rise: number
  /** Bad checks in a row that take it down. */
  readonly fall: number
  /** Statuses that are good, both included. */
  readonly okFrom: number
  readonly okTo: number
}

/** Envoy's outlier detection: who fails much more than the others is ejected for a while, longer each time. */
export interface OutlierSpec {
  /** Between two looks at success rates, ejections that end, and counters that shrink. */
  readonly intervalMs: number
  /** Answers of 5xx or failures in a row that eject at once; 0: never. */
  readonly consecutive5xx: number
  /** The same for 502, 503, 504 and failures. */
  readonly consecutiveGateway: number
  /** The n-th ejection lasts n times as long, up to `maxEjectionMs`. */
  readonly baseEjectionMs: number
  readonly maxEjectionMs: number
  /** No more than this share of the backends at once, but one always. */
  readonly maxEjectionShare: number
  /** Ejects whose success rate is below mean - factor * standard deviation. */
  readonly successRate: { readonly minHosts: number; readonly minRequests: number; readonly factor: number } | undefined
  /** Ejects whose share of failures is at least this. */
  readonly failureShare: { readonly minHosts: number; readonly minRequests: number; readonly share: number } | undefined
}

/** After a backend came back (not at the start of the run) its weight grows to the full one within `windowMs`. */
export interface SlowStartSpec {
  readonly windowMs: number
  /** It begins with this share of its weight. */
  readonly minShare: number
  /** Envoy: share = max(minShare, (age / window) ^ (1 / aggression)); 1 is linear. */
  readonly aggression: number
  /** How often the weight changes on the way: at ages k * window / steps. */
  readonly steps: number
}

/** Statuses are written as numbers. `5xx`: any of them. `gateway`: 502, 503, 504. The others are causes of `Outcome`. */
export type RetryCondition = 'connect' | 'reset' | 'timeout' | 'invalid' | '5xx' | 'gateway' | number

export interface RetrySpec {
  /** Further tries of a request after its first; 0: none. Never at a backend it has tried: who has tried all is refused, as by nginx. */
  readonly count: number
  readonly on: readonly RetryCondition[]
  /** Envoy: no more retries under way at once than max(min, share * requests under way); undefined: no limit. */
  readonly budget: { readonly share: number; readonly min: number } | undefined
  /** Before the k-th retry it waits a uniform time in [0, min(maxBackoffMs, backoffMs * (2^k - 1))); 0: none. */
  readonly backoffMs: number
  readonly maxBackoffMs: number
}

/** A second try beside the first where no answer has come after `afterMs`; the first answer wins, the other try is cancelled. */
export interface HedgeSpec {
  readonly afterMs: number
  /** Tries beside the first, each after another `afterMs`. */
  readonly max: number
}

/** HAProxy's backend queue: first come first served, 503 for who waits too long or finds it full. */
export interface QueueSpec {
  readonly limit: number
  readonly timeoutMs: number
}

/** Envoy's circuit breakers; what is above is answered 503 at once; `noLimit` switches one off. */
export interface BreakerSpec {
  /** Requests under way at backends. */
  readonly maxRequests: number
  /** Requests in the queue. */
  readonly maxPending: number
  /** Retries under way. */
  readonly maxRetries: number
}

/**
 * Who came once comes to the same backend, whatever the strategy. `cookie`: a cookie names the backend (HAProxy `insert`,
 * ALB). `table`: a table of client addresses in the balancer. `client`: the hash of the client's address over all backends.
 * Where the backend may not serve, the strategy picks another, and the session is bound to that: it was broken.
 */
export interface StickySpec {
  readonly by: 'cookie' | 'table' | 'client'
  /** Name of the cookie. */
  readonly cookie: string
  /** How long a session lasts after its last request (`refresh`) or its first, ms; `noLimit`: for good. */
  readonly ttlMs: number
  readonly refresh: boolean
  /** Most clients in the table; the one unseen for longest makes room. */
  readonly capacity: number
}

/** What the operator does. `drain`: only sticky sessions go there. `leave`: nobody does. `join` undoes both. */
export type PoolChange =
  | { readonly atMs: number; readonly backend: number; readonly kind: 'drain' | 'leave' | 'join' }
  | { readonly atMs: number; readonly backend: number; readonly kind: 'weight'; readonly weight: number }
