import { basename, resolve } from 'node:path'
import { LbbenchError } from '../../errors.js'
import { didYouMean } from '../../nearest.js'
import { type ExportFormat, exportFormats } from '../../report/ci/export-formats.js'
import type { Io } from '../io.js'
import { namesOfRuns, pageFileName } from './names-of-runs.js'

/** One `--export`, understood. */
export interface Export {
  readonly format: ExportFormat
  /** As typed. */
  readonly file: string
  /** From the root. */
  readonly path: string
}

/**
 * Files that were asked for, in the order of the command line.
 * @throws LbbenchError USAGE where one has no file, a format nobody knows, or the file of another one
 */
export function parseExports(texts: readonly string[] | undefined, { cwd }: Io): Export[] {
  const exports: Export[] = []
  for (const text of texts ?? []) {
    const one = parseExport(text, cwd)
    const same = exports.find(({ path }) => path === one.path)
    if (same !== undefined)
      throw new LbbenchError(
        'USAGE',
        `--export: ${same.format} and ${one.format} would both be written to ${one.file}`,
        'give each a file of its own',
      )
    exports.push(one)
  }
  return exports
}

function parseExport(text: string, cwd: string): Export {
  const [, word, file] = /^([^=]*)=(.+)$/s.exec(text) ?? []
  if (word === undefined || file === undefined)
    throw new LbbenchError('USAGE', `--export ${text}: say FORMAT=FILE, e.g. junit=lbbench.xml`, hint)
  const format = exportFormats.find(known => known === word)
  if (format === undefined)
    throw new LbbenchError('USAGE', `--export knows no format "${word}"${didYouMean(word, exportFormats)}`, hint)
  const path = resolve(cwd, file)
  if (namesOfRuns.includes(basename(path)) && !(format === 'html' && basename(path) === pageFileName))
    throw new LbbenchError(
      'USAGE',
      `--export ${text}: a run keeps its own results under that name`,
      'choose another one',
    )
  return { format, file, path }
}

const hint = `formats: ${exportFormats.join(', ')}; docs/ci.md explains them`
