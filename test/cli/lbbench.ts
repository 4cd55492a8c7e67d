import type { Io } from '../../src/cli/io.js'
import { main } from '../../src/cli/main.js'
import { packageRoot } from '../process/tiny-scenario.js'

/** What the program said and returned. */
export interface Said {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the program in this process, in a pipe 100 columns wide. */
export function lbbench(...argv: string[]): Promise<Said> {
  return lbbenchIn({}, ...argv)
}

/** What is not as it is for `lbbench`. */
export interface Surroundings {
  /** Whether stderr is a terminal. */
  readonly isTTY?: boolean
  /** Whether stdout is a terminal, and how wide that is. */
  readonly terminal?: number
  readonly signal?: AbortSignal
  /** Where answers are typed, as at a terminal. */
  readonly stdin?: Io['stdin']
  /** Hears what is written to stderr, at once. */
  readonly hears?: (text: string) => void
  readonly now?: Date
  /** The checkout, unless it says otherwise. */
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Runs the program in this process, somewhere else. */
export async function lbbenchIn(surroundings: Surroundings, ...argv: string[]): Promise<Said> {
  const {
    isTTY = false,
    terminal,
    stdin,
    signal = new AbortController().signal,
    hears,
    now = new Date(2026, 4, 1, 14, 3, 59),
    cwd = packageRoot,
    env = {},
  } = surroundings
  let stdout = ''
  let stderr = ''
  const write = (text: string): void => {
    stderr += text
    hears?.(text)
  }
  const status = await main(argv, {
    stdin,
    stdout: { write: text => (stdout += text), columns: terminal ?? 100, isTTY: terminal !== undefined },
    stderr: { write, columns: 100, isTTY },
    env,
    cwd,
    signal,
    now: () => now,
  })
  return { status, stdout, stderr }
}
