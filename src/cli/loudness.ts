import type { Options as YargsOption } from 'yargs'
import { LbbenchError } from '../errors.js'
import type { Args } from './command.js'
import type { Io } from './io.js'

/** Of every command that runs trials. */
export const loudnessOptions: Readonly<Record<string, YargsOption>> = {
  quiet: { alias: 'q', type: 'boolean', describe: 'say nothing but results, and on stderr what went wrong' },
  verbose: {
    alias: 'v',
    type: 'boolean',
    describe: 'say more on stderr: phases, programs and their ports, what was repeated or set aside and why',
  },
}

/** The world as a command sees it that is to be so loud. @throws LbbenchError USAGE where it is to be both */
export function withLoudness({ quiet, verbose, 'dry-run': planOnly }: Args, io: Io): Io {
  if (quiet === true && verbose === true)
    throw new LbbenchError('USAGE', '--quiet and --verbose contradict each other', 'leave one of them out')
  // A plan that is asked for is the result.
  const silent = quiet === true && planOnly !== true
  return { ...io, loudness: silent ? 'quiet' : verbose === true ? 'verbose' : 'normal' }
}

/** Says on stderr what is no result and no fault: a plan, where files are. Nothing where the user wants quiet. */
export function news({ stderr, loudness }: Io, text: string): void {
  if (loudness !== 'quiet') stderr.write(text)
}
