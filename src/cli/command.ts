import type { PositionalOptions, Options as YargsOption } from 'yargs'
import type { Io } from './io.js'

/** Option values by name, as yargs delivers them; every option of ours declares its type. */
export type Args = Readonly<Record<string, unknown>>

/** One command: what it is called, what it takes, and what it does. */
export interface Command {
  readonly name: string
  /** As shown in help, e.g. "compare [scenario]". */
  readonly usage: string
  readonly summary: string
  readonly positionals?: Readonly<Record<string, PositionalOptions>>
  readonly options: Readonly<Record<string, YargsOption>>
  /** Command line and what it is for. */
  readonly examples?: readonly (readonly [string, string])[]
  /** Flags that people look for and that it does not have: what to do instead, a sentence without its full stop. */
  readonly slips?: Readonly<Record<string, string>>
  /** Words that may stand where `word` is being typed, for shell completion: after `flag`, or as a positional. */
  complete?(flag: string | undefined): Promise<readonly string[]>
  /** Resolves to the exit status. Imports what is slow to load when it is called, not before. */
  run(args: Args, io: Io): Promise<number>
}
