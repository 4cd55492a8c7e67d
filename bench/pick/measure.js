// One strategy on one pool: prints ns a request. node measure.js STRATEGY[?OPTIONS] BACKENDS WEIGHTS
import { randomStream } from '../../dist/model/random.js'
import { findStrategy } from '../../dist/strategies/index.js'
import { parseOptions } from '../../dist/strategies/options.js'

const [candidate, sizeText, weighted] = process.argv.slice(2)
const size = Number(sizeText)
const [name, optionText = ''] = candidate.split('?')
const strategy = findStrategy(name)
const names = Array.from({ length: size }, (_, i) => `b${i}`)
const pool = {
  size,
  names,
  addresses: names.map((_, i) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}:80`),
  weight: Int32Array.from(names, (_, i) => (weighted === 'true' ? 1 + (i % 3) : 1)),
  weightScale: 1,
  inFlight: new Int32Array(size),
  available: new Uint8Array(size).fill(1),
  up: new Uint8Array(size).fill(1),
  maxFails: new Int32Array(size).fill(1),
}

const chance = randomStream(1, 'bench')
/** Probes are answered before the next request, as virtual time does. */
const probes = []
const services = { probe: backend => probes.push(backend), wakeAt: () => undefined }
const chooser = strategy.start(pool, parseOptions(strategy, optionText), randomStream(1, 'pick'), services)

/** Clients enough for every backend to have some; making their addresses out is not what is measured. */
const clients = Array.from(
  { length: 1 << 16 },
  (_, i) => `${10 + (i >> 14)}.${(i >> 6) & 255}.${(i << 2) & 255}.${1 + (i % 250)}`,
)
const request = { client: '', path: '/', attempt: 0 }
const outcome = { cause: 'answer', failed: false, status: 200, latencyMs: 0, headMs: 0, serviceMs: 0, queued: 0 }
const report = { failed: false, inFlight: 0, latencyMs: 10 }

/** Half as many requests in flight as there are backends, answered first come first served. */
const running = new Int32Array(Math.max(4, size >> 1))
let count = 0
let nowMs = 0

function serve() {
  nowMs += 8 / size
  const place = count % running.length
  if (count >= running.length) answer(running[place])
  request.client = clients[(count * 40_503) & 65_535]
  const backend = chooser.pick(request, nowMs)
  pool.inFlight[backend]++
  chooser.sent?.(backend, nowMs)
  running[place] = backend
  count++
  while (probes.length > 0) {
    const asked = probes.pop()
    report.inFlight = pool.inFlight[asked]
    chooser.probed?.(asked, report, nowMs)
  }
}

function answer(backend) {
  pool.inFlight[backend]--
  outcome.latencyMs = outcome.headMs = outcome.serviceMs = 4 + 12 * chance.next()
  chooser.answered?.(backend, outcome, nowMs)
}

function run(requests) {
  for (let i = 0; i < requests; i++) serve()
}

/** Long enough to be compiled, and for the pool to be as it will be. */
const until = performance.now() + 400
while (performance.now() < until) run(1000)
let requests = 0
const start = process.hrtime.bigint()
do {
  run(10_000)
  requests += 10_000
} while (process.hrtime.bigint() - start < 400_000_000n)
console.log(Number(process.hrtime.bigint() - start) / requests)
