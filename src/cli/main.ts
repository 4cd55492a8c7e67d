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
    io.stderr.write(describeError(error))
    return error.exitStatus
  }
}
