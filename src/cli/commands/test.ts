import type { CheckResult } from '../../contract/run-contract.js'
import { exitStatus } from '../../errors.js'
import type { Args, Command } from '../command.js'
import { strategyNames } from '../compare/names.js'
import type { Io } from '../io.js'

export const testCommand: Command = {
  name: 'test',
  usage: 'test <strategy>',
  summary: 'Hold a strategy, yours or one of ours, against what every strategy must do',
  positionals: {
    strategy: { type: 'string', demandOption: true, describe: './my-strategy.ts or a name, with ?option=value' },
  },
  options: { seed: { type: 'string', default: '1', describe: 'for the histories that are played' } },
  examples: [
    ['lbbench test ./my-strategy.ts', 'is it fit for a comparison?'],
    ["lbbench test 'p2c?choices=3' --seed 7", 'other histories'],
  ],
  complete: async flag => (flag === undefined ? strategyNames() : []),
  run: test,
}

async function test(args: Args, io: Io): Promise<number> {
  const { askContract } = await import('../own/ask-contract.js')
  const { describeCheck } = await import('../own/describe-check.js')
  const { wholeNumber } = await import('../route/whole-number.js')
  const seed = wholeNumber('seed', args.seed as string, 0)
  const shown = new Map<string, string>()
  const tell = (result: CheckResult): void => void io.stdout.write(describeCheck(result, shown))
  const said = await askContract(args.strategy as string, seed, io, tell)
  const failed = said.filter(({ finding }) => finding !== undefined).length
  io.stdout.write(
    failed === 0 ? 'keeps the contract\n' : `breaks the contract: ${failed} of ${said.length} checks fail\n`,
  )
  return failed === 0 ? exitStatus.ok : exitStatus.gateFailed
}
