import { stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { LbbenchError } from '../../errors.js'
import type { PageAssets } from '../../report/html/page.js'
import { writeAtomically } from '../../results/atomic-file.js'
import { namesOfRuns, pageFileName } from '../exports/names-of-runs.js'
import type { Io } from '../io.js'
import { news } from '../loudness.js'
import { makeFolder } from '../make-folder.js'
import { pageAssets } from '../page-assets.js'

/** What `--html` says. */
export interface Destination {
  /** As typed; '' for a page beside the results, undefined for no page at all. */
  readonly file: string | undefined
  /** The results, as they were asked for: a folder or a file in it. */
  readonly from: string
  /** What it is called there, where nobody says: `report.html` unless given. */
  readonly name?: string
}

/** Where a page is to go, if anywhere. */
export interface PageFile {
  /** Writes the page, and says where it is. @throws LbbenchError OUTPUT */
  write(render: (assets: PageAssets) => string): Promise<void>
}

/**
 * Looks where a page is to go before anything is made.
 * @throws LbbenchError USAGE where it would replace a folder, or results
 */
export async function openPage(destination: Destination, io: Io): Promise<PageFile> {
  const path = await pathOf(destination, io)
  if (path === undefined) return { write: async () => {} }
  return {
    async write(render) {
      const text = render(await pageAssets())
      await makeFolder(dirname(path), 'choose another file with --html FILE')
      await writeAtomically(path, text, 'choose another file with --html FILE')
      news(io, `\nPage: ${relative(io.cwd, path)}\n`)
    },
  }
}

async function pathOf({ file, from, name = pageFileName }: Destination, { cwd }: Io): Promise<string | undefined> {
  if (file === undefined) return undefined
  if (file === '') return join(await folderOf(resolve(cwd, from)), name)
  const path = resolve(cwd, file)
  const isTaken = basename(path) !== pageFileName && namesOfRuns.includes(basename(path))
  if (!isTaken && !(await isFolder(path))) return path
  const what = isTaken ? 'is where a run keeps its own results' : 'is a folder'
  throw new LbbenchError('USAGE', `--html: ${file} ${what}`, 'name another file, such as report.html')
}

async function folderOf(path: string): Promise<string> {
  return (await isFolder(path)) ? path : dirname(path)
}

/** What is not there is none. */
async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}
