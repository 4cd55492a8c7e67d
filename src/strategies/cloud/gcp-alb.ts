import { noLimit, type OutlierSpec } from '../../model/balancer-spec.js'
import { productHealth, productRetry } from '../../model/products.js'
import { maglev } from '../hash/maglev.js'
import { ring } from '../hash/ring.js'
import { leastRequest } from '../load/least-request.js'
import { random } from '../random/random.js'
import { edf } from '../rotation/edf.js'
import type { Strategy } from '../strategy.js'
import { faster, speedOption } from './pace.js'
import { startInner } from './start-inner.js'

/**
 * An emulation of what Google documents of its Application Load Balancers, which are made of Envoy; nothing of it could be
 * measured. The policy within a locality, health checks, affinity, and outlier detection with Google's own defaults where it is
 * switched on. Left out: the choice among localities by balancing mode and capacity, and retries, which a URL map may ask for.
 */
export const gcpAlb: Strategy = {
  name: 'gcp-alb',
  summary: 'emulates Google Cloud ALB as documented: locality policy, checks, affinity, ejection',
  reference: 'Google Cloud Load Balancing documentation; compute API v1, backendServices and healthChecks',
  family: 'cloud',
  knows: ['weights', 'in flight', 'client'],
  options: {
    policy: {
      summary: 'localityLbPolicy',
      default: 'round_robin',
      values: ['round_robin', 'least_request', 'ring_hash', 'maglev', 'random'],
    },
    affinity: { summary: 'sessionAffinity: NONE or GENERATED_COOKIE', default: 'none', values: ['none', 'cookie'] },
    outlier: { summary: 'outlierDetection, with its defaults', default: false },
    speed: speedOption,
  },
  around({ affinity, outlier, speed }) {
    const health = productHealth['gcp-alb']
    return {
      health: {
        ...health,
        active: faster(health.active, speed),
        outlier: outlier === true ? ejection(Number(speed)) : undefined,
      },
      retry: productRetry.none,
      readTimeoutMs: 30_000,
      slowStart: undefined,
      sticky: affinity === 'cookie' ? generatedCookie : undefined,
    }
  },
  start: (pool, { policy }, chance, services) => startInner(policies[String(policy)], { pool, chance, services }),
}

const policies: Readonly<Record<string, Strategy>> = {
  round_robin: edf,
  least_request: leastRequest,
  ring_hash: ring,
  maglev,
  random,
}

/** consecutiveErrors is counted but not enforced (0 %), gateway failures are (100 %): not as Envoy's own defaults. */
function ejection(speed: number): OutlierSpec {
  return {
    intervalMs: 1000 / speed,
    consecutive5xx: 0,
    consecutiveGateway: 3,
    baseEjectionMs: 30_000 / speed,
    maxEjectionMs: 300_000 / speed,
    maxEjectionShare: 0.5,
    successRate: { minHosts: 5, minRequests: 100, factor: 1.9 },
    failureShare: undefined,
  }
}

const generatedCookie = { by: 'cookie', cookie: 'GCLB', ttlMs: noLimit, refresh: true, capacity: noLimit } as const
