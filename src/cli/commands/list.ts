import { exitStatus } from '../../errors.js'
import type { Args, Command } from '../command.js'
import type { Io } from '../io.js'
import { shippedScenarios } from '../version.js'

const kinds = ['strategies', 'scenarios', 'engines'] as const

export const listCommand: Command = {
  name: 'list',
  usage: 'list [what]',
  summary: 'List the strategies, scenarios and engines there are',
  positionals: { what: { type: 'string', choices: kinds, describe: 'only these' } },
  options: {},
  complete: async flag => (flag === undefined ? kinds : []),
  run: list,
}

async function list(args: Args, io: Io): Promise<number> {
  const wanted = args.what === undefined ? kinds : kinds.filter(kind => kind === args.what)
  const sections = { strategies: strategyRows, scenarios: scenarioRows, engines: engineRows }
  for (const kind of wanted) {
    const rows = await sections[kind]()
    if (wanted.length > 1) io.stdout.write(`${kind === wanted[0] ? '' : '\n'}${kind}:\n`)
    io.stdout.write(aligned(rows, wanted.length > 1 ? '  ' : ''))
  }
  return exitStatus.ok
}

type Row = readonly [name: string, text: string]

async function strategyRows(): Promise<Row[]> {
  const { strategies } = await import('../../strategies/index.js')
  const { idealStrategy } = await import('../../bench/candidate.js')
  const rows = strategies.flatMap(({ name, summary, options = {} }): Row[] => [
    [name, summary],
    ...Object.entries(options).map(([option, spec]): Row => ['', `  ?${option}=${spec.default}: ${spec.summary}`]),
  ])
  return [
    ...rows,
    [idealStrategy, 'no strategy: one queue before all workers, what there is to win; virtual time only'],
  ]
}

async function scenarioRows(): Promise<Row[]> {
  const { listScenarios } = await import('../../scenario/shipped.js')
  return listScenarios(shippedScenarios).map(({ name, description }) => [name, description])
}

async function engineRows(): Promise<Row[]> {
  const { engineInfos } = await import('../compare/engines.js')
  return engineInfos.map(({ name, summary }) => [name, summary])
}

function aligned(rows: readonly Row[], indent: string): string {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, text]) => `${indent}${name.padEnd(width)}  ${text}\n`).join('')
}
