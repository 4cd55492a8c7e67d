import yargs, { type Argv } from 'yargs'
import { exitStatus, LbbenchError } from '../errors.js'
import { nearest } from '../nearest.js'
import type { Args, Command } from './command.js'
import type { Io } from './io.js'
import { ownVersion } from './version.js'

/** What is left to do once the command line is understood; resolves to the exit status. */
export type Run = () => Promise<number>

/**
 * Understands the command line. `--help` and `--version` are answered here.
 * @throws LbbenchError USAGE with what was wrong and what comes nearest
 */
export async function parseCommandLine(argv: readonly string[], commands: readonly Command[], io: Io): Promise<Run> {
  let chosen: Run | undefined
  let said = ''
  const choose = (run: Run): void => {
    chosen = run
  }
  const parser = describeProgram(commands, io, choose)
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

function describeProgram(commands: readonly Command[], io: Io, choose: (run: Run) => void): Argv {
  const parser = yargs()
    .scriptName('lbbench')
    .usage('$0 <command>\n\nThe wind tunnel for load-balancing strategies.')
    .epilogue(epilogue)
    .wrap(Math.min(io.stdout.columns ?? 100, 110))
    .version(ownVersion())
    .alias('V', 'version')
    .help()
    .alias('h', 'help')
    .exitProcess(false)
    .strict()
    .parserConfiguration({ 'duplicate-arguments-array': false, 'parse-numbers': false, 'camel-case-expansion': false })
    .demandCommand(1)
    .fail((message, error) => {
      throw error ?? new Error(message)
    })
  for (const [line, purpose] of commands[0]!.examples ?? []) parser.example(line, purpose)
  for (const command of commands) addCommand(parser, command, args => choose(() => command.run(args, io)), commands)
  // Words that are no command end up here.
  parser.command('$0', false, {}, args => {
    throw unknownCommand(args._.map(String), commands)
  })
  return parser
}

function addCommand(parser: Argv, command: Command, chosen: (args: Args) => void, commands: readonly Command[]): void {
  void commands
  const describe = (inner: Argv): Argv => {
    for (const [name, spec] of Object.entries(command.positionals ?? {})) inner.positional(name, spec)
    for (const [line, purpose] of command.examples ?? []) inner.example(line, purpose)
    return inner.options({ ...command.options }).fail((message, error) => {
      throw error ?? faultOf(message, command)
    })
  }
  parser.command(command.usage, command.summary, describe, args => chosen(args))
}

function unknownCommand(words: readonly string[], commands: readonly Command[]): LbbenchError {
  const names = commands.map(command => command.name)
  const hint = `commands: ${names.join(', ')}; "lbbench --help" explains them`
  if (words.length === 0) return new LbbenchError('USAGE', 'say what to do: a command is missing', hint)
  return new LbbenchError('USAGE', `unknown command "${words[0]}"${didYouMean(words[0]!, names)}`, hint)
}

/** yargs says "Unknown argument: x"; people want to know which one was meant. */
function faultOf(message: string, command: Command): LbbenchError {
  const unknown = /^Unknown arguments?: (.+)$/.exec(message)?.[1]?.split(', ')[0]
  const hint = `"lbbench ${command.name} --help" lists what it takes`
  if (unknown === undefined) return new LbbenchError('USAGE', `${command.name}: ${message}`, hint)
  const isFlag = Object.keys(command.options).length > 0
  const meant = isFlag ? didYouMean(unknown, Object.keys(command.options), '--') : ''
  return new LbbenchError('USAGE', `${command.name} knows no "${unknown}"${meant}`, hint)
}

function didYouMean(word: string, names: readonly string[], prefix = ''): string {
  const guess = nearest(word, names)
  return guess === undefined ? '' : `; did you mean "${prefix}${guess}"?`
}
