import { parseCommandLine } from '../../src/cli/command-line.js'
import { commands } from '../../src/cli/commands/index.js'
import type { Io } from '../../src/cli/io.js'

/** Understands a command line as the program does, without running it. @throws LbbenchError where it is wrong */
export async function understood(argv: readonly string[]): Promise<void> {
  const silent = { write: () => true }
  const io: Io = {
    stdout: silent,
    stderr: silent,
    env: {},
    cwd: '/',
    signal: new AbortController().signal,
    now: () => new Date(0),
  }
  await parseCommandLine(argv, commands, io)
}
