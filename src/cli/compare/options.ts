import type { Options as YargsOption } from 'yargs'
import { overrideFlags } from '../../scenario/override-flags.js'

const scenarioOptions = Object.fromEntries(
  overrideFlags.map(({ name, summary, type }) => [
    name,
    { type, describe: summary, group: 'Scenario:' } satisfies YargsOption,
  ]),
)

/** Options of `lbbench compare`. */
export const compareOptions: Readonly<Record<string, YargsOption>> = {
  strategies: {
    alias: 's',
    type: 'string',
    default: 'rr,lc,iphash',
    describe: 'candidates, separated by commas: [engine:]strategy[?option=value]',
  },
  gate: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: "condition that must hold, e.g. 'p99 <= 250ms'; may be repeated",
  },
  out: { alias: 'o', type: 'string', normalize: true, describe: 'folder for the report [reports/<time>-<scenario>]' },
  'dry-run': { type: 'boolean', describe: 'print the plan and stop' },
  ...scenarioOptions,
}
