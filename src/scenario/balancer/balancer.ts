import type { z } from 'zod'
import type { BalancerSpec } from '../../model/balancer-spec.js'
import { positiveDuration, whole } from '../fields.js'
import type { Report } from '../problems.js'
import { section } from '../section.js'
import { changesSchema, poolChanges } from './changes.js'
import { healthSchema } from './health.js'
import { breakerSchema, queueSchema, slowStartSchema } from './limits.js'
import { hedgeSchema, retriesSchema } from './retries.js'
import { stickySchema } from './sticky.js'

/** `balancer:`. */
export const balancerSchema = section(
  {
    health: healthSchema,
    retries: retriesSchema,
    hedge: hedgeSchema.optional(),
    queue: queueSchema.optional(),
    breaker: breakerSchema
      .optional()
      .meta({ description: 'Limits for all backends together, as Envoy.', example: '{ requests: 1024, retries: 3 }' }),
    slowStart: slowStartSchema.optional(),
    sticky: stickySchema.optional(),
    changes: changesSchema,
    connectTimeout: positiveDuration('For a connection to a backend, as nginx proxy_connect_timeout.', '1s').prefault(
      '60s',
    ),
    readTimeout: positiveDuration('Between two reads from a backend, as nginx proxy_read_timeout.', '10s').prefault(
      '60s',
    ),
    port: whole('TCP port to listen on; 0 takes any free port.', 18000, 0, 65535).prefault(0),
  },
  'balancer settings',
)

export interface BalancerContext {
  /** Of the backends, in order. */
  readonly names: readonly string[]
  readonly durationMs: number
  readonly report: Report
}

/** `balancer:` as read, completed by what the rest of the scenario says. */
export function toBalancer(
  given: z.output<typeof balancerSchema>,
  { names, durationMs, report }: BalancerContext,
): BalancerSpec {
  const { port, health, hedge, queue, breaker, slowStart, sticky } = given
  return {
    ...{ port, health, hedge, queue, breaker, slowStart, sticky },
    connectTimeoutMs: given.connectTimeout,
    readTimeoutMs: given.readTimeout,
    retry: given.retries(names.length),
    changes: poolChanges(given.changes, {
      ...{ names, durationMs },
      refuse: (index, key, message) => report(['balancer', 'changes', index, key], message),
    }),
  }
}
