import { z } from 'zod'
import { type BreakerSpec, noLimit, type QueueSpec, type SlowStartSpec } from '../../model/balancer-spec.js'
import { count, decimal, positiveDuration, positiveShare, whole } from '../fields.js'
import { section } from '../section.js'

const most = 1_000_000_000

const queue = section(
  {
    limit: count('Requests that may wait; further ones get 503. Default: any number.', 100, 1, most).optional(),
    timeout: positiveDuration('Who waits longer gets 503, as HAProxy `timeout queue`.', '5s').prefault('5s'),
  },
  'a queue',
)

/** `queue: 5s` or `queue: { limit: 100, timeout: 5s }`. */
export const queueSchema = z
  .union(
    [
      positiveDuration('', '5s').transform((timeoutMs): QueueSpec => ({ limit: noLimit, timeoutMs })),
      queue.transform(({ limit = noLimit, timeout }): QueueSpec => ({ limit, timeoutMs: timeout })),
    ],
    { error: 'expected a time such as 5s, or { limit: 100, timeout: 5s }' },
  )
  .meta({
    description: 'Where requests wait while every backend is at its `maxRequests`. Without it they get 503 at once.',
    example: '5s',
  })

/** `breaker: { requests: 1024, pending: 1024, retries: 3 }`. */
export const breakerSchema = section(
  {
    requests: count('Requests under way at backends; further ones get 503.', 1024, 1, most).optional(),
    pending: count('Requests in the queue; further ones get 503.', 1024, 1, most).optional(),
    retries: count('Retries under way; what would be another is not tried again.', 3, 0, most).optional(),
  },
  'circuit breakers',
).transform(
  ({ requests = noLimit, pending = noLimit, retries = noLimit }): BreakerSpec => ({
    maxRequests: requests,
    maxPending: pending,
    maxRetries: retries,
  }),
)

const slowStart = section(
  {
    window: positiveDuration('How long until it has its full weight.', '10s'),
    from: positiveShare('Share of its weight that it begins with.', '10%').prefault('10%'),
    aggression: decimal('1 is a straight line; above, faster at first, as Envoy has it.', 1, 0, true).prefault(1),
    steps: whole('In so many steps.', 16, 1, 1000).prefault(100),
  },
  'a slow start',
)

/** `slowStart: 10s` or `slowStart: { window: 10s, from: 10% }`. */
export const slowStartSchema = z
  .union(
    [
      positiveDuration('', '10s').transform(
        (windowMs): SlowStartSpec => ({ windowMs, minShare: 0.1, aggression: 1, steps: 100 }),
      ),
      slowStart.transform(
        ({ window, from, aggression, steps }): SlowStartSpec => ({
          windowMs: window,
          minShare: from,
          aggression,
          steps,
        }),
      ),
    ],
    { error: 'expected a time such as 10s, or { window: 10s, from: 10% }' },
  )
  .meta({ description: 'A backend that comes back gets its weight little by little.', example: '10s' })
