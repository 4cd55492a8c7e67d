import yargs, { type Argv, type Options as YargsOption } from 'yargs'
import { exitStatus } from '../errors.js'
import type { Args, Command } from './command.js'
import { faultOf, unknownCommand, unknownFlag } from './command-line-faults.js'
import { withDocsPaths } from './docs-path.js'
import { programHelp } from './help/program-help.js'
import { welcome } from './help/welcome.js'
import { type Io, widthOf } from './io.js'
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
  if (first === undefined) return says(() => withDocsPaths(welcome(), io.cwd), io)
  if (['help', '--help', '-h'].includes(first) && argv.length === 1) return says(() => programHelp(widthFor(io)), io)
  if (first === 'help') return parseCommandLine([...argv.slice(1), '--help'], commands, io)
  if (!first.startsWith('-') && !names.includes(first)) throw unknownCommand(first, names)
  let chosen: Run | undefined
  let said = ''
  const parser = describeProgram(first, io)
  for (const command of commands) {
    addCommand(parser, command, argv, args => {
      chosen = async () => command.run(args, withLoudness(args, io))
    })
  }
  await parser.parseAsync(argv, {}, (_error, _args, output) => {
    said = output
  })
  if (said === '' && chosen !== undefined) return chosen
  return says(() => `${said}\n`, io)
}

/** Texts that nothing has to be understood for. */
function says(text: () => string, io: Io): Run {
  return async () => {
    io.stdout.write(text())
    return exitStatus.ok
  }
}

const widthFor = (io: Io): number => Math.min(widthOf(io.stdout, io.env), 110)

function describeProgram(first: string, io: Io): Argv {
  return yargs()
    .scriptName('lbbench')
    .wrap(widthFor(io))
    .version(ownVersion())
    .alias('V', 'version')
    .help()
    .alias('h', 'help')
    .exitProcess(false)
    .strict()
    .parserConfiguration({ 'parse-numbers': false, 'camel-case-expansion': false, 'boolean-negation': false })
    .demandCommand(1)
    .fail((_message, error) => {
      throw rethrown(error) ?? unknownFlag(first)
    })
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
  parser.command(command.usage, command.summary, describe, args => {
    chosen(lastOfRepeated(args, command))
    // Nobody has asked for help, but yargs now lays it out, to keep it: as much work as all else of a short command.
    for (const name of Object.keys(command.options)) parser.hide(name)
  })
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
