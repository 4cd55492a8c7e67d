import { LbbenchError } from '../errors.js'
import { parseCommandLine } from './command-line.js'
import { commands } from './commands/index.js'
import { complete, completionRequest } from './completion.js'
import { describeError } from './describe-error.js'
import type { Io } from './io.js'

/**
 * The whole program as a function.
 * @param argv without node and script, e.g. ["compare", "steady", "--rounds", "3"]
 * @returns the exit status; a failure the user can meet has been told on stderr by then, any other error is thrown
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    if (argv[0] === completionRequest) return await complete(argv.slice(1), commands, io)
    const run = await parseCommandLine(argv, commands, io)
    return await run()
  } catch (error) {
    if (!(error instanceof LbbenchError)) throw error
    io.stderr.write(describeError(error, io))
    await tellRefusal(error, argv, io)
    return error.exitStatus
  }
}

/** On GitHub Actions: an annotation for what a command that annotates had no results to tell of, such as a wrong gate. */
async function tellRefusal({ message }: LbbenchError, argv: readonly string[], io: Io): Promise<void> {
  const annotates = commands.some(({ name, options }) => name === argv[0] && options['no-github'] !== undefined)
  // The command line may be what is wrong: it is looked at as it was typed.
  if (io.env.GITHUB_ACTIONS !== 'true' || !annotates || argv.includes('--no-github')) return
  const { renderRefusal } = await import('../report/ci/annotations.js')
  io.stderr.write(renderRefusal(message))
}
