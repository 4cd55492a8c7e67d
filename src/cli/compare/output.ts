import { existsSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { DecisionLog } from '../../baseline/baseline.js'
import { decisionsFileName, writeDecisions } from '../../baseline/decisions-file.js'
import type { Trial } from '../../bench/trial.js'
import { renderHtml } from '../../report/html/render-html.js'
import { renderReport } from '../../report/render-report.js'
import { writeAtomically } from '../../results/atomic-file.js'
import { appendTrial, requestsFileName, startRequestsFile } from '../../results/requests-csv.js'
import type { Results } from '../../results/results.js'
import { resultsFileName, writeResults } from '../../results/results-file.js'
import { namesOfRuns, pageFileName } from '../exports/names-of-runs.js'
import type { Io } from '../io.js'
import { makeFolder } from '../make-folder.js'
import { pageAssets } from '../page-assets.js'
import { occupy } from './occupy.js'
import { savePictures } from './save-pictures.js'

/** Where a run leaves what it measured. */
export interface Output {
  /** As to be shown to the user, relative to where they stand. */
  readonly folder: string
  /** Adds one trial's requests to `requests.csv`. */
  addTrial(trial: Trial): Promise<void>
  /** Replaces results.json, results.csv, report.md and its pictures, each atomically. */
  save(results: Results): Promise<void>
  /** Writes `report.html`, once the run is over: it holds a charting library, too much for every trial. */
  savePage(results: Results): Promise<void>
  /** Writes `decisions.json`, where there are any. */
  saveDecisions(decisions: readonly DecisionLog[]): Promise<void>
  /** Names of the files written so far. */
  files(): readonly string[]
  /** Gives the folder free for others; one without any trial is left without `requests.csv`. */
  close(): void
}

/**
 * Opens the folder before anything is measured, so that a full disk or a forbidden path is known at once. Results of an
 * earlier run are taken away: if this one fails, nobody may take those for its own.
 * @param out folder, or undefined for a new one, `reports/<time>-<scenario>` below the current folder
 * @throws LbbenchError OUTPUT
 */
export async function openOutput(out: string | undefined, scenario: string, io: Io): Promise<Output> {
  const folder = resolve(io.cwd, out ?? unusedFolder(join('reports', `${timestamp(io.now())}-${scenario}`), io))
  await makeFolder(folder)
  const release = occupy(folder)
  const written = namesOfRuns.map(name => join(folder, name))
  for (const path of written) rmSync(path, { force: true })
  await startRequestsFile(folder)
  let empty = true
  let decided = false
  let paged = false
  let drawn: readonly string[] = []
  return {
    folder: relative(io.cwd, folder) || '.',
    async addTrial(trial) {
      if (trial.record === undefined || trial.role !== 'candidate') return
      empty = false
      await appendTrial(folder, trial)
    },
    async save(results) {
      await writeResults(folder, results)
      await writeAtomically(join(folder, 'report.md'), renderReport(results, 'markdown'))
      drawn = await savePictures(folder, results)
      await writeAtomically(join(folder, 'results.csv'), renderReport(results, 'csv'))
    },
    async savePage(results) {
      const text = renderHtml(results, await pageAssets())
      await writeAtomically(join(folder, pageFileName), text)
      paged = true
    },
    async saveDecisions(decisions) {
      decided = decisions.length > 0
      if (decided) await writeDecisions(folder, decisions)
    },
    files: () => [
      ...(paged ? [pageFileName] : []),
      ...['report.md', ...drawn, resultsFileName, 'results.csv'],
      ...(empty ? [] : [requestsFileName]),
      ...(decided ? [decisionsFileName] : []),
    ],
    close() {
      if (empty) rmSync(join(folder, requestsFileName), { force: true })
      release()
    },
  }
}

/** The folder, or the first of folder-2, folder-3, ... that is not there. */
function unusedFolder(folder: string, { cwd }: Io): string {
  const taken = (path: string): boolean => existsSync(resolve(cwd, path))
  for (let k = 2, path = folder; ; k++) {
    if (!taken(path)) return path
    path = `${folder}-${k}`
  }
}

/** Local time, sortable and fit for a file name: 2026-05-01-14-03-59. */
function timestamp(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}-${two(date.getHours())}-${two(date.getMinutes())}-${two(date.getSeconds())}`
}
