import { z } from 'zod'
import { parseDuration, unitPatterns } from '../units.js'
import { failuresSchema, slowStartSchema } from './failures.js'
import { faultSchema } from './faults.js'
import {
  count,
  leaf,
  plainName,
  plainNameRule,
  positiveDuration,
  share,
  text,
  textOf,
  toggle,
  whole,
} from './fields.js'
import { latencySchema } from './latency.js'
import { section } from './section.js'

/** A fleet for virtual time; a `TrialRecord` holds the index in 16 bits, sign included. */
export const mostBackends = 32_767

/** `keepAlive: true`: nginx's own default, `keepalive_timeout 75s`. */
const defaultKeepAliveMs = 75_000

/** One entry of `backends:`; with `count`, that many equal backends. */
export const backendSchema = section(
  {
    name: text(
      'Name in reports; with `count` above 1, NAME-1, NAME-2, ... Default: b1, b2, ...',
      'slow',
      plainName,
      plainNameRule,
    ).optional(),
    count: count('How many backends of this kind.', 4, 1, mostBackends).prefault(1),
    weight: whole('Weight in the strategies that know weights.', 2, 1, 65535).prefault(1),
    workers: whole('Worker processes.', 2, 1, 1000).prefault(1),
    threads: whole('Threads a worker; `workers` times `threads` requests are served at once.', 4, 1, 1000).prefault(1),
    backlog: whole('How many requests may wait to be accepted, as gunicorn --backlog.', 128, 0, 65535).prefault(2048),
    keepAlive: keepAlive(),
    latency: latencySchema.meta({
      description: 'Service time: a time, or a distribution.',
      example: '{ lognormal: { mean: 20ms, p99: 80ms } }',
    }),
    cpu: share('Share of the service time that burns real CPU; the rest waits, as for a database.', '30%').prefault(
      '0%',
    ),
    failures: failuresSchema.prefault({}).meta({ description: 'What share of the requests fails, and how.' }),
    slowStart: slowStartSchema.optional().meta({ description: 'Slow after the start of the run and after `recover`.' }),
    faults: z
      .array(faultSchema, { error: 'expected a list of faults such as - { at: 3s, do: crash }' })
      .prefault([])
      .meta({ description: 'Scheduled changes.' }),
    maxFails: whole('Failures within `failTimeout` that ban it, as nginx max_fails; 0 never.', 3, 0, 1000).prefault(1),
    failTimeout: positiveDuration('How long a ban lasts, and failures are remembered, as nginx.', '5s').prefault('10s'),
    maxRequests: whole(
      'Requests the balancer sends it at once, as HAProxy maxconn; 0: no limit.',
      100,
      0,
      1_000_000,
    ).prefault(0),
    port: whole(
      'TCP port to listen on, with `count` the first of consecutive ones; 0 takes any free port.',
      18001,
      0,
      65535,
    ).prefault(0),
    backup: toggle('Used only where no other backend is available, as nginx backup.', true).prefault(false),
  },
  'a backend',
).meta({ id: 'backend' })

/** One entry as read: units gone, defaults filled in, files not yet read. */
export type BackendDocument = z.output<typeof backendSchema>

/** A list of entries, or one entry. */
export const backendsSchema = z
  .union(
    [
      z.array(backendSchema, { error: 'expected a list' }).min(1, { error: 'expected at least one backend' }),
      backendSchema.transform(entry => [entry]),
    ],
    { error: 'expected a backend such as { count: 4, latency: 20ms }, or a list of them' },
  )
  .meta({ description: 'The simulated backends: one entry with a `count`, or a list of entries.' })

function keepAlive() {
  const json = { type: ['boolean', 'string'], pattern: unitPatterns.duration, unit: 'keepAlive' }
  const read = (value: unknown): number => {
    if (typeof value === 'boolean') return value ? defaultKeepAliveMs : 0
    try {
      return parseDuration(textOf(value))
    } catch {
      throw new Error('expected true, false or a duration such as 2s')
    }
  }
  return leaf(json, read).prefault(true).meta({
    description:
      'How long an idle connection stays open: true (75 s), false (closed after each answer, as gunicorn sync), or a time.',
    example: '2s',
  })
}
