import { resolve } from 'node:path'
import { historyLine } from '../../history/history-line.js'
import { openHistory } from '../../history/open-history.js'
import type { Results, Verdict } from '../../results/results.js'
import type { Io } from '../io.js'
import { news } from '../loudness.js'
import { revisionOf } from './revision-of.js'

/** Where runs are kept; adding to it says so. */
export interface KeptHistory {
  add(results: Results, verdicts: readonly Verdict[]): Promise<void>
}

/**
 * Opens the history that was asked for.
 * @param file as in --history, below the current folder; undefined where nothing is kept
 * @throws LbbenchError OUTPUT, RESULTS_FILE: before anything is measured
 */
export function keepHistory(file: string | undefined, io: Io): KeptHistory {
  if (file === undefined) return { add: async () => undefined }
  const path = resolve(io.cwd, file)
  const history = openHistory(path)
  return {
    async add(results, verdicts) {
      if (!results.complete || results.candidates.length === 0) {
        news(io, `Not added to ${file}: the run ended early\n`)
        return
      }
      history.add(historyLine(results, verdicts, await revisionOf(io.cwd, path)))
      news(io, `Added to ${file}\n`)
    },
  }
}
