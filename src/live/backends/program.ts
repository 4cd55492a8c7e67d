import type { BackendSpec } from '../../model/backend-spec.js'
import { monotonicMs } from '../clock.js'
import { answerParent } from '../programs/child.js'
import { watchUtilisation } from '../utilisation.js'
import { CpuBurner } from './cpu-burner.js'
import { PreciseTimer } from './precise-timer.js'
import { SimulatedBackend } from './simulated-backend.js'

/** Main of the process that hosts simulated backends: all of them, or one with `isolation: process`. */

export interface BootBackends {
  readonly specs: readonly BackendSpec[]
  /** A port a backend; 0 for any free one. */
  readonly ports: readonly number[]
  readonly host: string
  readonly seed: number
}

export interface BeginBackends {
  readonly startAt: number
  readonly warmupMs: number
  readonly durationMs: number
}

const backends: SimulatedBackend[] = []
let utilisation = (): number => 0

const timer = new PreciseTimer(() => {
  const now = monotonicMs()
  for (const backend of backends) backend.advance(now)
  let next = Number.POSITIVE_INFINITY
  for (const backend of backends) next = Math.min(next, backend.nextMs())
  timer.set(next)
})

answerParent({
  async boot({ specs, ports, host, seed }: BootBackends): Promise<number[]> {
    for (const [i, spec] of specs.entries()) {
      const burner = spec.cpuShare > 0 ? await CpuBurner.start(spec.workers) : undefined
      const wake = (atMs: number): void => timer.set(atMs)
      backends.push(new SimulatedBackend({ spec, port: ports[i]!, host, seed, burner, wake }))
    }
    return Promise.all(backends.map(backend => backend.boot()))
  },
  begin({ startAt, warmupMs, durationMs }: BeginBackends): void {
    for (const backend of backends) backend.begin(startAt, warmupMs)
    utilisation = watchUtilisation(startAt, startAt + durationMs)
  },
  utilisation: (): number => utilisation(),
})
