import { exitStatus } from '../../errors.js'
import type { TrendFormat } from '../../report/trend/render-trend.js'
import type { Args, Command } from '../command.js'
import type { Io } from '../io.js'
import { lookOf } from '../look.js'

const formats = ['terminal', 'markdown', 'json'] as const

export const trendCommand: Command = {
  name: 'trend',
  usage: 'trend <history>',
  summary: 'Draw how a metric went from run to run, and name the runs with which it changed',
  positionals: { history: { type: 'string', describe: 'a file that --history of compare or gate added to' } },
  options: {
    metric: { type: 'string', default: 'p99', describe: 'what is drawn, by its name in gates' },
    candidate: { type: 'string', describe: 'only this one [all]' },
    scenario: { type: 'string', describe: 'only runs of the scenario of this name [all]' },
    last: { type: 'string', default: '300', describe: 'how many runs of a series at most, newest first' },
    'least-change': { type: 'string', default: '5%', describe: 'smaller changes of the level are not named' },
    format: { type: 'string', choices: formats, default: 'terminal', describe: 'what to print' },
  },
  examples: [
    ['lbbench compare steady --history runs.jsonl', 'adds a run; then, after some more:'],
    ['lbbench trend runs.jsonl', 'which runs made p99 another one?'],
    ['lbbench trend runs.jsonl --metric errorRate --candidate lc --last 50', 'one candidate, lately'],
  ],
  complete: async flag => completions(flag),
  run: trend,
}

async function completions(flag: string | undefined): Promise<readonly string[]> {
  if (flag === 'format') return formats
  if (flag !== 'metric') return []
  const { gateMetrics } = await import('../../gate/parse-gate.js')
  return [...gateMetrics.keys()]
}

async function trend(args: Args, io: Io): Promise<number> {
  const { readTrend } = await import('../history/read-trend.js')
  const { renderTrend } = await import('../../report/trend/render-trend.js')
  const look = lookOf(io)
  io.stdout.write(renderTrend(readTrend(args, io), args.format as TrendFormat, look))
  return exitStatus.ok
}
