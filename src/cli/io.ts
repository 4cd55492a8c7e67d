/** The world as a command sees it: handed in, so that tests run the program in-process. */
export interface Io {
  /** Results go here. */
  readonly stdout: Stream
  /** Everything else: plan, progress, warnings, errors. */
  readonly stderr: Stream
  /** Where answers come from, of commands that ask; nobody is asked where there is none, or no terminal. */
  readonly stdin?: (NodeJS.ReadableStream & { readonly isTTY?: boolean }) | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Aborted with an `INTERRUPTED` error when the user asks to stop. */
  readonly signal: AbortSignal
  /** Wall clock. */
  readonly now: () => Date
  /** `normal` where nothing is said. */
  readonly loudness?: Loudness
  /**
   * Has something done however the process ends, such as showing a cursor again, for as long as the function it returns
   * was not called. Not there where no process of ours ends: in a test.
   */
  readonly atExit?: (what: () => void) => () => void
  /** Likewise, whenever the user stops the process for a while (Ctrl-Z), and when it goes on. */
  readonly atPause?: (around: Pause) => () => void
  /** Whether the terminal is ours to draw on: not where the shell has put us into the background. */
  readonly inForeground?: () => boolean
}

/** What is to be done around a stop of the process. */
export interface Pause {
  readonly before: () => void
  readonly after: () => void
}

export interface Stream {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  readonly rows?: number | undefined
  on?(event: 'resize', listener: () => void): unknown
  off?(event: 'resize', listener: () => void): unknown
}

/** https://no-color.org: any non-empty NO_COLOR switches colour off; so does a pipe. */
export function wantsColor(stream: Stream, env: Io['env']): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
}

/**
 * Columns to fill: `COLUMNS` where it is given, as POSIX has it (XBD 8.3), else the terminal's; a pipe, or a terminal that does
 * not know its size, gets room enough for one table.
 */
export function widthOf(stream: Stream, env: Io['env']): number {
  return /^[1-9]\d{0,3}$/.test(env.COLUMNS ?? '') ? Number(env.COLUMNS) : stream.columns || 120
}

/** How much a command says beside its results: nothing but what went wrong, what it does, or how it does it as well. */
export type Loudness = 'quiet' | 'normal' | 'verbose'
