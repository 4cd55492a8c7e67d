import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { decidedLine, endedLine, headerLine, lastLine } from '../../src/trace/format.js'

/** A folder that is gone when the tests of the file are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lbbench-trace-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** One request: where it goes, when, and when it is answered. */
export type Went = readonly [backend: number, atMs: number, doneMs: number]

/** The section of a trial whose requests are all answered at the first try, in the order in which they came. */
export function section(candidate: string, round: number, went: readonly Went[], backends = ['b1', 'b2']): string {
  const lines = went.flatMap(([backend, atMs, doneMs], row) => [
    decidedLine(row, 1, backend, atMs),
    endedLine(row, 200, backend, doneMs),
  ])
  return `${headerLine({ candidate, round, backends })}${lines.join('')}${lastLine(went.length)}`
}

/** Writes a file and returns its path. */
export function written(folder: string, name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
