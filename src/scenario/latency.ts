import { z } from 'zod'
import type { Distribution } from '../model/distribution.js'
import { decimal, duration, positiveDuration, share, text } from './fields.js'
import { empiricalOf, gammaOf, type LatencyDocument, lognormalOf, paretoOf, uniformOf } from './latency-forms.js'
import { choice, section } from './section.js'

const uniform = section(
  { min: duration('Shortest service time.', '10ms'), max: duration('Longest service time.', '30ms') },
  'a uniform distribution',
)

const exponential = section(
  { mean: positiveDuration('Mean service time.', '10ms') },
  'an exponential distribution',
).transform((given): Distribution => ({ kind: 'exponential', meanMs: given.mean }))

const lognormal = section(
  {
    mean: positiveDuration('Mean service time; or give `median`.', '20ms').optional(),
    median: positiveDuration('Median service time; or give `mean`.', '15ms').optional(),
    p99: positiveDuration('99th percentile; or give `cv`.', '80ms').optional(),
    cv: decimal('Standard deviation over mean; or give `p99`.', 1.5, 0, true).optional(),
  },
  'a lognormal distribution',
)

const gamma = section(
  {
    mean: positiveDuration('Mean service time.', '20ms'),
    cv: decimal('Standard deviation over mean; 1 is the exponential distribution.', 0.5, 0, true),
  },
  'a gamma distribution',
)

const pareto = section(
  {
    mean: positiveDuration('Mean service time; or give `scale`.', '20ms').optional(),
    scale: positiveDuration('Shortest service time; or give `mean`.', '5ms').optional(),
    shape: decimal('Tail index: the smaller, the heavier the tail.', 1.5, 0, true),
    max: positiveDuration('Longest service time (bounded Pareto); unbounded without.', '1s').optional(),
  },
  'a Pareto distribution',
)

const bimodal = section(
  {
    fast: duration('Service time of the fast requests.', '5ms'),
    slow: duration('Service time of the slow requests.', '200ms'),
    slowShare: share('Share of slow requests.', '5%'),
  },
  'a bimodal distribution',
).transform(
  (given): Distribution => ({ kind: 'bimodal', fastMs: given.fast, slowMs: given.slow, slowShare: given.slowShare }),
)

const quantiles = z
  .record(
    z.string().regex(/^p\d+(\.\d+)?$/, { error: 'expected quantiles named p0 to p100' }),
    duration('Service time at this quantile.', '80ms'),
    { error: 'expected quantiles such as { p0: 1ms, p50: 10ms, p99: 80ms, p100: 200ms }' },
  )
  .meta({
    description: 'Service times at quantiles from p0 to p100, joined by straight lines.',
    example: '{ p0: 1ms, p50: 10ms, p99: 80ms, p100: 200ms }',
  })

const file = text(
  'Measured service times, relative to the scenario: a time in ms a line, or "quantile,ms" lines from 0 to 1.',
  'latencies.csv',
  /\S/,
  'the name of a file',
)

const empirical = choice({ file: file.optional(), quantiles: quantiles.optional() }, 'an empirical distribution')

const forms = choice(
  {
    constant: duration('The same for every request; `latency: 20ms` is short for it.', '20ms').optional(),
    uniform: made(uniform, uniformOf, 'Anything between two times, equally likely.').optional(),
    exponential: exponential.meta({ description: 'The textbook M/M/k server.' }).optional(),
    lognormal: made(
      lognormal,
      lognormalOf,
      'Typical of web applications: `mean` or `median`, with `p99` or `cv`.',
    ).optional(),
    gamma: made(gamma, gammaOf, 'More (`cv` below 1) or less regular than exponential.').optional(),
    pareto: made(pareto, paretoOf, 'A heavy tail: few requests hold most of the work.').optional(),
    bimodal: bimodal.meta({ description: 'Cache hits and misses: two service times.' }).optional(),
    empirical: made(empirical, empiricalOf, 'Measured service times.').optional(),
  },
  'a distribution',
).transform(asOne)

const constant = leafConstant()

/** `latency: 20ms` or `latency: { lognormal: { mean: 20ms, p99: 80ms } }`; also think times. */
export const latencySchema = z
  .union([constant, forms], {
    error: 'expected a time such as 20ms, or a distribution such as { exponential: { mean: 20ms } }',
  })
  .meta({ id: 'latency' })

function leafConstant() {
  const time = duration('A constant time.', '20ms')
  return time.transform((valueMs): LatencyDocument => ({ kind: 'constant', valueMs }))
}

type Forms = Partial<Record<string, LatencyDocument | number>>

function asOne(given: Forms): LatencyDocument {
  const [form] = Object.values(given)
  return typeof form === 'number' ? { kind: 'constant', valueMs: form } : form!
}

/** A section turned into a distribution by a constructor that may refuse the numbers with a sentence. */
function made<D, T>(schema: z.ZodType<D>, make: (given: D) => T, description: string) {
  return schema
    .transform((given, ctx): T => {
      // zod goes on after an unknown key, with the others only.
      if (ctx.issues.length > 0) return z.NEVER
      try {
        return make(given)
      } catch (error) {
        ctx.addIssue({ code: 'custom', message: (error as Error).message })
        return z.NEVER
      }
    })
    .meta({ description })
}
