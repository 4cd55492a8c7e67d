import { setImmediate } from 'node:timers/promises'
import { exitStatus } from '../../errors.js'
import type { Args, Command } from '../command.js'
import type { Io } from '../io.js'

export const validateCommand: Command = {
  name: 'validate',
  usage: 'validate',
  summary: 'Hold virtual time against queueing theory and print the table',
  options: { quick: { type: 'boolean', describe: 'a part of the cases, in seconds instead of minutes' } },
  examples: [['lbbench validate > validation.md', 'exit status 1 if a figure disagrees with theory']],
  run: validateEngine,
}

async function validateEngine(args: Args, io: Io): Promise<number> {
  const { validate } = await import('../../validation/validate.js')
  const { renderValidation } = await import('../../validation/render-validation.js')
  const { inCharset } = await import('../../report/ascii.js')
  const { charsetOf } = await import('../charset.js')
  const clear = '\r\u001b[2K'
  const onCase = async (name: string, done: number, total: number): Promise<void> => {
    if (io.stderr.isTTY === true) io.stderr.write(`${clear}${done + 1}/${total}  ${name}`.slice(0, 200))
    // A turn of the event loop, so that Ctrl-C is heard.
    await setImmediate()
    io.signal.throwIfAborted()
  }
  const validation = await validate({ quick: args.quick === true, onCase })
  if (io.stderr.isTTY === true) io.stderr.write(clear)
  io.stdout.write(inCharset(renderValidation(validation), charsetOf(io.env)))
  const holds = validation.rows.every(({ agrees }) => agrees) && validation.checks.every(check => check.holds)
  return holds ? exitStatus.ok : exitStatus.gateFailed
}
