import fc from 'fast-check'

const time = fc.integer({ min: 1, max: 2000 }).map(ms => (ms % 100 === 0 ? `${ms / 1000}s` : `${ms}ms`))
const percent = fc.integer({ min: 1, max: 30 }).map(n => `${n}%`)
const small = fc.integer({ min: 1, max: 9 })
const decimal = fc.integer({ min: 11, max: 30 }).map(n => n / 10)

const latency = fc.oneof(
  time,
  fc.record({ constant: time }),
  fc.record({ exponential: fc.record({ mean: time }) }),
  fc.record({ lognormal: fc.record({ mean: time, cv: decimal }) }),
  fc.record({ gamma: fc.record({ mean: time, cv: decimal }) }),
  fc.record({ pareto: fc.record({ scale: time, shape: decimal }) }),
  fc.record({ bimodal: fc.record({ fast: time, slow: time, slowShare: percent }) }),
  fc.constant({ empirical: { file: 'times.txt' } }),
)

const faults = fc.constantFrom(
  [
    { at: '1s', do: 'crash' },
    { at: '3s', do: 'recover' },
  ],
  [{ from: '2s', to: '4s', slow: '5x' }],
  [{ from: '10%', to: '30%', flap: { up: '100ms', down: '50ms' } }],
)

const backend = fc.record(
  {
    latency,
    count: fc.integer({ min: 1, max: 3 }),
    weight: small,
    workers: small,
    threads: small,
    backlog: fc.nat(4096),
    keepAlive: fc.oneof(fc.boolean(), time),
    cpu: percent,
    failures: fc.record({ errors: percent, resets: percent, hangs: percent, after: percent }, { requiredKeys: [] }),
    slowStart: fc.record({ for: time, factor: small.map(n => `${n}x`) }),
    faults,
    maxFails: small,
    failTimeout: time,
  },
  { requiredKeys: ['latency'] },
)

const settings = {
  clients: fc.oneof(small, fc.record({ count: small, zipf: decimal })),
  timeout: time,
  requests: fc.array(
    fc.record({ path: fc.constantFrom('/', '/cart?id=7'), body: fc.constant('1kB'), share: percent }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
}

const arrivals = fc.constantFrom(
  ...['poisson', 'even'],
  ...[{ burst: { every: '1s', for: '200ms', factor: '3x' } }, { curve: { '0%': '0.4x', '3s': '1.6x' } }],
)
const requiredKeys = { requiredKeys: [] as never[] }
const traffic = fc.oneof(
  fc.tuple(
    fc.record({ ...settings, arrivals }, requiredKeys),
    small.map(rate => ({ rate })),
  ),
  fc.tuple(
    fc.record({ ...settings, arrivals }, requiredKeys),
    percent.map(load => ({ load })),
  ),
  fc.tuple(
    fc.record({ ...settings, think: latency }, requiredKeys),
    small.map(connections => ({ connections })),
  ),
  fc.tuple(fc.record(settings, requiredKeys), fc.constant({ arrivals: { trace: 'times.txt' } })),
)

const health = fc.oneof(
  fc.constantFrom('nginx', 'haproxy', 'envoy', 'aws-alb', 'none'),
  fc.record(
    {
      like: fc.constantFrom('nginx', 'haproxy', 'envoy'),
      passive: fc.boolean(),
      active: fc.oneof(
        fc.boolean(),
        fc.record({ interval: time, rise: small, fall: small, ok: fc.constant('200-399') }, requiredKeys),
      ),
      outlier: fc.oneof(
        fc.boolean(),
        fc.record({ interval: time, consecutive5xx: small, successRate: fc.constant({}) }, requiredKeys),
      ),
      panic: fc.oneof(percent, small, fc.constant(false)),
    },
    requiredKeys,
  ),
)
const retries = fc.oneof(
  small,
  fc.constantFrom('nginx', 'haproxy', 'envoy'),
  fc.record(
    { count: small, on: fc.constant(['connect', '5xx', 503]), budget: fc.record({ share: percent }), backoff: time },
    requiredKeys,
  ),
)
const balancer = fc.record(
  {
    ...{ health, retries, readTimeout: time },
    hedge: fc.oneof(time, fc.record({ after: time, max: small })),
    queue: fc.oneof(time, fc.record({ limit: small, timeout: time }, requiredKeys)),
    breaker: fc.record({ requests: small, pending: small, retries: small }, requiredKeys),
    slowStart: fc.oneof(time, fc.record({ window: time, from: percent })),
    sticky: fc.oneof(fc.constantFrom('cookie', 'table', 'client'), fc.record({ by: fc.constant('table'), ttl: time })),
  },
  requiredKeys,
)

/** For the time after the backends' own faults are over, which end at 4 s; nothing that each kind of traffic could not have. */
const scenarioFaults = fc.subarray([
  { backends: 'b1', from: '4s', to: '90%', do: 'freeze' },
  { name: 'late', backends: 'all', from: '4.6s', deploy: { down: '10ms' } },
  { backends: '50%', from: '4s', slow: '3x' },
  { backends: 'all', from: '4s', errors: '1%', ramp: '100ms' },
])

/** Documents in which nothing is wrong; the run keeps its 5 s, so that the faults fit. */
export const validDocument = fc.record(
  {
    backends: fc.oneof(backend, fc.array(backend, { minLength: 1, maxLength: 3 })),
    traffic: traffic.map(([more, amount]) => ({ ...more, ...amount })),
    balancer,
    faults: scenarioFaults,
    objective: time,
    run: fc.record({ warmup: time, rounds: small, seed: fc.nat(), realtime: fc.boolean() }, requiredKeys),
    gates: fc.constant(['p99 <= 1s']),
  },
  { requiredKeys: ['backends', 'traffic'] },
)

/** Valid documents with one value replaced by anything, and things that are no document at all. */
export const anyDocument = fc.oneof(
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 1 },
  {
    arbitrary: fc
      .tuple(validDocument, fc.nat(), fc.oneof(fc.jsonValue({ maxDepth: 1 }), time, fc.double()))
      .map(spoilt),
    weight: 4,
  },
)

function spoilt([document, which, value]: readonly [unknown, number, unknown]): unknown {
  const copy = structuredClone(document)
  const places: { parent: Record<string, unknown>; key: string }[] = []
  const collect = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const key of Object.keys(node)) {
      places.push({ parent: node as Record<string, unknown>, key })
      collect((node as Record<string, unknown>)[key])
    }
  }
  collect(copy)
  const { parent, key } = places[which % places.length]
  parent[key] = value
  return copy
}
