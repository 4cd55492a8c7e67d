import { z } from 'zod'
import type { PoolChange } from '../../model/balancer-spec.js'
import { formatDuration } from '../../units.js'
import { text, whole, word } from '../fields.js'
import { type Moment, moment, timeOf } from '../moment.js'
import { section } from '../section.js'

const kinds = ['drain', 'leave', 'join'] as const

const keys = section(
  {
    at: moment('When it happens, from the start of measuring.', '3s'),
    backend: text('Whose, by its name.', 'b1', /\S/, 'the name of a backend'),
    do: word(
      '`drain`: only sticky sessions go there. `leave`: nobody does. `join`: everybody does again.',
      kinds,
    ).optional(),
    weight: whole('Its weight from then on.', 3, 1, 65_535).optional(),
  },
  'a change',
)

/** One change as written. */
export type ChangeDocument = { readonly at: Moment; readonly backend: string } & (
  | { readonly do: (typeof kinds)[number] }
  | { readonly weight: number }
)

/** `changes: [{ at: 3s, backend: b1, do: drain }, { at: 50%, backend: b2, weight: 3 }]`. */
export const changesSchema = z
  .array(
    keys.transform((given, ctx): ChangeDocument => {
      const { at, backend, do: kind, weight } = given
      if (kind !== undefined && weight === undefined) return { at, backend, do: kind }
      if (kind === undefined && weight !== undefined) return { at, backend, weight }
      if (ctx.issues.length === 0) ctx.addIssue({ code: 'custom', message: 'expected either "do" or "weight"' })
      return z.NEVER
    }),
    { error: 'expected a list of changes such as - { at: 3s, backend: b1, do: drain }' },
  )
  .prefault([])
  .meta({ description: 'What the operator does meanwhile.', example: '[{ at: 3s, backend: b1, do: drain }]' })

/** Told about a change that makes no sense: its place in the list, the key to point at, and a sentence. */
type Refuse = (index: number, key: 'at' | 'backend', message: string) => void

/** In time order, with backends by number. Refused: who is not there, and what comes after the end of the run. */
export function poolChanges(
  documents: readonly ChangeDocument[],
  { names, durationMs, refuse }: { names: readonly string[]; durationMs: number; refuse: Refuse },
): PoolChange[] {
  const changes = documents.map((document, index): PoolChange => {
    const backend = names.indexOf(document.backend)
    const atMs = timeOf(document.at, durationMs)
    if (backend === -1)
      refuse(index, 'backend', `expected one of ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', ...' : ''}`)
    if (atMs >= durationMs)
      refuse(index, 'at', `expected a time before the end of the run, which lasts ${formatDuration(durationMs)}`)
    if ('do' in document) return { atMs, backend, kind: document.do }
    return { atMs, backend, kind: 'weight', weight: document.weight }
  })
  return changes.sort((a, b) => a.atMs - b.atMs)
}
