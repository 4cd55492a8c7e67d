import type { BackendSpec } from '../../model/backend-spec.js'
import { monotonicMs } from '../clock.js'
import { answerParent } from '../programs/child.js'
import { watchUtilisation } from '../utilisation.js'
import { CpuBurner } from './cpu-burner.js'
import { PreciseTimer } from './precise-timer.js'
import { SimulatedFleet } from './simulated-fleet.js'

/** Main of the process that hosts simulated backends: all of them, or one with `isolation: process`. */

export interface BootBackends {
  readonly specs: readonly BackendSpec[]
  /** A port a backend; 0 for any free one. */
  readonly ports: readonly number[]
  readonly host: string
  readonly seed: number
  /** As `SimulatedFleetOptions.reports`. */
  readonly reports: boolean
}

export interface BeginBackends {
  readonly startAt: number
  readonly warmupMs: number
  readonly durationMs: number
}

let fleet: SimulatedFleet
let utilisation = (): number => 0

const timer = new PreciseTimer(() => {
  fleet.advance(monotonicMs())
  timer.set(fleet.nextMs())
})

answerParent({
  async boot(boot: BootBackends): Promise<number[]> {
    const burners = await Promise.all(
      boot.specs.map(({ cpuShare, workers }) => (cpuShare > 0 ? CpuBurner.start(workers) : undefined)),
    )
    fleet = new SimulatedFleet({ ...boot, burners, wake: atMs => timer.set(atMs) })
    return fleet.boot()
  },
  begin({ startAt, warmupMs, durationMs }: BeginBackends): void {
    fleet.begin(startAt, warmupMs)
    utilisation = watchUtilisation(startAt, startAt + durationMs)
  },
  utilisation: (): number => utilisation(),
})
