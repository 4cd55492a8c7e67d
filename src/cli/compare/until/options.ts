import type { Options as YargsOption } from 'yargs'

/** How long a run of adaptive length may take where nobody says, as a flag's value. */
export const defaultMaxTime = '5m'
/** And how many rounds it may have. */
export const defaultMaxRounds = 60

/** Flags of a run of adaptive length; docs/until.md. */
export const untilOptions: Readonly<Record<string, YargsOption>> = {
  until: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: "add rounds until every comparison is this tight, e.g. 'p99 +-5%'; may be repeated",
  },
  'max-time': { type: 'string', describe: `when --until ends all the same [${defaultMaxTime}]` },
  'max-rounds': { type: 'string', describe: `most rounds with --until [${defaultMaxRounds}]` },
}
