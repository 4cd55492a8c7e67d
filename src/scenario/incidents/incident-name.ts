import { leaf } from '../fields.js'

/** Longer ones would leave no room for anything else in tables and gates. */
const mostLetters = 32

/** What these words mean in a gate they would mean no longer: who, which run, and what is no incident. */
const takenByGates = ['all', 'any', 'baseline', 'scaling']

const json = { type: 'string', pattern: `^(?!(?:${takenByGates.join('|')})$)[A-Za-z][\\w-]{0,${mostLetters - 1}}$` }

/** Fit to stand in a gate: "crash.recovery <= 3s". */
export function incidentName() {
  return leaf(json, read).meta({
    description: 'Name in reports and gates. Default: what befalls; "crash-2" for the second crash.',
    example: 'crash',
  })
}

function read(value: unknown): string {
  if (typeof value !== 'string' || !/^[A-Za-z][\w-]*$/.test(value))
    throw new Error('expected a name of letters, digits, "_" and "-" that begins with a letter')
  if (value.length > mostLetters) throw new Error(`expected a name of at most ${mostLetters} characters`)
  if (takenByGates.includes(value)) throw new Error(`expected another name, for "${value}" is taken by gates`)
  return value
}
