import { monotonicMs } from '../clock.js'
import { CpuBurner } from './cpu-burner.js'
import { PreciseTimer } from './precise-timer.js'
import { SimulatedFleet } from './simulated-fleet.js'
import type { SimulatedFleetOptions } from './simulated-fleet-options.js'

/** Simulated backends in this process, with real timers and, for those that burn CPU, threads to burn it in. They do not listen yet. */
export async function hostFleet(options: Omit<SimulatedFleetOptions, 'burners' | 'wake'>): Promise<SimulatedFleet> {
  const burners = await Promise.all(
    options.specs.map(({ cpuShare, workers }) => (cpuShare > 0 ? CpuBurner.start(workers) : undefined)),
  )
  const timer = new PreciseTimer(() => {
    fleet.advance(monotonicMs())
    timer.set(fleet.nextMs())
  })
  const fleet = new SimulatedFleet({ ...options, burners, wake: atMs => timer.set(atMs) })
  return fleet
}
