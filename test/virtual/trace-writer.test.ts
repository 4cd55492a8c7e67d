import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { decidedLine, endedLine, headerLine, lastLine } from '../../src/trace/format.js'
import { TraceWriter } from '../../src/virtual/trace-writer.js'
import { temporaryFolder } from '../trace/temporary-traces.js'

const folder = temporaryFolder()
const header = { candidate: 'größer', round: 0, backends: ['b1'] }

it('writes a line an event, however many', () => {
  const path = `${folder}/many.trace`
  const writer = new TraceWriter(path, header)
  const rows = Array.from({ length: 20_000 }, (_, row) => row)
  for (const row of rows) {
    writer.decided({ row, attempt: 1, backend: 0, atMs: row / 3 })
    writer.ended({
      ...{ row, dueMs: row / 3, doneMs: row / 3 + 0.1, status: 503, backend: 0 },
      ...{ client: 1, queueMs: 0, appMs: 0.1, tries: 1, session: 0, storeMs: NaN },
    })
  }
  writer.finish()
  writer.close()
  const lines = rows.map(row => decidedLine(row, 1, 0, row / 3) + endedLine(row, 503, 0, row / 3 + 0.1))
  expect(readFileSync(path, 'utf8') === headerLine(header) + lines.join('') + lastLine(20_000)).toBe(true)
})

it('says where the disk is full', () => {
  if (!existsSync('/dev/full')) return
  const writer = new TraceWriter('/dev/full', header)
  expect(() => writer.finish()).toThrow(expect.objectContaining({ code: 'OUTPUT' }))
  writer.close()
})
