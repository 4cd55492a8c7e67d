import type { Options as YargsOption } from 'yargs'
import { overrideFlags } from '../../scenario/override-flags.js'

/** How long a live trial is, and how it is run: a trial in virtual time is as long as its requests. */
const liveOnly = ['duration', 'warmup', 'isolation', 'realtime', 'sockets']

function scenarioOptions(leaveOut: readonly string[]): Record<string, YargsOption> {
  const flags = overrideFlags.filter(({ name }) => !leaveOut.includes(name))
  return Object.fromEntries(
    flags.map(({ name, summary, type }) => [name, { type, describe: summary, group: 'Scenario:' }]),
  )
}

const strategies: YargsOption = {
  alias: 's',
  type: 'string',
  default: 'rr,lc,p2c',
  describe: 'candidates, separated by commas: strategy[?option=value]',
}
const requests: YargsOption = {
  type: 'string',
  describe: 'requests a trial, e.g. 1M [100k, or 5k a backend if that is more, at most 1M]',
}
const rounds: YargsOption = { type: 'string', default: '3', describe: 'how often, each time with other requests' }
const jobs: YargsOption = { type: 'string', alias: 'j', describe: 'trials at a time [cores]; changes no result' }

/** Options of `lbbench sweep`. */
export const sweepOptions: Readonly<Record<string, YargsOption>> = {
  strategies,
  load: {
    type: 'string',
    describe: 'FROM..TO: what is swept, share of what the backends can serve [10%..95%]; or one value',
  },
  backends: { type: 'string', describe: 'FROM..TO: the number of backends is swept; or one value' },
  'slow-factor': {
    type: 'string',
    describe: 'FROM..TO: the last backend is so many times slower; or one value',
  },
  steps: { type: 'string', describe: 'how many points [about 18, in round steps]' },
  metric: { type: 'string', choices: ['p50', 'p90', 'p99', 'mean'], default: 'p99', describe: 'what is drawn' },
  within: { type: 'string', default: '10%', describe: 'how much slower than the best still counts as equal' },
  'no-ideal': { type: 'boolean', describe: 'leave out the ideal, one queue before all workers' },
  requests,
  rounds,
  jobs,
  out: { alias: 'o', type: 'string', describe: 'folder for sweep.json, sweep.csv and sweep.md' },
  format: {
    type: 'string',
    choices: ['terminal', 'markdown', 'json', 'csv'],
    default: 'terminal',
    describe: 'what to print',
  },
  ...scenarioOptions([...liveOnly, 'load', 'backends', 'rounds']),
}

/** Options of `lbbench capacity`. */
export const capacityOptions: Readonly<Record<string, YargsOption>> = {
  strategies,
  slo: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: "objective that must hold, e.g. 'p99 <= 200ms', 'errorRate < 1%'; may be repeated",
  },
  tolerance: { type: 'string', default: '1%', describe: 'how exactly the rate is searched' },
  engine: {
    alias: 'e',
    type: 'string',
    choices: ['virtual', 'embedded'],
    default: 'virtual',
    describe: 'embedded: searched in virtual time, then confirmed live just below, at and above the rate',
  },
  requests,
  rounds,
  jobs,
  out: { alias: 'o', type: 'string', describe: 'folder for capacity.json' },
  format: { type: 'string', choices: ['terminal', 'json'], default: 'terminal', describe: 'what to print' },
  ...scenarioOptions(['load', 'rate', 'connections', 'think', 'rounds']),
}
