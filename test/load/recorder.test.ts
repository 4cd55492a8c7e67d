import { describe, expect, it } from 'vitest'
import { BackendNames } from '../../src/live/load/backend-names.js'
import { Recorder } from '../../src/live/load/recorder.js'
import { drawWorkload } from './trial.js'

describe('Recorder', () => {
  it('refuses to end a row twice, as that would count one fault twice', () => {
    const recorder = new Recorder(drawWorkload({ size: 2 }), new BackendNames([], false))
    recorder.end(1, 200, 5)
    expect(() => recorder.end(1, 2, 6)).toThrow('row 1 ended twice: 200, then 2')
    expect(recorder.taken(2).status).toEqual(Uint16Array.of(0, 200))
  })

  it('gives the rows that were begun, in arrays of their own', () => {
    const workload = drawWorkload({ size: 100 })
    const recorder = new Recorder(workload, new BackendNames(['b0'], false))
    recorder.due(0, 7)
    recorder.sent(0, 8)
    recorder.end(0, 503, 9)
    const { size, sessions: _none, ...columns } = recorder.taken(3)
    expect(size).toBe(3)
    for (const column of Object.values(columns)) {
      expect(column.length).toBe(3)
      expect(column.buffer.byteLength).toBe(3 * column.BYTES_PER_ELEMENT)
    }
    expect([columns.dueMs[0], columns.sentMs[0], columns.doneMs[0], columns.status[0]]).toEqual([7, 8, 9, 503])
    expect(columns.backend[0]).toBe(-1)
    expect(workload.dueMs[0]).not.toBe(7)
  })
})
