import { resolve } from 'node:path'
import { exitStatus } from '../../errors.js'
import type { Args, Command } from '../command.js'
import { exportOption } from '../exports/options.js'
import type { Io } from '../io.js'
import { lookOf } from '../look.js'

const formats = ['terminal', 'markdown', 'json', 'csv'] as const

export const reportCommand: Command = {
  name: 'report',
  usage: 'report <results>',
  summary: 'Render the results of an earlier run again',
  positionals: { results: { type: 'string', describe: 'folder of a run, or its results.json' } },
  options: {
    format: { type: 'string', choices: formats, default: 'terminal', describe: 'what to print' },
    html: {
      type: 'string',
      requiresArg: false,
      describe: 'write the page of the run as well, here or as report.html beside the results',
    },
    export: exportOption,
  },
  examples: [['lbbench report reports/2026-05-01-14-03-59-steady --format markdown', 'for a pull request']],
  complete: async flag => (flag === 'format' ? formats : []),
  run: report,
}

async function report(args: Args, io: Io): Promise<number> {
  const { readResults } = await import('../../results/results-file.js')
  const { renderReport } = await import('../../report/render-report.js')
  const { parseExports } = await import('../exports/parse-exports.js')
  const { clearExports, openExports } = await import('../exports/open-exports.js')

  const { writePage } = await import('../html/write-page.js')

  const exports = parseExports(args.export as string[] | undefined, io)
  await clearExports(exports)
  const results = await readResults(resolve(io.cwd, args.results as string))
  const ids = results.candidates.map(({ id }) => id)
  const files = await openExports(exports, ids, io)
  const look = lookOf(io)
  io.stdout.write(renderReport(results, args.format as (typeof formats)[number], look))
  if (args.html !== undefined) await writePage(results, { file: args.html as string, from: args.results as string }, io)
  await files.write({ results, verdicts: results.verdicts, inconclusive: undefined })
  return exitStatus.ok
}
