import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorKinds } from '../../src/bench/trial.js'
import { BackendNames } from '../../src/live/load/backend-names.js'
import { Glimpses } from '../../src/live/load/glimpses.js'
import { Recorder } from '../../src/live/load/recorder.js'
import { drawWorkload } from './trial.js'

/** Rows of a trial that begins its warm-up at -1000 ms, and the eyes on it. */
function trialOf(size: number) {
  const names = new BackendNames(['a', 'b'], false)
  const recorder = new Recorder(drawWorkload({ size }), names)
  const options = { record: recorder.rows, backendNames: () => names.all, warmupMs: 1000, durationMs: 8000 }
  const answered = (row: number, backend: string): void =>
    recorder.answerHead(row, { backend, queueMs: 0, appMs: 0, idealMs: 0, tries: 1, storeMs: NaN } as never)
  return { recorder, answered, glimpses: new Glimpses(options) }
}

describe('a glimpse', () => {
  it('counts what has ended of the measured part, whatever the order it ended in, each row once', () => {
    const { recorder, answered, glimpses } = trialOf(6)
    for (const [row, dueMs] of [-500, 10, 20, 30, 40, 50].entries()) recorder.due(row, dueMs)
    for (const row of [0, 2, 4]) {
      answered(row, row === 4 ? 'b' : 'a')
      recorder.end(row, 200, 60)
    }
    expect(glimpses.take(5, 100)).toMatchObject({ atMs: 100, endsMs: 8000, requests: 2, failed: 0, p99Ms: null })
    recorder.end(1, errorKinds.timeout, 110)
    answered(3, 'b')
    recorder.end(3, 503, 120)
    const { requests, failed, backends } = glimpses.take(6, 600)
    expect({ requests, failed }).toEqual({ requests: 4, failed: 2 })
    expect(backends).toEqual([
      { name: 'a', requests: 1 },
      { name: 'b', requests: 2 },
    ])
    expect(glimpses.take(6, 700).requests).toBe(4)
  })

  it('tells a p99 once ten requests lie beyond it, as results count latencies', () => {
    const { recorder, glimpses } = trialOf(1001)
    const end = (row: number, status: number, latencyMs: number): void => {
      recorder.due(row, row)
      recorder.end(row, status, row + latencyMs)
    }
    // A 503 is no latency of anybody's.
    end(0, 503, 9999)
    for (let row = 1; row < 1000; row++) end(row, 200, row < 989 ? 10 : 1000)
    expect(glimpses.take(1001, 2000).p99Ms).toBeNull()
    end(1000, errorKinds.timeout, 1000)
    expect(glimpses.take(1001, 2500).p99Ms! / 1000).toBeCloseTo(1, 1)
  })

  it('has the rate of the last second, the warm-up counted', () => {
    const { recorder, glimpses } = trialOf(400)
    let row = 0
    const ended = (rows: number, nowMs: number): number => {
      for (const upTo = row + rows; row < upTo; row++) {
        recorder.due(row, nowMs - 10)
        recorder.end(row, 200, nowMs)
      }
      return glimpses.take(row, nowMs).ratePerSecond
    }
    expect(ended(50, -500)).toBe(100)
    expect(ended(50, 0)).toBe(100)
    expect(ended(100, 500)).toBe(150)
    expect(ended(0, 1000)).toBe(100)
    expect(ended(0, 1500)).toBe(0)
  })

  it('is none of a trial whose warm-up has not begun', () => {
    expect(trialOf(1).glimpses.take(0, -1040)).toMatchObject({ requests: 0, ratePerSecond: 0, p99Ms: null })
  })

  it('comes to the same in the end however often somebody looked', () => {
    const looks = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 20 })
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(200).keys()], { minLength: 100 }), looks, (order, at) => {
        const { recorder, answered, glimpses } = trialOf(200)
        for (let row = 0; row < 200; row++) recorder.due(row, row - 20)
        for (const [i, row] of order.entries()) {
          if (at.includes(i)) glimpses.take(200, 500)
          answered(row, row % 3 === 0 ? 'a' : 'b')
          recorder.end(row, row % 7 === 0 ? 500 : 200, 300)
        }
        const measured = order.filter(row => row >= 20)
        const { requests, failed, backends } = glimpses.take(200, 1000)
        expect(requests).toBe(measured.length)
        expect(failed).toBe(measured.filter(row => row % 7 === 0).length)
        expect(backends[0]!.requests).toBe(measured.filter(row => row % 3 === 0).length)
      }),
      { seed: 1 },
    )
  })
})
