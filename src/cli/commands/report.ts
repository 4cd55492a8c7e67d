import { resolve } from 'node:path'
import { exitStatus } from '../../errors.js'
import type { Args, Command } from '../command.js'
import { type Io, wantsColor, widthOf } from '../io.js'

const formats = ['terminal', 'markdown', 'json', 'csv'] as const

export const reportCommand: Command = {
  name: 'report',
  usage: 'report <results>',
  summary: 'Render the results of an earlier run again',
  positionals: { results: { type: 'string', describe: 'folder of a run, or its results.json' } },
  options: { format: { type: 'string', choices: formats, default: 'terminal', describe: 'what to print' } },
  examples: [['lbbench report reports/2026-05-01-14-03-59-steady --format markdown', 'for a pull request']],
  complete: async flag => (flag === 'format' ? formats : []),
  run: report,
}

async function report(args: Args, io: Io): Promise<number> {
  const { readResults } = await import('../../results/results-file.js')
  const { renderReport } = await import('../../report/render-report.js')
  const results = await readResults(resolve(io.cwd, args.results as string))
  const look = { color: wantsColor(io.stdout, io.env), width: widthOf(io.stdout) }
  io.stdout.write(renderReport(results, args.format as (typeof formats)[number], look))
  return exitStatus.ok
}
