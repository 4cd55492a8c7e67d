import { expect, test } from 'vitest'
import { renderCsv } from '../../../src/report/csv.js'
import { renderTimelineCsv } from '../../../src/report/drill/timeline-csv.js'
import { calm } from '../fixture.js'
import { crashDrill } from './fixture.js'

const rows = (text: string): string[][] =>
  text
    .trimEnd()
    .split('\n')
    .map(line => line.split(','))

test('a row a candidate and window, a cell a column', () => {
  const [head, ...others] = rows(renderTimelineCsv(crashDrill)!)
  expect(head).toEqual([
    ...['candidate', 'fromS', 'p50Ms', 'p99Ms', 'ratePerSecond', 'errorRate', 'errorsPerSecond.http 502'],
    ...['share.b1', 'inFlight.b1', 'out.b1', 'share.b2', 'inFlight.b2', 'out.b2'],
  ])
  expect(others).toHaveLength(4 * 100)
  for (const row of others) expect(row).toHaveLength(head!.length)
})

test('values are those of the results; what cannot be told is empty', () => {
  const [head, ...others] = rows(renderTimelineCsv(crashDrill)!)
  const cell = (candidate: string, fromS: string, column: string): string =>
    others.find(row => row[0] === candidate && row[1] === fromS)![head!.indexOf(column)]!
  expect(cell('lc', '4.5', 'out.b2')).toBe('1')
  expect(cell('lc', '4.5', 'share.b2')).toBe('0')
  expect(cell('rr', '4.5', 'errorsPerSecond.http 502')).toBe('20')
  expect(cell('lc', '5', 'p99Ms')).toBe('')
  expect(cell('nginx:rr', '4.5', 'out.b2')).toBe('')
})

test('a run without incidents has its timeline, too; where nobody looked there is none', () => {
  expect(renderTimelineCsv(calm)).toContain('candidate,fromS,p50Ms')
  const unseen = calm.candidates.map(({ timeline: _, ...one }) => one)
  expect(renderTimelineCsv({ candidates: unseen })).toBeUndefined()
})

test('results.csv has a row a metric of an incident', () => {
  const text = renderCsv(crashDrill)
  expect(text).toContain('\nrr,crash.recoveryMs,7000,7000,7000,5\n')
  expect(text).toContain('\nrr,crash.recoveryMs.atLeast,5,,,5\n')
  expect(text).toContain('\nnginx:rr,crash.detectionMs,,,,0\n')
  expect(renderCsv(calm)).not.toContain('recoveryMs')
})
