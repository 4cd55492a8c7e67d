import { z } from 'zod'
import { curveSchema } from './curve.js'
import {
  count,
  decimal,
  factor,
  load,
  positiveDuration,
  positiveShare,
  rate,
  size,
  text,
  whole,
  word,
} from './fields.js'
import { latencySchema } from './latency.js'
import { choice, isMap, section } from './section.js'
import { sessionsSchema } from './sessions.js'

const burst = section(
  {
    every: positiveDuration('A burst begins this often.', '1s'),
    for: positiveDuration('How long a burst lasts.', '200ms'),
    factor: factor(
      'Its rate, in multiples of the mean rate; between bursts it is lower, so that the mean holds.',
      '3x',
    ),
  },
  'a burst',
)
  .check(ctx => {
    const { every, for: lasts, factor: times } = ctx.value
    const message =
      lasts >= every
        ? '"for" must be shorter than "every"'
        : times * lasts > every * (1 + 1e-9)
          ? 'a burst cannot hold more than all requests: factor * for must be at most every'
          : undefined
    if (message) ctx.issues.push({ code: 'custom', message, input: ctx.value, path: [] })
  })
  .meta({ description: 'Poisson arrivals that come in bursts.' })

const trace = text(
  'Due times from a file, relative to the scenario: one in ms a line, ascending, 0 is the start of measuring.',
  'arrivals.txt',
  /\S/,
  'the name of a file',
)

const arrivals = z
  .union(
    [
      word('Poisson: independent users. Even: equal gaps.', ['poisson', 'even']),
      choice({ burst: burst.optional(), curve: curveSchema.optional(), trace: trace.optional() }, 'arrivals'),
    ],
    { error: 'expected poisson, even, { burst: ... }, { curve: ... } or { trace: FILE }' },
  )
  .meta({
    description: 'When requests arrive: poisson, even, in bursts, on a curve, or as in a file.',
    example: '{ trace: arrivals.txt }',
  })

const clientCount = () => count('How many clients.', 200, 1, 1_000_000)

const clients = z
  .union(
    [
      clientCount(),
      section(
        {
          count: clientCount().prefault(1000),
          zipf: decimal('Skew: client k asks in proportion to 1/k^zipf; 0 makes all equal.', 1.1, 0).prefault(0),
        },
        'clients',
      ),
    ],
    { error: 'expected a number of clients such as 1000, or { count: 200, zipf: 1.0 }' },
  )
  .transform(given => (isMap(given) ? given : { count: given, zipf: 0 }))

const request = section(
  {
    method: text('HTTP method.', 'POST', /^[A-Z]{1,20}$/, 'a method such as GET').prefault('GET'),
    path: text('Request target.', '/cart?id=7', /^\/[!-~]*$/, 'a path such as /cart').prefault('/'),
    body: size('Size of the request body.', '10kB').prefault('0B'),
    share: positiveShare('How often, compared with the other kinds.', '10%').prefault('100%'),
  },
  'a request',
)

/** `traffic:`. Exactly one of `rate`, `load`, `connections` or a trace says how much; see to-traffic.ts. */
export const trafficSchema = section(
  {
    rate: rate('Open loop: requests a second, whatever the answers do.', '480/s').optional(),
    load: load('Open loop: the rate as a share of what the backends can serve together.', '60%').optional(),
    arrivals: arrivals.prefault('poisson'),
    sockets: count(
      'Open loop: most sockets at once; an arrival that finds all busy waits, and is reported.',
      128,
      1,
      20_000,
    ).prefault(256),
    connections: whole(
      'Closed loop: so many users, each waiting for its answer before it asks again.',
      50,
      1,
      20_000,
    ).optional(),
    think: latencySchema.prefault('0ms').meta({
      description: 'Closed loop: pause between an answer and the next request: a time, or a distribution.',
      example: '10ms',
    }),
    clients: clients
      .prefault(1000)
      .meta({ description: 'Who asks: a number, or { count, zipf }.', example: '{ count: 200, zipf: 1.0 }' }),
    requests: z
      .array(request, { error: 'expected a list of requests such as - { method: GET, path: /cart }' })
      .min(1, { error: 'expected at least one request' })
      .max(256, { error: 'expected at most 256 kinds of request' })
      .prefault([{}])
      .meta({ description: 'The mix of requests.' }),
    timeout: positiveDuration('A client gives up after this, counted from when the request was due.', '2s').prefault(
      '2s',
    ),
    sessions: sessionsSchema
      .optional()
      .meta({ description: 'Clients log in, and then need their session.', example: '{ store: redis }' }),
  },
  'traffic',
)

/** `traffic:` as read: units gone, defaults filled in, files not yet read. */
export type TrafficDocument = z.output<typeof trafficSchema>
