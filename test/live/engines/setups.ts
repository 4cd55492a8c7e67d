import { parseCandidates } from '../../../src/bench/candidate.js'
import { configuredEngines } from '../../../src/bench/engine-names.js'
import type { Membership } from '../../../src/live/engines/external/pool.js'
import type { Product } from '../../../src/live/engines/external/product.js'
import type { Setup } from '../../../src/live/engines/external/trial-setup.js'
import type { BackendSpec } from '../../../src/model/backend-spec.js'
import type { BalancerSpec } from '../../../src/model/balancer-spec.js'
import { nginxBalancer } from '../../../src/model/products.js'
import { backendSpec } from '../../model/specs.js'

/** What differs from four alike backends behind a balancer with nginx's defaults. */
export interface Changes {
  readonly spec?: Partial<BalancerSpec>
  /** One for each backend, or the same for all. */
  readonly backends?: readonly Partial<BackendSpec>[]
  readonly version?: string
  /** For production, where it is left out of a trial's folder. */
  readonly production?: boolean
  /** Its scenario has incidents, and an operator who wants backends where it says; of each, as `backends`. */
  readonly drill?: readonly Membership[]
}

/** A product's setup for a candidate, e.g. "haproxy:lc". */
export function setupFor(product: Product, candidate: string, changes: Changes = {}): Setup {
  const { spec = {}, backends = [{}, {}, {}], version, production = false, drill } = changes
  const { strategy, options } = parseCandidates(candidate, configuredEngines)[0]!
  const policy = product.policyOf({ strategy, options, version })
  if (typeof policy === 'string') throw new Error(policy)
  return {
    candidate,
    scenario: 'steady',
    version,
    policy,
    spec: nginxBalancer(backends.length - 1, spec),
    backends: backends.map((change, i) => ({
      spec: backendSpec({ name: `b${i + 1}`, ...change }),
      address: `127.0.0.1:${15_001 + i}`,
      ...(drill && drill[i] !== 'in' && { membership: drill[i]! }),
    })),
    listen: { host: '127.0.0.1', port: 18_080 },
    folder: production ? undefined : '/tmp/lbbench-golden',
    ...(drill && { isWatched: true, isOperated: true }),
  }
}
