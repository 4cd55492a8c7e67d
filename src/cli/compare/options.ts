import type { Options as YargsOption } from 'yargs'
import { engineNames } from '../../bench/engine-names.js'
import { overrideFlags } from '../../scenario/override-flags.js'
import { dashboardOption } from '../dashboard/dashboard-port.js'
import { exportOption, githubOption } from '../exports/options.js'
import { historyOption } from '../history/option.js'
import { loudnessOptions } from '../loudness.js'
import { defaultMaxRegression } from '../max-regression.js'
import { targetOptions } from './target-flags.js'
import { untilOptions } from './until/options.js'

const scenarioOptions = Object.fromEntries(
  overrideFlags.map(({ name, summary, type }) => [
    name,
    { type, describe: summary, group: 'Scenario:' } satisfies YargsOption,
  ]),
)

/** What a gate that cannot be decided is worth to a pipeline. */
export const inconclusiveOption: YargsOption = {
  type: 'string',
  choices: ['pass', 'fail'],
  describe: 'count inconclusive gates as passed (exit status 0) or failed (1) instead of giving 4',
}

/** Whether a change of what is decided is wanted. */
export const allowChangedOption: YargsOption = {
  type: 'boolean',
  describe: 'virtual time: a candidate may decide otherwise than in the baseline; it is said, and no failure',
}

/** Options of `lbbench compare`. */
export const compareOptions: Readonly<Record<string, YargsOption>> = {
  strategies: {
    alias: 's',
    type: 'string',
    default: 'rr,lc,iphash',
    describe: 'candidates, separated by commas: [engine:]strategy[?option=value], or target:URL',
  },
  engine: {
    alias: 'e',
    type: 'string',
    default: engineNames[0]!,
    choices: engineNames,
    describe: 'engine of the candidates that name none: embedded is live, virtual is virtual time',
  },
  gate: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: "condition that must hold, e.g. 'p99 <= 250ms'; may be repeated",
  },
  inconclusive: inconclusiveOption,
  against: {
    type: 'string',
    describe: 'hold the others against this candidate or file, or files of yours against themselves at a git revision',
  },
  baseline: {
    type: 'string',

    describe: 'hold candidates against earlier runs: a file of `lbbench baseline save`, or the folder of a run',
  },
  'allow-changed-decisions': allowChangedOption,
  'max-regression': {
    type: 'string',
    describe: `how much worse than what --against or --baseline names is still fine [${defaultMaxRegression}]`,
  },
  ...untilOptions,
  out: { alias: 'o', type: 'string', describe: 'folder for the report [reports/<time>-<scenario>]' },
  history: historyOption,
  export: exportOption,
  'no-github': githubOption,
  'no-twin': {
    type: 'boolean',
    describe: 'do not run each live candidate, and the ideal queue, in virtual time as well',
  },
  records: { type: 'boolean', describe: 'virtual time: write requests.csv too, a line a request' },
  trace: { type: 'string', describe: 'virtual time: file for every decision, see "lbbench diff"' },
  'otlp-file': {
    type: 'string',

    describe: 'live: file for the spans of run, rounds, trials and their phases, as OpenTelemetry has them (OTLP/JSON)',
  },
  'metrics-port': {
    type: 'string',
    describe: 'serve Prometheus metrics of the run on 127.0.0.1 at this port; 0 for any free one',
  },
  dashboard: dashboardOption,
  'dry-run': { type: 'boolean', describe: 'print the plan and stop' },
  ...loudnessOptions,
  ...targetOptions,
  ...scenarioOptions,
}
