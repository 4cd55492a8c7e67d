import { stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { renderHtml } from '../../report/html/render-html.js'
import { writeAtomically } from '../../results/atomic-file.js'
import type { Results } from '../../results/results.js'
import type { Io } from '../io.js'
import { news } from '../loudness.js'
import { makeFolder } from '../make-folder.js'
import { pageAssets } from '../page-assets.js'

/** What a run's page is called in the run's folder. */
export const pageFileName = 'report.html'

/**
 * Writes the page of a run that is over, and says where.
 * @param file as typed; '' for `report.html` beside the results
 * @param from the results, as they were asked for: a folder or a file
 * @throws LbbenchError OUTPUT
 */
export async function writePage(
  results: Results,
  { file, from }: { file: string; from: string },
  io: Io,
): Promise<void> {
  const path = file === '' ? join(await folderOf(resolve(io.cwd, from)), pageFileName) : resolve(io.cwd, file)
  await makeFolder(dirname(path))
  await writeAtomically(path, renderHtml(results, await pageAssets()), 'choose another file with --html FILE')
  news(io, `\nPage: ${relative(io.cwd, path)}\n`)
}

async function folderOf(path: string): Promise<string> {
  const found = await stat(path)
  return found.isDirectory() ? path : dirname(path)
}
