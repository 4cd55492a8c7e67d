import type { BackendSpec } from '../../model/backend-spec.js'
import { type Exposition, expositionOf, noExposition } from '../metrics/exposition.js'
import { answerParent } from '../programs/child.js'
import { openStore } from '../sessions/open-store.js'
import type { StoreAccess } from '../sessions/store-access.js'
import { watchUtilisation } from '../utilisation.js'
import { hostFleet } from './host-fleet.js'
import { SessionDesk, type StoreTrouble } from './session-desk.js'
import type { SimulatedFleet } from './simulated-fleet.js'

/** Main of the process that hosts simulated backends: all of them, or one with `isolation: process`. */

export interface BootBackends {
  readonly specs: readonly BackendSpec[]
  /** A port a backend; 0 for any free one. */
  readonly ports: readonly number[]
  readonly host: string
  readonly seed: number
  /** Of `specs`: as `SimulatedFleetOptions.down`. */
  readonly down?: readonly number[]
  /** As `SimulatedFleetOptions.reports`. */
  readonly reports: boolean
  /** Where they keep sessions; undefined where there are none. */
  readonly store?: StoreAccess | undefined
  /** As `SimulatedFleetOptions.metrics`. */
  readonly metrics?: boolean
}

export interface BeginBackends {
  readonly startAt: number
  readonly warmupMs: number
  readonly durationMs: number
}

let fleet: SimulatedFleet
let sessions: SessionDesk | undefined
let metrics: Exposition = noExposition
let utilisation = (): number => 0

answerParent({
  async boot(boot: BootBackends): Promise<number[]> {
    const { store, specs } = boot
    sessions = store && new SessionDesk(await openStore(store, specs.length), store.lifeSeconds)
    fleet = await hostFleet({ ...boot, sessions })
    if (boot.metrics === true) metrics = await expositionOf(fleet.families())
    return fleet.boot()
  },
  begin({ startAt, warmupMs, durationMs }: BeginBackends): void {
    fleet.begin(startAt, warmupMs)
    utilisation = watchUtilisation(startAt, startAt + durationMs)
  },
  /** By its number among `specs`. */
  start: (backend: number): Promise<void> => fleet.start(backend),
  stop: (backend: number): void => fleet.stop(backend),
  utilisation: (): number => utilisation(),
  storeTrouble: (): StoreTrouble | undefined => sessions?.trouble,
  metrics: (): Promise<string> => metrics(),
})
