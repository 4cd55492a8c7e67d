import { setImmediate } from 'node:timers/promises'
import { exitStatus } from '../../errors.js'
import { formatNumber } from '../../results/format-metric.js'
import type { ValidationRow } from '../../validation/validate.js'
import type { Args, Command } from '../command.js'
import type { Io } from '../io.js'
import { loudnessOptions } from '../loudness.js'

export const validateCommand: Command = {
  name: 'validate',
  usage: 'validate',
  summary: 'Hold virtual time against queueing theory and print the table',
  options: {
    quick: { type: 'boolean', describe: 'a part of the cases, in seconds instead of minutes' },
    ...loudnessOptions,
  },
  examples: [['lbbench validate > validation.md', 'exit status 1 if a figure disagrees with theory']],
  run: validateEngine,
}

async function validateEngine(args: Args, io: Io): Promise<number> {
  const { validate } = await import('../../validation/validate.js')
  const { renderValidation } = await import('../../validation/render-validation.js')
  const { inCharset } = await import('../../report/ascii.js')
  const { charsetOf } = await import('../charset.js')
  const { createProgressLine, countdown } = await import('../sweep/progress.js')
  const line = createProgressLine(io)
  const startedMs = performance.now()
  const onCase = async (name: string, done: number, total: number): Promise<void> => {
    line.show(`validate  ${countdown(done, total, performance.now() - startedMs, 'case')}  ${name}`)
    // A turn of the event loop, so that Ctrl-C is heard.
    await setImmediate()
    io.signal.throwIfAborted()
  }
  const onRow = (row: ValidationRow): void => line.detail(rowText(row))
  const validation = await validate({ quick: args.quick === true, onCase, onRow }).finally(line.clear)
  io.stdout.write(inCharset(renderValidation(validation), charsetOf(io.env)))
  const holds = validation.rows.every(({ agrees }) => agrees) && validation.checks.every(check => check.holds)
  return holds ? exitStatus.ok : exitStatus.gateFailed
}

/** For `--verbose`: "  M/M/1, load 0.5, mean wait: 1.002 simulated, 1 in theory, z 0.41". */
function rowText({ model, case: name, quantity, simulated, theory, z, agrees }: ValidationRow): string {
  const figures = `${formatNumber(simulated)} simulated, ${formatNumber(theory)} in theory, z ${z.toFixed(2)}`
  return `  ${model}, ${name}, ${quantity}: ${figures}${agrees ? '' : ', which disagrees'}`
}
