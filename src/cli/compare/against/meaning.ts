import { configurationFilesIn, idealStrategy, strategyFilesIn } from '../../../bench/candidate.js'
import { withoutLabel } from '../../../bench/candidate-label.js'
import { engineNames } from '../../../bench/engine-names.js'
import { LbbenchError } from '../../../errors.js'
import { findStrategy } from '../../../strategies/index.js'

/** What stands behind `--against`. */
export type Meaning =
  /** As in --strategies. */
  | { readonly kind: 'candidate'; readonly id: string }
  /** Of git, as typed. */
  | { readonly kind: 'revision'; readonly revision: string }

/** Before a revision that could be something else, e.g. a branch called rr. */
const revisionPrefix = 'git:'

/**
 * A candidate where it looks like a path, names a strategy or an engine, or has options; a file that is there; else a revision.
 * @param isFile whether there is a file of that path
 * @throws LbbenchError USAGE for what can be none of them
 */
export function meaningOf(text: string, isFile: (path: string) => boolean): Meaning {
  if (text.startsWith(revisionPrefix)) return revision(text.slice(revisionPrefix.length), text)
  if (text.includes(','))
    throw new LbbenchError('USAGE', `--against "${text}": expected one candidate, file or revision`, examples)
  if (isCandidate(text)) return { kind: 'candidate', id: text }
  if (isFile(text)) return { kind: 'candidate', id: `./${text}` }
  return revision(text, text)
}

const examples = 'for example: --against rr, --against ./mine.ts, --against HEAD~1'

function revision(text: string, typed: string): Meaning {
  // It becomes part of a candidate's name, which gates put in double quotes where they have to.
  if (/^[^-"][^"]*$/.test(text)) return { kind: 'revision', revision: text }
  throw new LbbenchError('USAGE', `--against "${typed}": expected a file, a candidate or a git revision`, examples)
}

function isCandidate(text: string): boolean {
  if (strategyFilesIn(text).length > 0 || configurationFilesIn(text).length > 0) return true
  const [, engine] = /^([^:]*):/.exec(text) ?? []
  // git forbids "?" in the names of branches and tags.
  return (engine !== undefined && engineNames.includes(engine)) || text.includes('?') || isStrategy(withoutLabel(text))
}

function isStrategy(name: string): boolean {
  try {
    return name.toLowerCase() === idealStrategy || findStrategy(name) !== undefined
  } catch (error) {
    if (error instanceof LbbenchError) return false
    throw error
  }
}
