import { resolve } from 'node:path'
import { exitStatus } from '../../errors.js'
import { renderHtml } from '../../report/html/render-html.js'
import { type ReportFormat, renderReport } from '../../report/render-report.js'
import { readResults } from '../../results/results-file.js'
import type { Args } from '../command.js'
import { clearExports, openExports } from '../exports/open-exports.js'
import { parseExports } from '../exports/parse-exports.js'
import { openPage } from '../html/open-page.js'
import type { Io } from '../io.js'
import { lookOf } from '../look.js'

/** Renders one run again; resolves to the exit status. */
export async function reportOne(from: string, args: Args, io: Io): Promise<number> {
  const exports = parseExports(args.export as string[] | undefined, io)
  await clearExports(exports)
  const page = await openPage({ file: args.html as string | undefined, from }, io)
  const results = await readResults(resolve(io.cwd, from))
  const files = await openExports(exports, results.candidates, io)
  const look = lookOf(io)
  io.stdout.write(renderReport(results, args.format as ReportFormat, look))
  await page.write(assets => renderHtml(results, assets))
  await files.write({ results, verdicts: results.verdicts, inconclusive: undefined })
  return exitStatus.ok
}
