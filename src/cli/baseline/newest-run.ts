import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LbbenchError } from '../../errors.js'
import { resultsFileName } from '../../results/results-file.js'

/**
 * The folder of the run in ./reports that was finished last, as to be shown: "reports/2026-05-01-14-03-59-steady".
 * @throws LbbenchError USAGE where there is none
 */
export function newestRun(cwd: string): string {
  const folders = namesIn(resolve(cwd, 'reports')).map(name => join('reports', name))
  const runs = folders.flatMap(folder => {
    const found = statSync(resolve(cwd, folder, resultsFileName), { throwIfNoEntry: false })
    return found === undefined ? [] : [{ folder, writtenMs: found.mtimeMs }]
  })
  const [newest] = runs.toSorted((a, b) => b.writtenMs - a.writtenMs)
  if (newest !== undefined) return newest.folder
  throw new LbbenchError('USAGE', 'there is no run in ./reports', 'name the folder of one: baseline save FILE FOLDER')
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
