import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Timeouts } from '../../src/live/load/timeouts.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 0 }))
afterEach(() => void vi.useRealTimers())

/** Rows due at whole ms on the fake clock; a row with an `answerMs` ends that long after it was due. */
function simulate(rows: readonly { dueMs: number; answerMs: number }[], timeoutMs: number) {
  const expired: [row: number, atMs: number][] = []
  const ended = new Set<number>()
  const timeouts = new Timeouts({
    timeoutMs,
    nowMs: () => Date.now(),
    dueMs: row => rows[row].dueMs,
    hasEnded: row => ended.has(row),
    expire(row) {
      expired.push([row, Date.now()])
      ended.add(row)
    },
  })
  rows.forEach(({ dueMs, answerMs }, row) => {
    setTimeout(() => {
      timeouts.begin(row)
      setTimeout(() => ended.add(row), answerMs)
    }, dueMs)
  })
  return { expired, timeouts }
}

describe('Timeouts', () => {
  it('expires exactly the rows that take too long, each when its time is up', () => {
    const row = fc.record({ gapMs: fc.nat(50), answerMs: fc.constantFrom(1, 20, 99, 101, 5000) })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), plan => {
        let dueMs = 0
        vi.setSystemTime(0)
        const rows = plan.map(({ gapMs, answerMs }) => {
          dueMs += gapMs
          return { dueMs, answerMs }
        })
        const { expired } = simulate(rows, 100)
        vi.runAllTimers()
        const slow = rows.flatMap(({ dueMs, answerMs }, index) => (answerMs > 100 ? [[index, dueMs + 100]] : []))
        expect(expired).toEqual(slow)
      }),
      { seed: 1 },
    )
  })

  it('holds one timer, whatever the number of rows', () => {
    const { timeouts } = simulate([], 100)
    const many = simulate(
      Array.from({ length: 50 }, () => ({ dueMs: 0, answerMs: 1e6 })),
      100,
    )
    vi.advanceTimersByTime(1)
    expect(vi.getTimerCount()).toBe(50 + 1)
    many.timeouts.stop()
    expect(vi.getTimerCount()).toBe(50)
    timeouts.stop()
  })

  it('expires a row at once that begins too late', () => {
    const expired: number[] = []
    const timeouts = new Timeouts({
      timeoutMs: 10,
      nowMs: () => 11,
      dueMs: () => 0,
      hasEnded: row => expired.includes(row),
      expire: row => expired.push(row),
    })
    timeouts.begin(0)
    expect(expired).toEqual([0])
  })

  it('copes with a row that begins another when it expires', () => {
    const expired: number[] = []
    const dues = [0]
    const timeouts = new Timeouts({
      timeoutMs: 10,
      nowMs: () => Date.now(),
      dueMs: row => dues[row],
      hasEnded: row => expired.includes(row),
      expire(row) {
        expired.push(row)
        dues.push(Date.now())
        if (row < 3) timeouts.begin(row + 1)
      },
    })
    timeouts.begin(0)
    vi.advanceTimersByTime(35)
    expect(expired).toEqual([0, 1, 2])
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(5)
    expect(expired).toEqual([0, 1, 2, 3])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('waits for weeks where it is told to', () => {
    const { expired } = simulate([{ dueMs: 0, answerMs: 5000 }], 2 ** 31 + 5)
    vi.advanceTimersByTime(1000)
    expect(expired).toEqual([])
    expect(vi.getTimerCount()).toBe(2)
  })
})
