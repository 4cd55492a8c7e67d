import { LbbenchError } from '../../errors.js'
import { noLimit, type SlowStartSpec } from '../../model/balancer-spec.js'
import { productHealth, productRetry } from '../../model/products.js'
import { lc } from '../load/lc.js'
import { rr } from '../rotation/rr.js'
import type { Options, Strategy } from '../strategy.js'
import { drawAroundAnomalies } from './anomalies.js'
import { faster, speedOption } from './pace.js'
import { startInner } from './start-inner.js'

/**
 * An emulation of what AWS documents of its Application Load Balancer; nothing of it could be measured. One target group of
 * equal targets (a target has no weight there: give backends none), one balancer node. Which of several equally loaded targets
 * gets a request is not documented: the next in turn here. Failed requests are not tried again. With no healthy target left
 * all get traffic.
 */
export const awsAlb: Strategy = {
  name: 'aws-alb',
  aliases: ['alb'],
  summary: 'emulates AWS ALB as documented: algorithm, checks, stickiness, slow start',
  reference: 'AWS Elastic Load Balancing User Guide, target group attributes; elbv2 API defaults',
  family: 'cloud',
  knows: ['in flight', 'failures'],
  options: {
    algorithm: {
      summary: 'load_balancing.algorithm.type',
      default: 'round_robin',
      values: ['round_robin', 'least_outstanding_requests', 'weighted_random'],
    },
    mitigation: {
      summary: 'anomaly_mitigation of weighted_random, by a rule of our own: AWS does not publish its',
      default: false,
    },
    sticky: { summary: 'stickiness by cookie AWSALB, for a day', default: false },
    slowStartS: { summary: 'slow_start.duration_seconds, with round_robin only', default: 0, min: 0, max: 900 },
    speed: speedOption,
  },
  around(options) {
    const { sticky, speed } = options
    const health = productHealth['aws-alb']
    return {
      health: { ...health, active: faster(health.active, speed) },
      retry: productRetry.none,
      slowStart: slowStartOf(options),
      sticky: sticky === true ? albCookie : undefined,
    }
  },
  start(pool, { algorithm, mitigation, speed }, chance, services) {
    if (algorithm !== 'weighted_random')
      return startInner(algorithm === 'round_robin' ? rr : lc, { pool, chance, services })
    return drawAroundAnomalies(pool, chance, mitigation === true ? anomalyWindowMs / Number(speed) : noLimit)
  },
}

const anomalyWindowMs = 10_000

/** stickiness.lb_cookie.duration_seconds 86400; each answer renews it. */
const albCookie = { by: 'cookie', cookie: 'AWSALB', ttlMs: 86_400_000, refresh: true, capacity: noLimit } as const

function slowStartOf({ algorithm, slowStartS, speed }: Options): SlowStartSpec | undefined {
  if (slowStartS === 0) return undefined
  if (algorithm !== 'round_robin')
    throw new LbbenchError(
      'USAGE',
      `aws-alb: slow start goes with round_robin only, not with ${algorithm}`,
      'leave one of them out',
    )
  // Linear, "between 30 and 900 seconds".
  return { windowMs: (Number(slowStartS) * 1000) / Number(speed), minShare: 0.01, aggression: 1, steps: 100 }
}
