import { join, resolve } from 'node:path'
import { renderHtml } from '../../report/html/render-html.js'
import { writeAtomically } from '../../results/atomic-file.js'
import type { Results } from '../../results/results.js'
import { pageFileName } from '../exports/names-of-runs.js'
import type { Io } from '../io.js'
import { pageAssets } from '../page-assets.js'

/** Writes the page into a folder that is there. @returns its path, relative as the folder is */
export async function writeDemoPage(results: Results, folder: string, { cwd }: Io): Promise<string> {
  const path = join(folder, pageFileName)
  await writeAtomically(resolve(cwd, path), renderHtml(results, await pageAssets()))
  return path
}
