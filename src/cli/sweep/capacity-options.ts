import type { Options as YargsOption } from 'yargs'
import { loudnessOptions } from '../loudness.js'
import { defaultRounds, defaultStrategies, defaultTolerance } from './defaults.js'
import { jobs, requests, rounds, scenarioOptions, strategies, tolerance } from './shared-options.js'

/** Options of `lbbench capacity`. */
export const capacityOptions: Readonly<Record<string, YargsOption>> = {
  strategies: { ...strategies, default: defaultStrategies },
  slo: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: "objective that must hold, e.g. 'p99 <= 200ms', 'errorRate < 1%'; may be repeated",
  },
  tolerance: { ...tolerance, default: defaultTolerance },
  engine: {
    alias: 'e',
    type: 'string',
    choices: ['virtual', 'embedded'],
    default: 'virtual',
    describe: 'embedded: searched in virtual time, then confirmed live just below, at and above the rate',
  },
  requests,
  rounds: { ...rounds, default: defaultRounds },
  jobs,
  out: { alias: 'o', type: 'string', describe: 'folder for capacity.json and capacity.html' },
  format: { type: 'string', choices: ['terminal', 'json'], default: 'terminal', describe: 'what to print' },
  ...loudnessOptions,
  ...scenarioOptions(['load', 'rate', 'connections', 'think', 'rounds']),
}
