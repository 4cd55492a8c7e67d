import type { Options as YargsOption } from 'yargs'
import type { Command } from '../command.js'
import { bold, escaped, italic, item } from './roff.js'

/**
 * A command with all it takes, as an entry of COMMANDS. A group of options that an earlier command has is told by its names there: the
 * keys of a scenario are flags of many commands.
 */
export function commandEntry(command: Command, earlier: readonly Command[]): string {
  const positionals = Object.entries(command.positionals ?? {}).map(([name, spec]) =>
    item(italic(name), about(spec as YargsOption)),
  )
  const options = Object.entries(command.options)
  const own = options.filter(([, { group }]) => group === undefined).map(optionEntry)
  const titles = new Set(options.flatMap(([, { group }]) => group ?? []))
  const grouped = [...titles].flatMap(title =>
    groupEntries(
      title,
      options.filter(([, { group }]) => group === title),
      earlier,
    ),
  )
  const entries = [...positionals, ...own, ...grouped]
  const head = `.TP\n${usageOf(command.usage)}\n${escaped(command.summary)}`
  return entries.length === 0 ? head : [head, '.RS', ...entries, '.RE'].join('\n')
}

type Named = readonly [string, YargsOption]

function groupEntries(title: string, options: readonly Named[], earlier: readonly Command[]): string[] {
  const other = earlier.find(command => options.every(([name, spec]) => same(command.options[name], spec)))
  const what = escaped(title.replace(/:$/, ''))
  if (other === undefined) return [`.PP\n${what}:`, ...options.map(optionEntry)]
  const names = options.map(([name]) => bold(`--${name}`)).join(', ')
  return [`.PP\n${what}, as of ${bold(other.name)}: ${names}.`]
}

const same = (a: YargsOption | undefined, b: YargsOption): boolean => a?.describe === b.describe && a?.type === b.type

/** Of `compare [scenario]`, the name bold and what stands for something else in italics. */
function usageOf(usage: string): string {
  const [name, ...rest] = usage.split(' ')
  return [bold(`lbbench ${name}`), ...rest.map(word => word.replace(/[\w-]+/, italic))].join(' ')
}

function optionEntry([name, spec]: Named): string {
  const short = typeof spec.alias === 'string' ? `${bold(`-${spec.alias}`)}, ` : ''
  return item(`${short}${bold(`--${name}`)}${operandOf(spec)}`, about(spec))
}

/** What has to be typed behind the flag; in brackets where it may stand alone. */
function operandOf({ type, requiresArg }: YargsOption): string {
  if (type === 'boolean') return ''
  return requiresArg === false ? ` [${italic('value')}]` : ` ${italic('value')}`
}

/** What it is for, then what it may be, as in `--help`. */
function about({ describe, choices, default: preset, demandOption }: YargsOption): string {
  const notes = [
    demandOption === true ? 'required' : undefined,
    choices === undefined ? undefined : `one of ${choices.join(', ')}`,
    preset === undefined ? undefined : `default ${String(preset)}`,
  ].filter(note => note !== undefined)
  return escaped(`${describe ?? ''}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`)
}
