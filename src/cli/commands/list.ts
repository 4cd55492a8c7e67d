import { exitStatus } from '../../errors.js'
import type { Args, Command } from '../command.js'
import { strategyNames } from '../compare/names.js'
import { fittedTo } from '../fitted.js'
import type { Io } from '../io.js'
import { aligned, type Row } from '../list/rows.js'
import { listedDetails, strategyDetails, strategyOverview } from '../list/strategies.js'

const kinds = ['strategies', 'scenarios', 'engines', 'backends'] as const
type Kind = (typeof kinds)[number]

export const listCommand: Command = {
  name: 'list',
  usage: 'list [what]',
  summary: 'List the strategies, scenarios, engines and kinds of backends there are',
  positionals: {
    what: { type: 'string', choices: kinds, describe: 'only these; strategies with all there is to say of them' },
  },
  options: {
    strategies: { alias: 's', type: 'string', describe: 'details of these only; paths of your own among them' },
  },
  examples: [['lbbench list strategies', 'by family: what each needs to know, its options, whose picks it makes']],
  complete: async flag => (flag === undefined ? kinds : flag === 'strategies' ? strategyNames() : []),
  run: list,
}

async function list(args: Args, io: Io): Promise<number> {
  const wanted = args.what as Kind | undefined
  const typed = args.strategies as string | undefined
  const text = typed !== undefined ? listedDetails(typed, io) : wanted === undefined ? everything() : only[wanted]()
  io.stdout.write(fittedTo(await text, io.stdout, io.env))
  return exitStatus.ok
}

const only: Record<Kind, () => Promise<string>> = {
  strategies: strategyDetails,
  scenarios: async () => aligned(await scenarioRows()),
  engines: async () => aligned(await engineRows()),
  backends: async () => aligned(await backendRows()),
}

async function everything(): Promise<string> {
  const sections = [
    `strategies:\n${await strategyOverview()}`,
    `scenarios:\n${aligned(await scenarioRows(), '  ')}`,
    `engines:\n${aligned(await engineRows(), '  ')}`,
    `backends:\n${aligned(await backendRows(), '  ')}`,
  ]
  return sections.join('\n')
}

async function scenarioRows(): Promise<Row[]> {
  const { listScenarios } = await import('../../scenario/shipped.js')
  return listScenarios().map(({ name, description }) => [name, description])
}

async function engineRows(): Promise<Row[]> {
  const { engineInfos } = await import('../compare/engines.js')
  return engineInfos.map(({ name, summary }) => [name, summary])
}

async function backendRows(): Promise<Row[]> {
  const { listKinds } = await import('../../scenario/backend-kind/read-kind.js')
  const { shippedKinds } = await import('../../live/backends/real/kind-of.js')
  const real = listKinds(shippedKinds).map(({ name, description }): Row => [name, description])
  return [['simulated', "lbbench's own, in one process, with the service times that the scenario says"], ...real]
}
