import { LbbenchError } from '../errors.js'
import { didYouMean, nearest } from '../nearest.js'
import type { Command } from './command.js'

/** What people call commands that go by another name here. */
const otherNames: Readonly<Record<string, string>> = {
  ...{ run: 'compare', bench: 'compare', benchmark: 'compare', start: 'compare', load: 'compare', attack: 'compare' },
  ...{ new: 'init', create: 'init', generate: 'init', setup: 'init' },
  ...{ show: 'report', plot: 'report', html: 'report', open: 'report', results: 'report' },
  ...{ ls: 'list', strategies: 'list', scenarios: 'list', example: 'demo', try: 'demo', tour: 'demo' },
  ...{ lint: 'check', validate: 'check', simulate: 'compare', define: 'explain', glossary: 'explain', what: 'explain' },
}

/** What the file of a scenario is called. */
const scenarioFile = /\.ya?ml$/

/** A word that is no command. */
export function unknownCommand(word: string, names: readonly string[]): LbbenchError {
  if (scenarioFile.test(word))
    return new LbbenchError('USAGE', `"${word}" is no command, it looks like a scenario`, `lbbench compare ${word}`)
  const [known, near] = [otherNames[word.toLowerCase()], nearest(word, names)]
  const meant = known ?? near
  const guess = meant === undefined ? '' : `; did you mean "${meant}"?`
  const hint =
    known === undefined
      ? `commands: ${names.join(', ')}; "lbbench --help" explains them`
      : `"lbbench ${known} --help" says what it takes, "lbbench --help" lists all commands`
  return new LbbenchError('USAGE', `unknown command "${word}"${guess}`, hint)
}

/** A flag where a command should be. */
export function unknownFlag(word: string): LbbenchError {
  const guess = didYouMean(word, ['--help', '--version'])
  const hint = 'a command comes first, and what it takes after it: "lbbench --help" lists the commands'
  return new LbbenchError('USAGE', `lbbench itself knows no "${word}"${guess}`, hint)
}

/** What yargs found, as one of our errors: which one was meant, what is missing, what there is. */
export function faultOf(message: string, command: Command, argv: readonly string[]): LbbenchError {
  const explained = `"lbbench ${command.name} --help" lists what it takes`
  for (const [pattern, fault] of known) {
    const found = pattern.exec(message)
    if (found === null) continue
    const [sentence, hint = explained] = fault(found.slice(1), command, argv)
    return new LbbenchError('USAGE', sentence, hint)
  }
  return new LbbenchError('USAGE', `${command.name}: ${message.trim()}`, explained)
}

/** A sentence, and what to do, where there is more to say than where to look. */
type Told = readonly [sentence: string, hint?: string | undefined]
type Fault = (found: readonly string[], command: Command, argv: readonly string[]) => Told

/** Messages of yargs, and what people want to know instead. */
const known: readonly (readonly [RegExp, Fault])[] = [
  [/^Unknown arguments?: (.+)$/, ([names], command, argv) => unknownArgument(names!.split(', ')[0]!, command, argv)],
  [/^Not enough arguments following: (.+)$/, ([name], command) => missingValue(name!, command)],
  [/^Not enough non-option arguments/, (_, command) => missingWord(command)],
  [/^Missing required arguments?: (.+)$/, ([names], command) => missingFlags(names!, command)],
  [/Argument: (.+), Given: (.+), Choices: (.+)$/m, (found, command) => wrongChoice(found, command)],
]

function unknownArgument(unknown: string, command: Command, argv: readonly string[]): Told {
  const dash = unknown.length === 1 ? '-' : '--'
  const typed = argv.find(word => word === `${dash}${unknown}` || word.startsWith(`${dash}${unknown}=`))
  const name = typed?.split('=')[0] ?? unknown
  const [listed, file] = [brokenList(unknown, command, argv), fileBehind(typed, command, argv)]
  if (listed !== undefined) return [`${command.name} knows no "${name}"`, `candidates are one list: -s ${listed}`]
  if (file !== undefined)
    return [`${command.name} knows no "${name}"`, `the scenario stands alone: lbbench ${command.name} ${file}`]
  if (typed !== undefined && command.slips?.[unknown] !== undefined)
    return [`${command.name} knows no "${name}"`, command.slips[unknown]]
  const near = typed === undefined ? undefined : nearest(unknown, Object.keys(command.options))
  const guess = near === undefined ? '' : `; did you mean "--${near}"?`
  return [`${command.name} knows no "${name}"${guess}`]
}

/** Of "-s rr lc" what was meant: "rr,lc"; undefined where the word is no part of such a list. */
function brokenList(unknown: string, { options }: Command, argv: readonly string[]): string | undefined {
  const flag = argv.findIndex(word => word === '-s' || word === '--strategies')
  if (flag < 0 || options.strategies === undefined) return undefined
  const behind = argv.slice(flag + 1)
  const end = behind.findIndex(word => word.startsWith('-'))
  const words = end < 0 ? behind : behind.slice(0, end)
  return words.lastIndexOf(unknown) > 0 ? words.map(word => word.replace(/^,|,$/g, '')).join(',') : undefined
}

/** The scenario that stands behind a flag nobody knows: "-f fleet.yaml". */
function fileBehind(typed: string | undefined, { positionals }: Command, argv: readonly string[]): string | undefined {
  if (typed === undefined || positionals?.scenario === undefined) return undefined
  const value = typed.includes('=') ? typed.slice(typed.indexOf('=') + 1) : argv[argv.indexOf(typed) + 1]
  return value !== undefined && scenarioFile.test(value) ? value : undefined
}

function missingValue(name: string, { name: command, options }: Command): Told {
  const long = Object.keys(options).find(option => option === name || options[option]!.alias === name) ?? name
  const what = options[long]?.describe
  return [`${command}: --${long} needs a value`, what && `--${long}: ${what}`]
}

function missingWord({ name, usage, positionals = {}, examples = [] }: Command): Told {
  const [first = 'argument'] = Object.keys(positionals)
  const example = examples[0]?.[0]
  return [
    `${name}: <${first}> is missing: ${positionals[first]?.describe ?? 'a word'}`,
    example === undefined ? `usage: lbbench ${usage}` : `e.g. ${example}`,
  ]
}

function missingFlags(names: string, { name, examples = [] }: Command): Told {
  const flags = names.split(', ').map(flag => `--${flag}`)
  const example = examples[0]?.[0]
  return [`${name}: ${flags.join(' and ')} ${flags.length === 1 ? 'is' : 'are'} missing`, example && `e.g. ${example}`]
}

function wrongChoice([name, given, choices]: readonly string[], { name: command, options }: Command): Told {
  const words = [...choices!.matchAll(/"([^"]+)"/g)].map(match => match[1]!)
  const word = given!.replace(/^"|"$/g, '')
  const thing = options[name!] === undefined ? `<${name}>` : `--${name}`
  return [`${command}: ${thing} cannot be "${word}"${didYouMean(word, words)}`, `it can be ${words.join(', ')}`]
}
