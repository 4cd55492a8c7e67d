import { z } from 'zod'
import type { HedgeSpec, RetryCondition, RetrySpec } from '../../model/balancer-spec.js'
import { productRetry } from '../../model/products.js'
import { duration, leaf, positiveDuration, share, whole, word } from '../fields.js'
import { section } from '../section.js'

type Product = keyof typeof productRetry
const products = Object.keys(productRetry) as [Product, ...Product[]]
const causes = ['connect', 'reset', 'timeout', 'invalid', '5xx', 'gateway'] as const

const budget = section(
  {
    share: share('Of the requests under way.', '20%').prefault('20%'),
    min: whole('So many may always run.', 3, 0, 1_000_000).prefault(3),
  },
  'a retry budget',
)

const own = section(
  {
    like: word('The product that says what is left out.', products).prefault('nginx'),
    count: whole(
      'Further tries of a request. Default: as `like`; with nginx, all the other backends.',
      2,
      0,
      1000,
    ).optional(),
    on: z.array(condition(), { error: 'expected a list such as [connect, reset, 503]' }).optional().meta({
      description:
        'What is tried again: connect, reset, timeout (of `readTimeout`), invalid, 5xx, gateway (502, 503, 504), or a status.',
      example: '[connect, reset, 503]',
    }),
    budget: budget
      .optional()
      .meta({ description: 'No more retries at once than this, as Envoy.', example: '{ share: 20% }' }),
    backoff: duration('The k-th retry waits a uniform time below (2^k - 1) times this.', '25ms').optional(),
    maxBackoff: positiveDuration('But below this; ten times `backoff` if left out.', '250ms').optional(),
  },
  'retries',
)

/** What is written, to be completed where the number of backends is known. */
export type RetryDocument = (backends: number) => RetrySpec

/** `retries: 2`, `retries: envoy` or `retries: { like: envoy, on: [connect, 503] }`. */
export const retriesSchema = z
  .union(
    [
      whole('', 1, 0, 1000).transform(
        (count): RetryDocument =>
          () => ({ ...productRetry.nginx, count }),
      ),
      word('', products).transform(
        (name): RetryDocument =>
          backends =>
            counted(productRetry[name], backends),
      ),
      own.transform(
        (given): RetryDocument =>
          backends =>
            retryOf(given, counted(productRetry[given.like], backends)),
      ),
    ],
    {
      error: `expected a number of retries, ${products.join(', ')}, or a map such as { count: 2, on: [connect, 503] }`,
    },
  )
  .prefault('nginx')
  .meta({
    description: 'Further tries of a failed request: how many, as a product does it, or in parts.',
    example: 1,
  })

/** As many as there are other backends, where the product has no number of its own. */
function counted(retry: RetrySpec, backends: number): RetrySpec {
  return Number.isFinite(retry.count) ? retry : { ...retry, count: Math.max(0, backends - 1) }
}

function retryOf(given: z.output<typeof own>, base: RetrySpec): RetrySpec {
  return {
    count: given.count ?? base.count,
    on: given.on ?? base.on,
    budget: given.budget ?? base.budget,
    backoffMs: given.backoff ?? base.backoffMs,
    maxBackoffMs: given.maxBackoff ?? (given.backoff === undefined ? base.maxBackoffMs : 10 * given.backoff),
  }
}

function condition() {
  const read = (value: unknown): RetryCondition => {
    const known = causes.find(each => each === value)
    if (known !== undefined) return known
    if (Number.isSafeInteger(value) && (value as number) >= 400 && (value as number) <= 599) return value as number
    throw new Error(`expected ${causes.join(', ')}, or a status from 400 to 599`)
  }
  return leaf({ type: ['string', 'integer'], unit: 'condition' }, read)
}

const hedge = section(
  {
    after: positiveDuration('How long the answer may take before another backend is asked as well.', '50ms'),
    max: whole('Further backends at most, each after another `after`.', 1, 1, 10).prefault(1),
  },
  'hedging',
)

/** `hedge: 50ms` or `hedge: { after: 50ms, max: 2 }`. */
export const hedgeSchema = z
  .union(
    [
      positiveDuration('', '50ms').transform((afterMs): HedgeSpec => ({ afterMs, max: 1 })),
      hedge.transform(({ after, max }): HedgeSpec => ({ afterMs: after, max })),
    ],
    { error: 'expected a time such as 50ms, or { after: 50ms, max: 2 }' },
  )
  .meta({ description: 'Asks a second backend where the first is slow; the first answer wins.', example: '50ms' })
