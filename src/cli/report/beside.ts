import { resolve } from 'node:path'
import { layBeside } from '../../beside/lay-beside.js'
import { exitStatus, LbbenchError } from '../../errors.js'
import { renderBeside } from '../../report/beside/render-beside.js'
import type { ReportFormat } from '../../report/render-report.js'
import { readResults } from '../../results/results-file.js'
import type { Args } from '../command.js'
import type { Io } from '../io.js'
import { lookOf } from '../look.js'

/**
 * Two runs side by side. The exit status says that they were read, whatever changed: what may fail a pipeline is a gate.
 * @throws LbbenchError RESULTS_FILE, USAGE, UNKNOWN_NAME
 */
export async function reportBeside([from, to]: readonly [string, string], args: Args, io: Io): Promise<number> {
  if (args.html !== undefined) throw new LbbenchError('USAGE', '--html is of one run, and two are given')
  if (args.export !== undefined)
    throw new LbbenchError('USAGE', '--export is of one run, and two are given', '--format is of both')
  const [before, after] = await Promise.all([from, to].map(path => readResults(resolve(io.cwd, path))))
  const beside = layBeside(
    { path: from, results: before! },
    { path: to, results: after! },
    { match: (args.match as string[] | undefined) ?? [], control: args.control as string | undefined },
  )
  const look = lookOf(io)
  io.stdout.write(renderBeside(beside, args.format as ReportFormat, look))
  return exitStatus.ok
}
