import type { Family, OptionSpec, Strategy } from '../../strategies/strategy.js'
import type { Io } from '../io.js'
import { aligned, type Row, widthOf } from './rows.js'

/** What the families have in common. */
const familyTitles: Record<Exclude<Family, 'own'>, string> = {
  rotation: 'each in its turn',
  random: 'by chance',
  load: 'by requests in flight',
  latency: 'by what answers and probes tell of time',
  hash: 'by who asks, or for what',
  nested: 'around another strategy',
  cloud: 'emulations of documented behaviour, settings of the balancer included',
}

/** A line a strategy, by family, and `ideal` at the end. */
export function strategyOverview(): Promise<string> {
  return byFamily('  ', ({ name, summary }) => [[name, summary]])
}

/** The same with whose picks they make, what they have to know, other names and options. */
export function strategyDetails(): Promise<string> {
  return byFamily('', detailRows)
}

/** The same of these alone, the user's own among them. @param list as for --strategies */
export async function listedDetails(list: string, io: Io): Promise<string> {
  const { findStrategy } = await import('../../strategies/index.js')
  const { ownStrategiesIn } = await import('../own/own-strategies.js')
  const own = await ownStrategiesIn(list, io)
  const names = list.split(',').map(entry => entry.trim().replace(/\?.*$/s, ''))
  return aligned(names.flatMap(name => detailRows(own.get(name)?.strategy ?? findStrategy(name))))
}

type Described = Omit<Strategy, 'start' | 'around'>

function detailRows(strategy: Described): Row[] {
  return [[strategy.name, strategy.summary], ...detailsOf(strategy).map((text): Row => ['', `  ${text}`])]
}

async function byFamily(indent: string, rowsOf: (strategy: Strategy) => Row[]): Promise<string> {
  const { strategies } = await import('../../strategies/index.js')
  const { idealStrategy } = await import('../../bench/candidate.js')
  const width = widthOf(strategies.map(({ name }): Row => [name, '']))
  const sections = Object.entries(familyTitles).flatMap(([family, title]) => {
    const members = strategies.filter(strategy => strategy.family === family)
    if (members.length === 0) return []
    return [`${indent}${family}: ${title}\n${aligned(members.flatMap(rowsOf), `${indent}  `, width)}`]
  })
  const ideal: Row = [idealStrategy, 'one queue before all workers, what there is to win; virtual time only']
  return [...sections, `${indent}no strategy:\n${aligned([ideal], `${indent}  `, width)}`].join('')
}

function detailsOf({ product, knows, aliases = [], options = {} }: Described): string[] {
  const facts = [
    ...(product === undefined ? [] : [`as ${product}`]),
    `needs ${knows.length === 0 ? 'nothing' : knows.join(', ')}`,
    ...(aliases.length === 0 ? [] : [`also ${aliases.join(', ')}`]),
  ]
  return [facts.join('; '), ...Object.entries(options).map(([name, spec]) => optionLine(name, spec))]
}

function optionLine(name: string, { default: usual, summary, values }: OptionSpec): string {
  const choices = values === undefined ? '' : ` (${values.join(', ')})`
  return `?${name}=${usual}: ${summary}${choices}`
}
