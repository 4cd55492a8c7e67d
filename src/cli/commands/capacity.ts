import { resolve } from 'node:path'
import { exitStatus } from '../../errors.js'
import type { Args, Command } from '../command.js'
import { scenarioNames, strategyNames } from '../compare/names.js'
import { fitted } from '../fitted.js'
import type { Io } from '../io.js'
import { lookOf } from '../look.js'
import { news } from '../loudness.js'
import { capacityOptions } from '../sweep/capacity-options.js'

export const capacityCommand: Command = {
  name: 'capacity',
  usage: 'capacity [scenario]',
  summary: 'Search the highest rate each strategy sustains under an objective',
  positionals: {
    scenario: { type: 'string', default: 'steady', describe: 'name of a shipped scenario, or path of a YAML file' },
  },
  options: capacityOptions,
  examples: [
    ["lbbench capacity --slo 'p99 <= 200ms' --strategies rr,lc,p2c", 'how much can each take before p99 gives in?'],
    ["lbbench capacity uneven --slo 'p99 <= 150ms' --engine embedded", 'the same, confirmed over real HTTP'],
  ],
  complete: async flag => completions(flag),
  run: capacity,
}

const choices: Readonly<Record<string, readonly string[]>> = {
  engine: ['virtual', 'embedded'],
  format: ['terminal', 'json'],
}

async function completions(flag: string | undefined): Promise<readonly string[]> {
  if (flag === 'strategies') return strategyNames()
  return flag === undefined ? scenarioNames() : (choices[flag] ?? [])
}

/** read -> search -> confirm -> render. */
async function capacity(args: Args, io: Io): Promise<number> {
  const { readCapacity } = await import('../sweep/read-capacity.js')
  const { runCapacity } = await import('../sweep/run-capacity.js')
  const { confirmLive } = await import('../sweep/confirm-live.js')
  const { describeCapacity } = await import('../sweep/describe.js')
  const { saveFiles } = await import('../sweep/save-files.js')
  const { makeFolder } = await import('../make-folder.js')
  const { pageAssets } = await import('../page-assets.js')
  const { renderCapacity } = await import('../../report/sweep/render-capacity.js')
  const { renderCapacityHtml } = await import('../../report/html/sweep/sweep-pages.js')

  const request = await readCapacity(args, io)
  const folder = args.out === undefined ? undefined : resolve(io.cwd, args.out as string)
  if (folder !== undefined) await makeFolder(folder)
  news(io, fitted(describeCapacity(request), io))
  const found = await runCapacity(request, io)
  const { capacity: result, failure } = request.isLive
    ? await confirmLive(found, request, io)
    : { capacity: found, failure: undefined }
  const look = lookOf(io)
  io.stdout.write(renderCapacity(result, args.format as 'terminal' | 'json', look))
  if (folder !== undefined) {
    const files = { json: renderCapacity(result, 'json'), html: renderCapacityHtml(result, await pageAssets()) }
    news(io, await saveFiles(folder, 'capacity', files, io))
  }
  if (failure !== undefined) throw failure
  const contradicted = result.confirmations.some(({ agreement }) => agreement === 'contradicts')
  return contradicted ? exitStatus.notTrusted : exitStatus.ok
}
