import { exitStatus, LbbenchError } from '../../errors.js'
import type { Args, Command } from '../command.js'
import { type Io, widthOf } from '../io.js'

export const explainCommand: Command = {
  name: 'explain',
  usage: 'explain [term..]',
  summary: 'Say what a word of the reports means, how it is measured and what is good',
  positionals: {
    term: {
      type: 'string',
      array: true,
      describe:
        'a metric, the head of a column, the code of a warning, a word of the field, a strategy; without one, all there are',
    },
  },
  options: {},
  examples: [
    ['lbbench explain p99', 'what it is, and when it is good'],
    ['lbbench explain retry budget', 'several words are one term'],
    ['lbbench explain twin-gap', 'a warning of a report'],
  ],
  complete: async flag => (flag === undefined ? (await import('../../glossary/term-of.js')).termNames() : []),
  run: explain,
}

/** Nobody reads lines of 200 characters. */
const widest = 100

async function explain(args: Args, io: Io): Promise<number> {
  const { printedGroups, printedTerm } = await import('../explain/print-term.js')
  const { termOf } = await import('../../glossary/term-of.js')

  const width = Math.min(widthOf(io.stdout, io.env), widest)
  const word = ((args.term as string[] | undefined) ?? []).join(' ')
  const term = termOf(word)
  if (word === '') io.stdout.write(printedGroups(width))
  else if (term !== undefined) io.stdout.write(printedTerm(term, width))
  else io.stdout.write(await explainedStrategy(word, io))
  return exitStatus.ok
}

/** Of the name of a strategy: what the list of strategies says of it. */
async function explainedStrategy(word: string, io: Io): Promise<string> {
  const { strategies } = await import('../../strategies/index.js')
  const { listedDetails } = await import('../list/strategies.js')
  const found = strategies.find(({ name, aliases = [] }) => [name, ...aliases].includes(word.toLowerCase()))
  if (found === undefined) throw await unknownTerm(word)
  const beside = found.name === 'rr' ? 'lc' : 'rr'
  return `${await listedDetails(found.name, io)}
  try       lbbench compare uneven --engine virtual -s ${found.name},${beside}
  see       ${found.family} strategies, strategy families
  page      docs/strategies.md
`
}

async function unknownTerm(word: string): Promise<LbbenchError> {
  const { nearestTerm } = await import('../../glossary/term-of.js')
  const near = nearestTerm(word)
  const guess = near === undefined ? '' : `; did you mean "${near.name}"?`
  const hint = '"lbbench explain" lists every word that it knows'
  return new LbbenchError('UNKNOWN_NAME', `explain knows no "${word}"${guess}`, hint)
}
