import { z } from 'zod'
import type { ActiveCheckSpec, HealthSpec, OutlierSpec } from '../../model/balancer-spec.js'
import { productHealth } from '../../model/products.js'
import { parseShare, unitPatterns } from '../../units.js'
import { decimal, leaf, positiveDuration, positiveShare, share, text, textOf, toggle, whole, word } from '../fields.js'
import { section } from '../section.js'

type Product = keyof typeof productHealth
const products = Object.keys(productHealth) as [Product, ...Product[]]

const productText = (what: string): string => `${what}; docs/balancer.md has the numbers.`

const active = section(
  {
    path: text('What is asked for.', '/health', /^\/[!-~]*$/, 'a path such as /health').optional(),
    interval: positiveDuration('From the end of a check of a backend to the begin of its next.', '2s').optional(),
    downInterval: positiveDuration('The same while it is down; as `interval` if left out.', '1s').optional(),
    timeout: positiveDuration('An answer that comes later is a bad one.', '1s').optional(),
    rise: whole('Good checks in a row that bring it up.', 2, 1, 100).optional(),
    fall: whole('Bad checks in a row that take it down.', 3, 1, 100).optional(),
    ok: statuses().optional(),
  },
  'active checks',
)

const successRate = section(
  {
    minHosts: whole('Not with fewer backends that had enough requests.', 5, 1, 32_767).prefault(5),
    minRequests: whole('Requests in an interval that are enough.', 100, 1, 1_000_000).prefault(100),
    factor: decimal('Ejects below mean - factor * standard deviation.', 1.9, 0).prefault(1.9),
  },
  'a success rate',
).meta({ description: 'Ejects who fails much more than the others do.' })

const failureShare = section(
  {
    minHosts: whole('Not with fewer backends that had enough requests.', 5, 1, 32_767).prefault(5),
    minRequests: whole('Requests in an interval that are enough.', 50, 1, 1_000_000).prefault(50),
    share: positiveShare('Ejects who fails this share of its requests, or more.', '85%').prefault('85%'),
  },
  'a share of failures',
).meta({ description: 'Ejects who fails most of its requests.' })

const outlier = section(
  {
    interval: positiveDuration('Between two looks at rates and at ejections that end.', '10s').optional(),
    consecutive5xx: whole('5xx or failures in a row that eject at once; 0: never.', 5, 0, 1_000_000).optional(),
    consecutiveGateway: whole('The same for 502, 503, 504 and failures.', 5, 0, 1_000_000).optional(),
    baseEjection: positiveDuration('The n-th ejection lasts n times as long.', '30s').optional(),
    maxEjection: positiveDuration('But never longer.', '300s').optional(),
    maxEjectionShare: share('Of the backends at once; one may always be ejected.', '10%').optional(),
    successRate: successRate.optional(),
    failureShare: failureShare.optional(),
  },
  'outlier ejection',
)

const own = section(
  {
    like: word(productText('The product that says what is left out'), products).prefault('nginx'),
    passive: toggle('nginx: `maxFails` within `failTimeout` of each backend.', true).optional(),
    active: part(active, 'active checks', 'A GET to each backend now and then; true takes those of HAProxy.'),
    outlier: part(outlier, 'outlier ejection', 'As Envoy does it; true takes its defaults.'),
    panic: panicBelow().optional(),
  },
  'health',
)

/** `health: haproxy` or `health: { like: haproxy, active: { interval: 1s } }`. */
export const healthSchema = z
  .union(
    [
      word(productText('How a product does it by default'), products).transform(name => productHealth[name]),
      own.transform(healthOf),
    ],
    {
      error: `expected ${products.slice(0, -1).join(', ')} or ${products.at(-1)}, or a map such as { like: haproxy, active: { interval: 1s } }`,
    },
  )
  .prefault('nginx')
  .meta({ description: 'How sick backends are found: as a product does it, or in parts.', example: 'haproxy' })

/** true and false stand for what a product has, and for nothing. */
function part<S extends z.ZodType<object>>(schema: S, what: string, description: string) {
  return z
    .union([toggle('', true), schema], { error: `expected true, false or ${what}, a map` })
    .optional()
    .meta({ description, example: true })
}

function healthOf(given: z.output<typeof own>): HealthSpec {
  const base: HealthSpec = productHealth[given.like]
  return {
    name: 'own',
    passive: given.passive ?? base.passive,
    active: given.active === undefined ? base.active : activeOf(given.active, base.active),
    outlier: given.outlier === undefined ? base.outlier : outlierOf(given.outlier, base.outlier),
    panic: given.panic ?? base.panic,
  }
}

function activeOf(given: boolean | z.output<typeof active>, like: ActiveCheckSpec | undefined): HealthSpec['active'] {
  if (given === false) return undefined
  const base = like ?? productHealth.haproxy.active
  if (given === true) return base
  const intervalMs = given.interval ?? base.intervalMs
  return {
    path: given.path ?? base.path,
    intervalMs,
    downIntervalMs: given.downInterval ?? given.interval ?? base.downIntervalMs,
    // Nobody waits for an answer when the next check is due.
    timeoutMs: given.timeout ?? Math.min(base.timeoutMs, intervalMs),
    rise: given.rise ?? base.rise,
    fall: given.fall ?? base.fall,
    okFrom: given.ok?.from ?? base.okFrom,
    okTo: given.ok?.to ?? base.okTo,
  }
}

function outlierOf(given: boolean | z.output<typeof outlier>, like: OutlierSpec | undefined): HealthSpec['outlier'] {
  if (given === false) return undefined
  const base = like ?? productHealth.envoy.outlier
  if (given === true) return base
  return {
    intervalMs: given.interval ?? base.intervalMs,
    consecutive5xx: given.consecutive5xx ?? base.consecutive5xx,
    consecutiveGateway: given.consecutiveGateway ?? base.consecutiveGateway,
    baseEjectionMs: given.baseEjection ?? base.baseEjectionMs,
    maxEjectionMs: given.maxEjection ?? base.maxEjectionMs,
    maxEjectionShare: given.maxEjectionShare ?? base.maxEjectionShare,
    successRate: given.successRate ?? base.successRate,
    failureShare: given.failureShare ?? base.failureShare,
  }
}

/** 200, or 200-399. */
function statuses() {
  const read = (value: unknown): { readonly from: number; readonly to: number } => {
    const [, low, high = low] = /^([1-5]\d\d)(?:-([1-5]\d\d))?$/.exec(textOf(value)) ?? []
    if (low === undefined || Number(low) > Number(high))
      throw new Error('expected a status, or statuses such as 200-399')
    return { from: Number(low), to: Number(high) }
  }
  const json = { type: ['integer', 'string'], pattern: '^[1-5]\\d\\d(-[1-5]\\d\\d)?$', unit: 'statuses' }
  return leaf(json, read).meta({ description: 'Statuses that are good.', example: '200-399' })
}

/** 50%, a number of backends, or false. */
function panicBelow() {
  const read = (value: unknown): HealthSpec['panic'] => {
    if (value === false) return { belowShare: 0, belowCount: 0 }
    if (Number.isSafeInteger(value) && (value as number) >= 0) return { belowShare: 0, belowCount: value as number }
    try {
      return { belowShare: parseShare(textOf(value)), belowCount: 0 }
    } catch {
      throw new Error('expected a share such as 50%, a number of backends, or false')
    }
  }
  const json = { type: ['boolean', 'integer', 'string'], pattern: unitPatterns.share, unit: 'panic' }
  return leaf(json, read).meta({
    description: 'Where fewer backends than this are healthy, health is ignored and all are used.',
    example: '50%',
  })
}
