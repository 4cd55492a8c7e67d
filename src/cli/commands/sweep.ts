import type { Args, Command } from '../command.js'
import { scenarioNames, strategyNames } from '../compare/names.js'
import type { Io } from '../io.js'
import { metricChoices, sweepOptions } from '../sweep/sweep-options.js'

export const sweepCommand: Command = {
  name: 'sweep',
  usage: 'sweep [scenario]',
  summary: 'Draw latency against load, throughput against fleet size, settings against each other',
  positionals: {
    scenario: { type: 'string', default: 'steady', describe: 'name of a shipped scenario, or path of a YAML file' },
  },
  options: sweepOptions,
  examples: [
    ['lbbench sweep --strategies rr,lc,p2c --load 10%..95%', 'up to which load is rr good enough?'],
    ['lbbench sweep steady --backends 1..12 --rate 400/s', 'how many backends does that take?'],
    ['lbbench sweep --backends 1..16', 'how much does a larger fleet carry, and does it scale?'],
    ['lbbench sweep --backends 2..64 --metric p99', 'who gains from a larger fleet at the same load?'],
    [
      'lbbench sweep crash --vary health.interval=1s,2s,5s --vary health.fall=1..3',
      'what do quick health checks cost?',
    ],
    ['lbbench sweep --slow-factor 1..5 --metric mean', 'how much does one slow backend cost?'],
  ],
  complete: async flag => completions(flag),
  run: sweep,
}

const choices: Readonly<Record<string, readonly string[]>> = {
  metric: metricChoices,
  format: ['terminal', 'markdown', 'json', 'csv'],
}

async function completions(flag: string | undefined): Promise<readonly string[]> {
  if (flag === 'strategies') return strategyNames()
  return flag === undefined ? scenarioNames() : (choices[flag] ?? [])
}

async function sweep(args: Args, io: Io): Promise<number> {
  const { sweepKindOf } = await import('../sweep/sweep-kind.js')
  const { sweepers } = await import('../sweep/sweepers.js')
  return sweepers[sweepKindOf(args)](args, io)
}
