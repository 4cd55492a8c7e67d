import type { Options as YargsOption } from 'yargs'
import { engineNames } from '../../bench/engine-names.js'
import { overrideFlags } from '../../scenario/override-flags.js'
import { loudnessOptions } from '../loudness.js'
import { defaultMaxRegression } from '../max-regression.js'

/** Options of `lbbench calibrate`. */
export const calibrateOptions: Readonly<Record<string, YargsOption>> = {
  strategy: {
    alias: 's',
    type: 'string',
    default: 'rr',
    describe: 'the candidate that is run against itself: [engine:]strategy[?option=value]',
  },
  pairs: { type: 'string', default: '10', describe: 'how often both are run, each time with other requests' },
  'max-regression': {
    type: 'string',
    default: defaultMaxRegression,
    describe: 'the margin of the gates that it is asked about',
  },
  engine: {
    alias: 'e',
    type: 'string',
    default: engineNames[0]!,
    choices: engineNames.filter(name => name !== 'virtual'),
    describe: 'engine of a candidate that names none',
  },
  baseline: {
    type: 'string',
    describe: 'baseline file to keep it in; margins below the noise are then refused with it',
  },
  json: { type: 'boolean', describe: 'print it as JSON' },
  'dry-run': { type: 'boolean', describe: 'print the plan and stop' },
  ...loudnessOptions,
  ...Object.fromEntries(
    overrideFlags
      .filter(({ name }) => name !== 'rounds')
      .map(({ name, summary, type }) => [name, { type, describe: summary, group: 'Scenario:' } satisfies YargsOption]),
  ),
}
