import { LoadReport } from '../../../src/model/load-report.js'
import { randomStream } from '../../../src/model/random.js'
import { parseOptions } from '../../../src/strategies/options.js'
import { freshOutcome } from '../../../src/strategies/outcome.js'
import type { Outcome, Services, Strategy } from '../../../src/strategies/strategy.js'
import { anyRequest, testPool } from '../test-pool.js'

export interface TinyWorld {
  /** How long backend takes for a request that is sent then, ms. */
  serviceMs(backend: number, atMs: number): number
  /** What became of it, where it is no good answer. */
  outcome?(backend: number, atMs: number): Partial<Outcome>
  readonly backends: number
  readonly requests: number
  readonly gapMs: number
  readonly options?: string
  readonly seed?: number
  /** Probes are lost. */
  readonly deaf?: boolean
}

/**
 * A few backends of one worker each, a request every `gapMs`, answered in order; probes are answered at once, or never.
 * @returns who served each request, and how often somebody was probed
 */
export function live(strategy: Strategy, world: TinyWorld): { served: number[]; probes: number[] } {
  const pool = testPool(Array<number>(world.backends).fill(1))
  const reports = Array.from({ length: world.backends }, () => new LoadReport())
  const freeMs = Array<number>(world.backends).fill(0)
  const probes = Array<number>(world.backends).fill(0)
  let events: { readonly atMs: number; readonly run: () => void }[] = []
  let wakeMs = Infinity
  let nowMs = 0
  const services: Services = {
    probe(backend) {
      probes[backend]++
      const report = reports[backend]
      if (world.deaf !== true)
        chooser.probed?.(
          backend,
          { failed: false, inFlight: report.inFlight, latencyMs: report.latencyMs(nowMs) },
          nowMs,
        )
    },
    wakeAt: atMs => {
      wakeMs = atMs
    },
  }
  const chance = randomStream(world.seed ?? 1, 'pick')
  const chooser = strategy.start(pool, parseOptions(strategy, world.options ?? ''), chance, services)

  function advance(untilMs: number): void {
    events.sort((a, b) => a.atMs - b.atMs)
    while (Math.min(events[0]?.atMs ?? Infinity, wakeMs) <= untilMs) {
      if (wakeMs < (events[0]?.atMs ?? Infinity)) {
        nowMs = wakeMs
        wakeMs = Infinity
        chooser.woken?.(nowMs)
      } else {
        nowMs = events[0].atMs
        const [event] = events.splice(0, 1)
        event.run()
      }
    }
    nowMs = untilMs
  }

  function send(backend: number): void {
    const [sentMs, report] = [nowMs, reports[backend]]
    const serviceMs = world.serviceMs(backend, sentMs)
    freeMs[backend] = Math.max(freeMs[backend], sentMs) + serviceMs
    const [latencyMs, met] = [freeMs[backend] - sentMs, report.arrived()]
    pool.inFlight[backend]++
    chooser.sent?.(backend, sentMs)
    const run = () => {
      report.completed(latencyMs, met, nowMs)
      pool.inFlight[backend]--
      const told = { latencyMs, headMs: latencyMs, serviceMs, queued: report.inFlight }
      chooser.answered?.(backend, { ...freshOutcome(), ...told, ...world.outcome?.(backend, sentMs) }, nowMs)
    }
    events = [...events, { atMs: freeMs[backend], run }]
  }

  const served = Array.from({ length: world.requests }, (_, i) => {
    advance(i * world.gapMs)
    const backend = chooser.pick(anyRequest, nowMs)
    send(backend)
    return backend
  })
  advance(world.requests * world.gapMs + 60_000)
  return { served, probes }
}

/** How many of these each backend served. */
export function tally(served: readonly number[], backends: number): number[] {
  return Array.from({ length: backends }, (_, backend) => served.filter(other => other === backend).length)
}
