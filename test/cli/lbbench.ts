import { main } from '../../src/cli/main.js'
import { packageRoot } from '../process/tiny-scenario.js'

/** What the program said and returned. */
export interface Said {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the program in this process, in a pipe 100 columns wide. */
export async function lbbench(...argv: string[]): Promise<Said> {
  let stdout = ''
  let stderr = ''
  const status = await main(argv, {
    stdout: { write: text => (stdout += text), columns: 100 },
    stderr: { write: text => (stderr += text), columns: 100 },
    env: {},
    cwd: packageRoot,
    signal: new AbortController().signal,
    now: () => new Date(2026, 4, 1, 14, 3, 59),
  })
  return { status, stdout, stderr }
}
