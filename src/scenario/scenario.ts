import type { BackendSpec } from '../model/backend-spec.js'
import type { BalancerSpec } from '../model/balancer-spec.js'
import type { Incident } from '../model/incident.js'
import type { ScalingSpec } from '../model/scaling-spec.js'
import type { Traffic } from '../model/traffic.js'

/**
 * A scenario as the rest of the program sees it: complete, every default filled in, every duration in ms, every rate a
 * second, every share in [0, 1], a backend an entry. `schema.ts` turns the YAML document into this.
 */
export interface Scenario {
  readonly name: string
  readonly description: string
  readonly backends: readonly BackendSpec[]
  readonly traffic: Traffic
  readonly balancer: BalancerSpec
  readonly run: RunSpec
  /** Gate expressions, e.g. "lc.p99 <= 0.9 * rr.p99"; syntax already checked. */
  readonly gates: readonly string[]
  /** What befalls backends and traffic, in order of time; absent where nothing does. Backends, balancer and traffic above hold it already. */
  readonly incidents?: readonly Incident[]
  /** A good answer that takes longer hurts its client; absent: as long as the client waits (`traffic.timeoutMs`). */
  readonly objectiveMs?: number
  /** How the fleet grows and shrinks; absent: it does not. The backends are as many as it may become, all alike. */
  readonly scaling?: ScalingSpec
}

export interface RunSpec {
  readonly durationMs: number
  readonly warmupMs: number
  readonly rounds: number
  /** Safe integer >= 0. */
  readonly seed: number
  /** `shared`: one process hosts all simulated backends; `process`: one each. */
  readonly isolation: 'shared' | 'process'
  /**
   * What serves: the name of a shipped kind, or the absolute path of a folder, with ":VARIANT" where it has several.
   * Undefined: simulated backends.
   */
  readonly backendKind?: string
  /** Start backends, balancer and generator under real-time scheduling (chrt), where permitted. */
  readonly realtime: boolean
}
