import type { BackendSpec } from '../../model/backend-spec.js'
import type { CpuBurner } from './cpu-burner.js'
import type { SessionDesk } from './session-desk.js'

/** What the simulated backends of one process are to be. */
export interface SimulatedFleetOptions {
  readonly specs: readonly BackendSpec[]
  /** A port a backend; 0 for any free one. */
  readonly ports: readonly number[]
  readonly host: string
  readonly seed: number
  /** Whether they keep what probes ask for. */
  readonly reports: boolean
  /** Whether requests are counted for whoever asks for `families`; false by default. */
  readonly metrics?: boolean
  /** Backends that do not run until `start`, beside those whose faults say so. */
  readonly down?: readonly number[] | undefined
  /** Where sessions are kept; undefined where there are none. */
  readonly sessions?: SessionDesk | undefined
  /** For each backend that burns CPU. */
  readonly burners: readonly (CpuBurner | undefined)[]
  /** Asks to have `advance` called at this time of the monotonic clock, or earlier. */
  readonly wake: (atMs: number) => void
}
