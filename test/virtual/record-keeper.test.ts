import { expect, it } from 'vitest'
import type { EndedRequest } from '../../src/virtual/observer.js'
import { RecordKeeper } from '../../src/virtual/record-keeper.js'

const request = (row: number, tries = 1): EndedRequest => ({
  ...{ row, dueMs: row, doneMs: row + 0.5, status: 200, backend: row % 3, client: row % 7 },
  ...{ queueMs: 0.125, appMs: 0.25, tries, session: 0, storeMs: NaN },
})

it('keeps rows that end in any order, also far ahead of the others', () => {
  const keeper = new RecordKeeper()
  const rows = Array.from({ length: 9000 }, (_, i) => (i * 4801) % 9000)
  for (const row of rows) keeper.ended(request(row))
  const record = keeper.record()
  expect(record.size).toBe(9000)
  for (const column of [record.dueMs, record.sentMs])
    expect([...column]).toEqual(Array.from({ length: 9000 }, (_, i) => i))
  expect([...record.doneMs.slice(8997)]).toEqual([8997.5, 8998.5, 8999.5])
  expect([...record.backend.slice(0, 4)]).toEqual([0, 1, 2, 0])
  expect([...record.client.slice(6, 9)]).toEqual([6, 0, 1])
  expect([...new Set(record.status)]).toEqual([200])
  expect([...new Set(record.idealMs)]).toEqual([0.375])
})

it('counts tries as the wire does, to 255', () => {
  const keeper = new RecordKeeper()
  keeper.ended(request(0, 255))
  keeper.ended(request(1, 256))
  expect([...keeper.record().tries]).toEqual([255, 255])
})

it('is empty where nothing ended', () => {
  expect(new RecordKeeper().record().dueMs).toEqual(new Float64Array(0))
})
