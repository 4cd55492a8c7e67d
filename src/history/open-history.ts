import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { cannotWrite } from '../cannot-write.js'
import type { HistoryLine } from './history-line.js'
import { readHistory } from './read-history.js'

/** A history that runs can be added to. */
export interface History {
  /** Adds a line in a single write, so that runs that end at the same time never mix. @throws LbbenchError OUTPUT */
  add(line: HistoryLine): void
}

/**
 * Opens a history, or begins one, before anything is measured: a forbidden path, or a file of something else, must not cost
 * the user a run.
 * @throws LbbenchError OUTPUT where it cannot be written, RESULTS_FILE where a line of it is no run
 */
export function openHistory(path: string): History {
  appending(path, () => undefined)
  readHistory(path)
  return {
    add: line =>
      appending(path, file => {
        const bytes = Buffer.from(`${endsInLine(file) ? '' : '\n'}${JSON.stringify(line)}\n`)
        const written = writeSync(file, bytes)
        if (written < bytes.length) throw new Error(`only ${written} of ${bytes.length} bytes could be written`)
      }),
  }
}

function appending(path: string, use: (file: number) => void): void {
  try {
    const file = openSync(path, 'a+')
    try {
      use(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw cannotWrite(`cannot write the history ${path}`, error as Error, 'name another file with --history')
  }
}

/** Editors may leave the last line open. */
function endsInLine(file: number): boolean {
  const { size } = fstatSync(file)
  const last = Buffer.alloc(1)
  return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 0x0a)
}
