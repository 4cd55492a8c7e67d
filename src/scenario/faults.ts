import { z } from 'zod'
import { factor, positiveDuration, word } from './fields.js'
import { type Moment, moment } from './moment.js'
import { section } from './section.js'

/** One scheduled change, as written. */
export type FaultDocument =
  | { readonly kind: 'crash' | 'recover'; readonly at: Moment }
  | { readonly kind: 'slow'; readonly from: Moment; readonly to: Moment; readonly factor: number }
  | {
      readonly kind: 'flap'
      readonly from: Moment
      readonly to: Moment
      readonly upMs: number
      readonly downMs: number
    }

/** `flap: { up, down }`. */
export const flapSchema = section(
  {
    up: positiveDuration('How long it stays up.', '1s'),
    down: positiveDuration('How long it stays down; it goes down first.', '500ms'),
  },
  'flapping',
).meta({ description: 'Crashes and recovers in turns from `from` to `to`, then stays up.' })

const keys = section(
  {
    at: moment('When it happens, from the start of measuring.', '3s').optional(),
    do: word('`crash`: connections are reset, then refused. `recover`: it serves again.', [
      'crash',
      'recover',
    ]).optional(),
    from: moment('When it begins.', '2s').optional(),
    to: moment('When it is over.', '4s').optional(),
    slow: factor('Requests that start meanwhile take this many times longer.', '5x').optional(),
    flap: flapSchema.optional(),
  },
  'a fault',
)

type Keys = z.output<typeof keys>

/** `{ at: 3s, do: crash }`, `{ from: 2s, to: 4s, slow: 5x }` or `{ from: 1s, to: 9s, flap: { up: 1s, down: 500ms } }`. */
export const faultSchema = keys
  .transform((given, ctx): FaultDocument => {
    const fault = shaped(given)
    if (fault) return fault
    // zod goes on after an unknown key, with the others only.
    if (ctx.issues.length === 0) ctx.addIssue({ code: 'custom', message: expected })
    return z.NEVER
  })
  .meta({
    oneOf: [{ required: ['at', 'do'] }, { required: ['from', 'to', 'slow'] }, { required: ['from', 'to', 'flap'] }],
    description: 'A scheduled change.',
  })

const expected = 'expected either { at, do } or { from, to, slow } or { from, to, flap }'

function shaped(given: Keys): FaultDocument | undefined {
  const { at, do: kind, from, to, slow, flap } = given
  switch (Object.keys(given).sort().join()) {
    case 'at,do':
      return { kind: kind!, at: at! }
    case 'from,slow,to':
      return { kind: 'slow', from: from!, to: to!, factor: slow! }
    case 'flap,from,to':
      return { kind: 'flap', from: from!, to: to!, upMs: flap!.up, downMs: flap!.down }
    default:
      return undefined
  }
}
