import type { Options as YargsOption } from 'yargs'
import { loudnessOptions } from '../loudness.js'
import { defaultRounds, defaultStrategies, defaultTolerance } from './defaults.js'
import { jobs, liveOnly, requests, rounds, scenarioOptions, strategies, tolerance } from './shared-options.js'

/** What `--metric` takes; `throughput` is the scaling curve. */
export const metricChoices = ['p50', 'p90', 'p99', 'mean', 'throughput']

/** Options of `lbbench sweep`. Defaults differ by what is swept, so they are filled in where that is known. */
export const sweepOptions: Readonly<Record<string, YargsOption>> = {
  strategies: { ...strategies, describe: `${strategies.describe} [${defaultStrategies}; with --vary rr]` },
  load: {
    type: 'string',
    describe: 'FROM..TO: what is swept, share of what the backends can serve [10%..95%]; or one value',
  },
  backends: {
    type: 'string',
    describe: 'FROM..TO: the scaling curve, rate under --slo by number of backends; or one value',
  },
  'slow-factor': {
    type: 'string',
    describe: 'FROM..TO: the last backend is so many times slower; or one value',
  },
  vary: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'KEY=A,B,C or KEY=1..3: settings of the scenario against each other; may be repeated',
  },
  steps: { type: 'string', describe: 'how many points [about 18, in round steps; of backends 10]' },
  metric: {
    type: 'string',
    choices: metricChoices,
    describe: 'what is drawn [throughput by backends, else p99]',
  },
  within: { type: 'string', describe: 'how much slower than the best still counts as equal [10%]' },
  slo: {
    type: 'string',
    array: true,
    nargs: 1,
    describe:
      "scaling curve: objective that must hold, e.g. 'p99 <= 200ms' [the scenario's, else twice the p99 of service]; may be repeated",
  },
  tolerance: { ...tolerance, describe: `scaling curve: how exactly each rate is searched [${defaultTolerance}]` },
  'no-ideal': { type: 'boolean', describe: 'leave out the ideal, one queue before all workers' },
  requests,
  rounds: {
    ...rounds,
    describe: `${rounds.describe} [${defaultRounds}; with --vary 20, or fewer where they are long]`,
  },
  jobs,
  out: { alias: 'o', type: 'string', describe: 'folder for the results as HTML, Markdown, JSON and CSV' },
  format: {
    type: 'string',
    choices: ['terminal', 'markdown', 'json', 'csv'],
    default: 'terminal',
    describe: 'what to print',
  },
  ...loudnessOptions,
  ...scenarioOptions([...liveOnly, 'load', 'backends', 'rounds']),
}
