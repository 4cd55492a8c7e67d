import type { BackendSpec } from '../../../model/backend-spec.js'
import type { BalancerSpec } from '../../../model/balancer-spec.js'
import type { Membership } from './pool.js'

export interface Policy {
  /** Lines of its configuration. */
  readonly directives: readonly string[]
  /** The strategy of ours that chooses alike, for the virtual twin; with options, e.g. "haproxy-random?draws=1". */
  readonly twin: string
}

/** Everything a configuration is written from. */
export interface Setup {
  /** E.g. "nginx:lc". */
  readonly candidate: string
  readonly scenario: string
  readonly version: string | undefined
  readonly policy: Policy
  readonly spec: BalancerSpec
  readonly backends: readonly SetupBackend[]
  readonly listen: { readonly host: string; readonly port: number }
  /** Where it keeps its files while it is measured; undefined for a configuration that goes to production. */
  readonly folder: string | undefined
  /** Whether it is to write down what it does, and to listen to who asks or orders; false for production. */
  readonly isWatched?: boolean
  readonly isOperated?: boolean
  /** Where its pool stands in a file of its own, absolute: see `Hands.poolText`. */
  readonly poolFile?: string
}

export interface SetupBackend {
  /** Its weight is the one it has now. */
  readonly spec: BackendSpec
  /** "127.0.0.1:15001". */
  readonly address: string
  /** Where the operator wants it now; absent: in the pool. */
  readonly membership?: Membership
}
