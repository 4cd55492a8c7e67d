import type { Options as YargsOption } from 'yargs'
import { overrideFlags } from '../../scenario/override-flags.js'

/** How long a live trial is, and how it is run: a trial in virtual time is as long as its requests. */
export const liveOnly = ['duration', 'warmup', 'isolation', 'realtime', 'sockets']

/** The flags that change the scenario, but for those. */
export function scenarioOptions(leaveOut: readonly string[]): Record<string, YargsOption> {
  const flags = overrideFlags.filter(({ name }) => !leaveOut.includes(name))
  return Object.fromEntries(
    flags.map(({ name, summary, type }) => [name, { type, describe: summary, group: 'Scenario:' }]),
  )
}

export const strategies: YargsOption = {
  alias: 's',
  type: 'string',
  describe: 'candidates, separated by commas: strategy[?option=value]',
}

export const requests: YargsOption = {
  type: 'string',
  describe: 'requests a trial, e.g. 1M [100k, or 5k a backend if that is more, at most 1M]',
}

export const rounds: YargsOption = { type: 'string', describe: 'how often, each time with other requests' }

export const jobs: YargsOption = {
  type: 'string',
  alias: 'j',
  describe: 'trials at a time [cores]; changes no result',
}

export const tolerance: YargsOption = { type: 'string', describe: 'how exactly a rate is searched' }
