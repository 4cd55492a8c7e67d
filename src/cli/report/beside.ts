import { resolve } from 'node:path'
import { layBeside } from '../../beside/lay-beside.js'
import { exitStatus, LbbenchError } from '../../errors.js'
import { renderBesideHtml } from '../../report/beside/html/beside-page.js'
import { renderBeside } from '../../report/beside/render-beside.js'
import type { ReportFormat } from '../../report/render-report.js'
import { readResults } from '../../results/results-file.js'
import type { Args } from '../command.js'
import { openPage } from '../html/open-page.js'
import type { Io } from '../io.js'
import { lookOf } from '../look.js'

/** Beside the results of after: `report.html` there is the page of that run alone. */
const pageFileName = 'before-after.html'

/**
 * Two runs side by side. The exit status says that they were read, whatever changed: what may fail a pipeline is a gate.
 * @throws LbbenchError RESULTS_FILE, USAGE, UNKNOWN_NAME
 */
export async function reportBeside([from, to]: readonly [string, string], args: Args, io: Io): Promise<number> {
  if (args.export !== undefined)
    throw new LbbenchError('USAGE', '--export is of one run, and two are given', '--format and --html are of both')
  const page = await openPage({ file: args.html as string | undefined, from: to, name: pageFileName }, io)
  const [before, after] = await Promise.all([from, to].map(path => readResults(resolve(io.cwd, path))))
  const beside = layBeside(
    { path: from, results: before! },
    { path: to, results: after! },
    { match: (args.match as string[] | undefined) ?? [], control: args.control as string | undefined },
  )
  const look = lookOf(io)
  io.stdout.write(renderBeside(beside, args.format as ReportFormat, look))
  await page.write(assets => renderBesideHtml(beside, assets))
  return exitStatus.ok
}
