import { open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { cannotWrite } from '../../cannot-write.js'
import { LbbenchError } from '../../errors.js'
import { type OtavaCandidate, otavaHeader, otavaRow } from '../../report/ci/otava.js'
import { type Judged, renderExport, whyNone } from '../../report/ci/render-export.js'
import { renderHtml } from '../../report/html/render-html.js'
import { writeAtomically } from '../../results/atomic-file.js'
import { revisionOf } from '../history/revision-of.js'
import type { Io } from '../io.js'
import { news } from '../loudness.js'
import { makeFolder } from '../make-folder.js'
import { pageAssets } from '../page-assets.js'
import type { Export } from './parse-exports.js'

/** Where what a pipeline reads is to go. */
export interface Exports {
  /** Says which files there are now. @throws LbbenchError OUTPUT */
  write(judged: Judged): Promise<void>
}

/**
 * Takes away what an earlier run left, before anything can be refused: a pipeline reads the files whatever the exit status, and
 * must not take them for this run's. A file of Otava's stays: it grows. So does what is no file, such as a pipe.
 * @throws LbbenchError OUTPUT
 */
export async function clearExports(exports: readonly Export[]): Promise<void> {
  for (const one of exports.filter(({ format }) => format !== 'otava'))
    await attempt(one, async () => ((await isFile(one.path)) ? rm(one.path) : undefined))
}

/**
 * Makes sure that each file can be written, before anything is measured. A file of Otava's must be about the same candidates and incidents.
 * @param candidates those that will have results, in their order
 * @throws LbbenchError OUTPUT, USAGE
 */
export async function openExports(
  exports: readonly Export[],
  candidates: readonly OtavaCandidate[],
  io: Io,
): Promise<Exports> {
  for (const one of exports) await attempt(one, () => prepare(one, candidates))
  return {
    async write(judged) {
      const done: string[] = []
      for (const one of exports) if (await attempt(one, () => written(one, judged, io))) done.push(one.file)
      if (done.length > 0) news(io, `Exported: ${done.join(', ')}\n`)
    },
  }
}

async function prepare({ format, file, path }: Export, candidates: readonly OtavaCandidate[]): Promise<void> {
  await makeFolder(dirname(path), 'name another file')
  const handle = await open(path, 'a')
  await handle.close()
  if (format !== 'otava') return (await isFile(path)) ? rm(path) : undefined
  const [header = ''] = /^.*\n?/.exec(await readFile(path, 'utf8')) ?? []
  if (header === '') return rm(path)
  const wanted = otavaHeader(candidates)
  if (header.replace('\r', '') === wanted) return undefined
  const hint = `it begins with ${header.trim()}, and this run would add ${wanted.trim()}: name a new file`
  throw new LbbenchError('USAGE', `--export otava: ${file} is about other candidates or incidents`, hint)
}

/** Whether anything was. */
async function written(one: Export, judged: Judged, io: Io): Promise<boolean> {
  const { format, path } = one
  if (format === 'otava') return appended(one, judged, io)
  const text = format === 'html' ? await pageText(judged) : renderExport(format, judged)
  if (text === undefined) {
    io.stderr.write(`lbbench: no ${one.file} was written: ${whyNone(format)}\n`)
    return false
  }
  // A pipe or a terminal cannot be replaced, and must not.
  await ((await isFile(path)) === false ? writeFile(path, text) : writeAtomically(path, text))
  return true
}

/** The page holds what was said of the results here, as by `gate`. */
async function pageText({ results, verdicts }: Judged): Promise<string> {
  return renderHtml({ ...results, verdicts }, await pageAssets())
}

async function appended({ file, path }: Export, { results }: Judged, io: Io): Promise<boolean> {
  const { commit } = await revisionOf(io.cwd, path)
  const outcome = otavaRow(results, commit ?? '')
  if ('none' in outcome) {
    io.stderr.write(`lbbench: nothing was added to ${file}: ${outcome.none}\n`)
    return false
  }
  const fresh = (await isFile(path)) === undefined
  const header = fresh ? otavaHeader(results.candidates) : ''
  await writeFile(path, header + outcome.row, { flag: 'a' })
  return true
}

/** Undefined where there is nothing. */
async function isFile(path: string): Promise<boolean | undefined> {
  try {
    return (await stat(path)).isFile()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function attempt<T>({ format, file }: Export, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof LbbenchError && error.code === 'USAGE') throw error
    throw cannotWrite(`--export ${format}: cannot write ${file}`, error as Error, 'name another file')
  }
}
