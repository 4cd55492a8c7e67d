import { exitStatus } from '../../errors.js'
import type { Args, Command } from '../command.js'
import { scenarioNames } from '../compare/names.js'
import { fittedTo } from '../fitted.js'
import type { Io } from '../io.js'

export const checkCommand: Command = {
  name: 'check',
  usage: 'check <scenario..>',
  summary: 'Check scenario files and say what they describe, without running them',
  positionals: {
    scenario: { type: 'string', array: true, describe: 'names of shipped scenarios, or paths of YAML files' },
  },
  options: {},
  complete: async flag => (flag === undefined ? scenarioNames() : []),
  run: check,
}

async function check(args: Args, io: Io): Promise<number> {
  const { loadScenario } = await import('../compare/request.js')
  const { describeScenario } = await import('../compare/describe-plan.js')
  const { kindOf } = await import('../../live/backends/real/kind-of.js')
  for (const name of args.scenario as string[]) {
    const { scenario, path } = loadScenario(name, {}, io)
    const kind = kindOf(scenario)
    const served = kind === undefined ? '' : `  served by   ${kind.name}: ${kind.description}\n`
    io.stdout.write(`${path}: ok\n${fittedTo(`${describeScenario(scenario)}${served}`, io.stdout, io.env)}`)
  }
  return exitStatus.ok
}
