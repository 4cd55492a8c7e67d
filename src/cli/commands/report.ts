import { LbbenchError } from '../../errors.js'
import type { Args, Command } from '../command.js'
import { exportOption } from '../exports/options.js'
import type { Io } from '../io.js'

const formats = ['terminal', 'markdown', 'json', 'csv'] as const

export const reportCommand: Command = {
  name: 'report',
  usage: 'report <results..>',
  summary: 'Render the results of an earlier run again, or of two side by side: before and after',
  positionals: { results: { type: 'string', describe: 'folder of a run, or its results.json; one or two' } },
  options: {
    format: { type: 'string', choices: formats, default: 'terminal', describe: 'what to print' },
    html: {
      type: 'string',
      requiresArg: false,
      describe: 'write the page as well, here or as report.html (of two: before-after.html) beside the last results',
    },
    match: {
      type: 'string',
      array: true,
      describe: 'BEFORE=AFTER, of two results: hold two candidates of different names against each other; repeatable',
    },
    control: {
      type: 'string',
      describe:
        "of two results: the live candidate whose change counts as the machine's, or none [the first unchanged]",
    },
    export: exportOption,
  },
  examples: [
    ['lbbench report reports/2026-05-01-14-03-59-steady --format markdown', 'for a pull request'],
    ['lbbench report out/before out/after --html', 'what changed, by how much, and is it sure?'],
  ],
  complete: async flag => (flag === 'format' ? formats : []),
  run: report,
}

async function report(args: Args, io: Io): Promise<number> {
  const [from, to, ...more] = args.results as [string, ...string[]]
  if (more.length > 0)
    throw new LbbenchError(
      'USAGE',
      `report takes one run, or two to hold side by side; ${more.length + 2} are given`,
      'lbbench trend draws how a metric went over many runs',
    )
  if (to === undefined) {
    refuseOfOne('match', args)
    refuseOfOne('control', args)
    const { reportOne } = await import('../report/one.js')
    return reportOne(from, args, io)
  }
  const { reportBeside } = await import('../report/beside.js')
  return reportBeside([from, to], args, io)
}

function refuseOfOne(flag: string, args: Args): void {
  if (args[flag] !== undefined)
    throw new LbbenchError(
      'USAGE',
      `--${flag} is of two results, and one is given`,
      'name both: lbbench report BEFORE AFTER',
    )
}
