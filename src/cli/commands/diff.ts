import { resolve } from 'node:path'
import { exitStatus } from '../../errors.js'
import type { Args, Command } from '../command.js'
import type { Io } from '../io.js'

export const diffCommand: Command = {
  name: 'diff',
  usage: 'diff <a> <b>',
  summary: 'Name the first request on which two decision traces part',
  positionals: {
    a: { type: 'string', describe: 'a trace, as `compare --engine virtual --trace FILE` writes it' },
    b: { type: 'string', describe: 'the one to hold against it' },
  },
  options: {},
  examples: [
    ['lbbench diff before.trace after.trace', 'exit status 0: every decision alike; 1: they part somewhere'],
    ['lbbench diff rr.trace lc.trace', 'two strategies, traced alone: where does the second decide otherwise?'],
  ],
  run: diff,
}

async function diff(args: Args, io: Io): Promise<number> {
  const { areAlike, compareTraces } = await import('../../trace/compare-traces.js')
  const { describeComparison } = await import('../../trace/describe-comparison.js')
  const [a, b] = [args.a as string, args.b as string]
  const comparison = await compareTraces(resolve(io.cwd, a), resolve(io.cwd, b))
  io.stdout.write(describeComparison(comparison, a, b))
  return areAlike(comparison) ? exitStatus.ok : exitStatus.gateFailed
}
