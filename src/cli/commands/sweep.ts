import { resolve } from 'node:path'
import { exitStatus } from '../../errors.js'
import type { ReportFormat } from '../../report/render-report.js'
import type { Args, Command } from '../command.js'
import { scenarioNames, strategyNames } from '../compare/names.js'
import { type Io, wantsColor, widthOf } from '../io.js'
import { sweepOptions } from '../sweep/options.js'

export const sweepCommand: Command = {
  name: 'sweep',
  usage: 'sweep [scenario]',
  summary: 'Draw latency against load, fleet size or a slow backend, and name the crossovers',
  positionals: {
    scenario: { type: 'string', default: 'steady', describe: 'name of a shipped scenario, or path of a YAML file' },
  },
  options: sweepOptions,
  examples: [
    ['lbbench sweep --strategies rr,lc,p2c --load 10%..95%', 'up to which load is rr good enough?'],
    ['lbbench sweep --backends 2..64', 'who gains from a larger fleet?'],
    ['lbbench sweep --slow-factor 1..5 --metric mean', 'how much does one slow backend cost?'],
  ],
  complete: async flag => completions(flag),
  run: sweep,
}

const choices: Readonly<Record<string, readonly string[]>> = {
  metric: ['p50', 'p90', 'p99', 'mean'],
  format: ['terminal', 'markdown', 'json', 'csv'],
}

async function completions(flag: string | undefined): Promise<readonly string[]> {
  if (flag === 'strategies') return strategyNames()
  return flag === undefined ? scenarioNames() : (choices[flag] ?? [])
}

/** read -> run -> collate -> render. */
async function sweep(args: Args, io: Io): Promise<number> {
  const { readSweep } = await import('../sweep/read-sweep.js')
  const { runSweep } = await import('../sweep/run-sweep.js')
  const { describeSweep } = await import('../sweep/describe.js')
  const { saveFiles } = await import('../sweep/save-files.js')
  const { makeFolder } = await import('../make-folder.js')
  const { renderSweep } = await import('../../report/sweep/render-sweep.js')

  const request = await readSweep(args, io)
  const folder = args.out === undefined ? undefined : resolve(io.cwd, args.out as string)
  if (folder !== undefined) await makeFolder(folder)
  io.stderr.write(describeSweep(request))
  const result = await runSweep(request, io)
  const look = { color: wantsColor(io.stdout, io.env), width: widthOf(io.stdout) }
  io.stdout.write(renderSweep(result, args.format as ReportFormat, look))
  if (folder === undefined) return exitStatus.ok
  const files = {
    json: renderSweep(result, 'json'),
    csv: renderSweep(result, 'csv'),
    md: renderSweep(result, 'markdown'),
  }
  io.stderr.write(await saveFiles(folder, 'sweep', files, io))
  return exitStatus.ok
}
