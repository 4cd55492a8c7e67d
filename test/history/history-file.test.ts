import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openHistory } from '../../src/history/open-history.js'
import { readHistory } from '../../src/history/read-history.js'
import { lineOf } from './line.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-history-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const fresh = (text?: string): string => {
  const path = join(folder, `${files++}.jsonl`)
  if (text !== undefined) writeFileSync(path, text)
  return path
}
const json = (k: number): string => JSON.stringify(lineOf(k))

test('what was added is read again, a line a run, whoever opened the file when', () => {
  const path = fresh()
  const [one, other] = [openHistory(path), openHistory(path)]
  one.add(lineOf(0))
  other.add(lineOf(1))
  one.add(lineOf(2))
  expect(readHistory(path)).toEqual([lineOf(0), lineOf(1), lineOf(2)])
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4)
})

test('a last line that an editor left open is ended first, empty lines are nothing', () => {
  const path = fresh(`${json(0)}\n\n${json(1)}`)
  openHistory(path).add(lineOf(2))
  expect(readHistory(path).map(({ at }) => at)).toEqual([0, 1, 2].map(k => lineOf(k).at))
})

test('a file that is not there yet is begun, and an empty one has no runs', () => {
  const path = fresh()
  openHistory(path)
  expect(readHistory(path)).toEqual([])
})

const { machine: _machine, ...withoutMachine } = lineOf(0)
const faults: [what: string, line: string, message: RegExp][] = [
  ['other text', 'hello', /:2 is not JSON: /],
  ['half a line, of a machine that went down', json(1).slice(0, 80), /:2 is not JSON: /],
  ['JSON of something else', '{"p99":1}', /:2 is no run of a history; expected \{"schema":"lbbench\/history@1"/],
  ['a number', '7', /:2 is no run of a history/],
  ['null', 'null', /:2 is no run of a history/],
  ['results', '{"schema":"lbbench/results@1"}', /:2 has the schema "lbbench\/results@1"/],
  ['a run without its machine', JSON.stringify(withoutMachine), /:2 at machine: /],
  ['an unknown metric', JSON.stringify(lineOf(0)).replace('p99Ms', 'p98Ms'), /:2 at candidates\.lc/],
]

test.each(faults)('%s is refused by file and line, before anything is added', (_, line, message) => {
  const path = fresh(`${json(0)}\n${line}\n`)
  const before = readFileSync(path, 'utf8')
  expect(() => openHistory(path)).toThrow(message)
  expect(() => readHistory(path)).toThrow(expect.objectContaining({ code: 'RESULTS_FILE' }))
  expect(readFileSync(path, 'utf8')).toBe(before)
})

test('a later version may have told more of a run', () => {
  const path = fresh()
  appendFileSync(path, `${JSON.stringify({ ...lineOf(0), weather: 'fair' })}\n`)
  expect(readHistory(path)).toEqual([lineOf(0)])
})

test('a path that cannot be written, or read, is told at once', () => {
  const nowhere = join(folder, 'no', 'such', 'folder')
  expect(() => openHistory(nowhere)).toThrow(expect.objectContaining({ code: 'OUTPUT' }))
  expect(() => openHistory(folder)).toThrow(/^cannot write the history .*: that is a folder$/)
  expect(() => readHistory(nowhere)).toThrow(expect.objectContaining({ code: 'RESULTS_FILE' }))
})
