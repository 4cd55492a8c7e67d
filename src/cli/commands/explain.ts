import { exitStatus, LbbenchError } from '../../errors.js'
import type { Args, Command } from '../command.js'
import { withDocsPaths } from '../docs-path.js'
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
    ['lbbench explain retry budget', 'several words are one term, or several: explain p99 p50'],
    ['lbbench explain twin-gap', 'a warning of a report'],
  ],
  complete: async flag => (flag === undefined ? (await import('../../glossary/term-of.js')).termNames() : []),
  run: explain,
}

/** Nobody reads lines of 200 characters. */
const widest = 100

async function explain(args: Args, io: Io): Promise<number> {
  const { printedGroups } = await import('../explain/print-term.js')

  const width = Math.min(widthOf(io.stdout, io.env), widest)
  const words = (args.term as string[] | undefined) ?? []
  const text = words.length === 0 ? printedGroups(width) : (await explained(words, width, io)).join('\n')
  io.stdout.write(withDocsPaths(text, io.cwd))
  return exitStatus.ok
}

/**
 * Several words are one term ("retry budget"), or several ("p99 p50"): each time as many as make one.
 * @throws LbbenchError UNKNOWN_NAME where some make none
 */
async function explained(words: readonly string[], width: number, io: Io): Promise<string[]> {
  const texts: string[] = []
  for (let from = 0; from < words.length; ) {
    let to = words.length
    let text = await explainedOne(words.slice(from, to).join(' '), width, io)
    while (text === undefined && --to > from) text = await explainedOne(words.slice(from, to).join(' '), width, io)
    if (text === undefined) throw await unknownTerm(words.slice(from).join(' '))
    texts.push(text)
    from = to
  }
  return texts
}

async function explainedOne(word: string, width: number, io: Io): Promise<string | undefined> {
  const { printedTerm } = await import('../explain/print-term.js')
  const { termOf } = await import('../../glossary/term-of.js')
  const term = termOf(word)
  return term === undefined ? explainedStrategy(word, io) : printedTerm(term, width)
}

/** Of the name of a strategy: what the list of strategies says of it; undefined of any other word. */
async function explainedStrategy(word: string, io: Io): Promise<string | undefined> {
  const { strategies } = await import('../../strategies/index.js')
  const { listedDetails } = await import('../list/strategies.js')
  const found = strategies.find(({ name, aliases = [] }) => [name, ...aliases].includes(word.toLowerCase()))
  if (found === undefined) return undefined
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
