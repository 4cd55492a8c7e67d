import { z } from 'zod'
import { parseShare } from '../../units.js'
import { flapSchema } from '../faults.js'
import { duration, increase, leaf, positiveDuration, positiveShare, whole, word } from '../fields.js'
import { moment } from '../moment.js'
import { section } from '../section.js'
import { incidentName } from './incident-name.js'

/** Whom a fault befalls, as written: all, the last so many of the list, or those named. */
export type Whom =
  | 'all'
  | { readonly share: number }
  | { readonly name: string }
  | { readonly names: readonly string[] }

const deploy = section(
  {
    drain: duration('Nothing new is sent there for so long; then it stops.', '500ms').prefault('0ms'),
    down: positiveDuration('How long it is stopped.', '300ms'),
    wait: duration('It runs again for so long before requests are sent there.', '200ms').prefault('0ms'),
  },
  'a deploy',
).meta({ description: 'Each backend in turn is drained, restarted and let in again, evenly spread over the time.' })

const keys = section(
  {
    name: incidentName().optional(),
    backends: whom().optional(),
    from: moment('When it begins, from the start of measuring.', '25%').optional(),
    to: moment('When it is over. Default: never.', '60%').optional(),
    at: moment('When a backend joins.', '30%').optional(),
    do: word(
      '`crash`: connections are reset, then refused. `freeze`: they are accepted, and nothing is answered. `join`: it does not run before `at`.',
      ['crash', 'freeze', 'join'],
    ).optional(),
    slow: increase('Requests that start meanwhile take this many times longer.', '10x').optional(),
    errors: positiveShare('So many more requests that start meanwhile are answered with `status`.', '30%').optional(),
    status: whole('The status of those answers. Default: 503.', 503, 400, 599).optional(),
    ramp: duration('The errors rise in ten steps within this time. Default: at once.', '1s').optional(),
    flap: flapSchema.optional(),
    deploy: deploy.optional(),
    surge: increase('Requests come at so many times the rate.', '3x').optional(),
    hot: positiveShare('So many of the requests, whoever sent them, become those of one client.', '30%').optional(),
  },
  'a fault',
)

/** One entry as read: each key where it was written. Which belong together is for `faultOf` to say. */
export type FaultKeys = z.output<typeof keys>

const ofBackends = ['do', 'slow', 'errors', 'flap', 'deploy'].map(effect => ({
  required: ['backends', 'from', effect],
}))
const ofTraffic = ['surge', 'hot'].map(effect => ({ required: ['from', effect] }))

/** `faults:` of the scenario: what befalls backends and traffic. */
export const scenarioFaultsSchema = z
  .array(keys.meta({ oneOf: [...ofBackends, { required: ['backends', 'at', 'do'] }, ...ofTraffic] }), {
    error: 'expected a list of faults such as - { backends: b4, from: 25%, to: 60%, do: crash }',
  })
  .prefault([])
  .meta({
    description: 'What befalls backends and traffic, each an incident with a name.',
    example: '[{ backends: b4, from: 25%, to: 60%, do: crash }]',
  })

function whom() {
  const json = { type: ['string', 'array'], items: { type: 'string' }, unit: 'whom' }
  return leaf(json, readWhom).meta({
    description: 'Whom it befalls: `all`, a share (the last of the list), a name, or a list of names.',
    example: '[b1, b2]',
  })
}

function readWhom(value: unknown): Whom {
  if (typeof value === 'string' && value.trim().endsWith('%')) return { share: parseShare(value) }
  if (value === 'all') return value
  if (typeof value === 'string') return { name: value }
  if (Array.isArray(value) && value.length > 0 && value.every(each => typeof each === 'string')) return { names: value }
  throw new Error('expected a backend such as b4, a list of them, a share such as 50%, or all')
}
