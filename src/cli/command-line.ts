import yargs, { type Argv, type Options as YargsOption } from 'yargs'
import { exitStatus, LbbenchError } from '../errors.js'
import { nearest } from '../nearest.js'
import type { Args, Command } from './command.js'
import type { Io } from './io.js'
import { withLoudness } from './loudness.js'
import { ownVersion } from './version.js'

/** What is left to do once the command line is understood; resolves to the exit status. */
export type Run = () => Promise<number>

/**
 * Understands the command line. `--help` and `--version` are answered here.
 * @throws LbbenchError USAGE with what was wrong and what comes nearest
 */
export async function parseCommandLine(argv: readonly string[], commands: readonly Command[], io: Io): Promise<Run> {
  const [first] = argv
  const names = commands.map(command => command.name)
  if (first === undefined || (!first.startsWith('-') && !names.includes(first))) throw unknownCommand(first, names)
  let chosen: Run | undefined
  let said = ''
  const parser = describeProgram(commands, io)
  for (const command of commands) {
    addCommand(parser, command, argv, args => {
      chosen = async () => command.run(args, withLoudness(args, io))
    })
  }
  await parser.parseAsync(argv, {}, (_error, _args, output) => {
    said = output
  })
  if (said === '' && chosen !== undefined) return chosen
  return async () => {
    io.stdout.write(`${said}\n`)
    return exitStatus.ok
  }
}

const epilogue = `Exit status: 0 all gates hold; 1 a gate failed; 2 usage or scenario wrong; 3 could not measure;
4 measured but not to be trusted; 130 interrupted.`

function describeProgram(commands: readonly Command[], io: Io): Argv {
  const parser = yargs()
    .scriptName('lbbench')
    .usage('$0 <command>\n\nThe wind tunnel for load-balancing strategies.')
    .epilogue(epilogue)
    .wrap(Math.min(io.stdout.columns || 100, 110))
    .version(ownVersion())
    .alias('V', 'version')
    .help()
    .alias('h', 'help')
    .exitProcess(false)
    .strict()
    .parserConfiguration({ 'parse-numbers': false, 'camel-case-expansion': false, 'boolean-negation': false })
    .demandCommand(1)
    .fail((message, error) => {
      throw rethrown(error) ?? new LbbenchError('USAGE', message, '"lbbench --help" explains the commands')
    })
  for (const [line, purpose] of commands[0]!.examples ?? []) parser.example(line, purpose)
  return parser
}

function addCommand(parser: Argv, command: Command, argv: readonly string[], chosen: (args: Args) => void): void {
  const describe = (inner: Argv): Argv => {
    for (const [name, spec] of Object.entries(command.positionals ?? {})) inner.positional(name, spec)
    for (const [name, spec] of Object.entries(command.options))
      inner.option(name, takesValue(spec) ? { ...spec, nargs: 1 } : spec)
    for (const [line, purpose] of command.examples ?? []) inner.example(line, purpose)
    return inner.fail((message, error) => {
      throw rethrown(error) ?? faultOf(message ?? error.message, command, argv)
    })
  }
  parser.command(command.usage, command.summary, describe, args => chosen(lastOfRepeated(args, command)))
}

/** A text flag takes one word, unless it says that it may stand alone (`requiresArg: false`). */
const takesValue = ({ type, requiresArg }: YargsOption): boolean => type === 'string' && requiresArg !== false

/** Errors that are not yargs' own way of saying that the user got it wrong. */
function rethrown(error: Error | undefined): Error | undefined {
  return error?.name === 'YError' ? undefined : error
}

/** Of a flag that is given twice the last one counts, so that scripts can append to a command line. */
function lastOfRepeated(args: Args, { options }: Command): Args {
  const single = ([name, value]: [string, unknown]): [string, unknown] =>
    Array.isArray(value) && options[name] !== undefined && options[name].array !== true
      ? [name, value.at(-1)]
      : [name, value]
  return Object.fromEntries(Object.entries(args).map(single))
}

function unknownCommand(word: string | undefined, names: readonly string[]): LbbenchError {
  const hint = `commands: ${names.join(', ')}; "lbbench --help" explains them`
  if (word === undefined) return new LbbenchError('USAGE', 'say what to do: a command is missing', hint)
  return new LbbenchError('USAGE', `unknown command "${word}"${didYouMean(word, names)}`, hint)
}

/** yargs says "Unknown argument: x"; people want to know which one was meant. */
function faultOf(message: string, command: Command, argv: readonly string[]): LbbenchError {
  const unknown = /^Unknown arguments?: (.+)$/.exec(message)?.[1]?.split(', ')[0]
  const hint = `"lbbench ${command.name} --help" lists what it takes`
  if (unknown === undefined) return new LbbenchError('USAGE', `${command.name}: ${message.trim()}`, hint)
  const typed = argv.find(word => word === `--${unknown}` || word.startsWith(`--${unknown}=`))
  const meant = typed === undefined ? '' : didYouMean(unknown, Object.keys(command.options), '--')
  return new LbbenchError('USAGE', `${command.name} knows no "${typed?.split('=')[0] ?? unknown}"${meant}`, hint)
}

function didYouMean(word: string, names: readonly string[], prefix = ''): string {
  const guess = nearest(word, names)
  return guess === undefined ? '' : `; did you mean "${prefix}${guess}"?`
}
