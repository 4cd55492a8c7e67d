import { describe, expect, it } from 'vitest'
import { drillValues } from '../../src/drill/drill-values.js'
import type { FaultEvent } from '../../src/model/backend-spec.js'
import type { HealthSpec } from '../../src/model/balancer-spec.js'
import type { Incident } from '../../src/model/incident.js'
import { nginxBalancer, productHealth } from '../../src/model/products.js'
import { windowMs } from '../../src/model/sight.js'
import { findStrategy } from '../../src/strategies/index.js'
import { parseOptions } from '../../src/strategies/options.js'
import { RecordKeeper } from '../../src/virtual/record-keeper.js'
import { simulateTrial } from '../../src/virtual/simulate.js'
import { backendSpec, openLoop, traffic } from '../model/specs.js'
import { scenarioOf } from '../virtual/scenario.js'
import { drillOf } from './drill-trials.js'

const warmupMs = 1000
const fromMs = 5000
const toMs = 14_000
const perSecond = 400

interface Drill {
  readonly kind: Incident['kind']
  readonly faults: readonly FaultEvent[]
  readonly strategy?: string
  readonly health?: HealthSpec
  readonly retries?: number
}

/** Twenty seconds of four backends, with plenty of room, of which the last is befallen; answers take 20 ms, and users wait for two seconds. */
function drill({ kind, faults, strategy = 'rr', health = productHealth.nginx, retries = 1 }: Drill) {
  const incidents = [{ name: kind, kind, fromMs, toMs, backends: [3] }] as const
  const backends = ['b1', 'b2', 'b3', 'b4'].map(name =>
    backendSpec({ name, workers: 16, latency: { kind: 'constant', valueMs: 20 }, faults: name === 'b4' ? faults : [] }),
  )
  const scenario = scenarioOf({
    backends,
    traffic: traffic({ load: openLoop(perSecond) }),
    balancer: nginxBalancer(retries, { health }),
    run: { durationMs: 20_000, warmupMs, rounds: 1, seed: 1, isolation: 'shared', realtime: false },
    incidents,
  })
  const keeper = new RecordKeeper()
  const options = parseOptions(findStrategy(strategy), '')
  const { sight } = simulateTrial({ scenario, strategy, options, seed: 1, observers: [keeper] })
  const trial = drillOf([], {
    durationMs: 20_000,
    incidents,
    record: keeper.record(),
    sight: sight!,
    objectiveMs: 2000,
  })
  return drillValues(trial)[0]!
}

const crash: Drill = {
  kind: 'crash',
  faults: [
    { atMs: fromMs, kind: 'crash' },
    { atMs: toMs, kind: 'recover' },
  ],
}
const freeze: Drill = {
  kind: 'freeze',
  faults: [
    { atMs: fromMs, kind: 'freeze' },
    { atMs: toMs, kind: 'thaw' },
  ],
}

describe('a crash', () => {
  it("is found by nginx's defaults at the first failure, and a retry hides it", () => {
    const { metrics, atLeast } = drill(crash)
    // Every tenth millisecond a request is the dead one's; the first that fails keeps the others away for ten seconds.
    expect(metrics).toMatchObject({ detectionMs: 0, recoveryMs: 0, hurt: 0, clientsHurt: 0, wrongEjections: 0 })
    expect(metrics.retriesSpent).toBeLessThanOrEqual(2)
    expect(atLeast).toEqual([])
  })

  it("is found by HAProxy's default checks with the third that fails", () => {
    const { metrics, atLeast } = drill({ ...crash, health: productHealth.haproxy, retries: 0 })
    // Four backends are checked every 2 s in turn, half a second apart, from the warm-up on: the last at 500 ms, and every 2 s.
    const checksMs = Array.from({ length: 12 }, (_, k) => -warmupMs + 3 * 500 + k * 2000)
    const third = checksMs.filter(atMs => atMs >= fromMs)[2]!
    expect(third).toBe(10_500)
    expect(metrics.detectionMs).toBe(third - fromMs)
    expect(atLeast).toEqual([])
    // Until then a fourth of all requests is refused.
    expect(Math.abs(metrics.recoveryMs! - (third - fromMs))).toBeLessThanOrEqual(windowMs)
    const refused = (perSecond / 4) * ((third - fromMs) / 1000)
    expect(Math.abs(metrics.hurt! - refused)).toBeLessThan(4 * Math.sqrt(refused))
    expect(metrics.clientsHurt).toBeGreaterThan(0.5)
    expect(metrics.wrongEjections).toBe(0)
    // Back in turn, at once.
    expect(metrics.overshoot).toBeCloseTo(1, 1)
  })

  it('is never found without any health', () => {
    const { metrics, atLeast } = drill({ ...crash, health: productHealth.none, retries: 0 })
    expect([metrics.detectionMs, metrics.recoveryMs]).toEqual([toMs - fromMs, toMs - fromMs])
    // It was back for good when it ran again, 9 s later.
    expect(atLeast).toEqual(['detectionMs'])
  })
})

describe('a freeze', () => {
  it('is not found by round robin: nobody hears of it before the users have left', () => {
    const { metrics, atLeast } = drill(freeze)
    expect(atLeast).toContain('detectionMs')
    // A fourth of nine seconds' requests waits, and all but those of the last two seconds in vain. Then it works off what
    // nobody waits for any more, and those who come meanwhile stand behind it.
    expect(metrics.hurt).toBeGreaterThan((perSecond / 4) * 7)
    expect(metrics.hurt).toBeLessThan((perSecond / 4) * 15)
  })

  it('is found by checks that wait for each answer: three timeouts, and an interval after the first and the second', () => {
    const active = { ...productHealth.haproxy.active, intervalMs: 1000, downIntervalMs: 1000, timeoutMs: 500 }
    const { metrics, atLeast } = drill({ ...freeze, health: { ...productHealth.haproxy, active }, retries: 0 })
    // The last of four backends is checked at -250 ms, and every second from there on: the first to get no answer is sent at 5,750 ms.
    const found = 750 + 3 * 500 + 2 * 1000
    expect(metrics.detectionMs).toBe(Math.ceil(found / windowMs) * windowMs)
    expect(atLeast).not.toContain('detectionMs')
    expect(metrics.wrongEjections).toBe(0)
  })

  it('is avoided by whoever counts requests in flight, and one that stands in line at each is the price', () => {
    const { metrics, atLeast } = drill({ ...freeze, strategy: 'lc' })
    expect(atLeast).not.toContain('detectionMs')
    expect(metrics.detectionMs).toBeLessThanOrEqual(2 * windowMs)
    expect(metrics.hurt).toBeLessThan(perSecond / 4)
  })
})

it('a slow backend stays in turn under round robin, and latency is bad for as long as it is slow', () => {
  const faults = [
    { atMs: fromMs, kind: 'slow', factor: 10 },
    { atMs: toMs, kind: 'slow', factor: 1 },
  ] as const
  const { metrics, atLeast } = drill({ kind: 'slow', faults })
  expect(atLeast).toEqual(['detectionMs'])
  expect(metrics.recoveryMs).toBeGreaterThanOrEqual(toMs - fromMs)
})
