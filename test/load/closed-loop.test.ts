import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { errorKinds } from '../../src/bench/trial.js'
import { type ClosedLoopOptions, createClosedLoop } from '../../src/live/load/closed-loop.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 0 }))
afterEach(() => void vi.useRealTimers())

/** A closed loop against a server that takes `answerMs` and gives `status`. */
function simulate(options: Partial<ClosedLoopOptions>, answerMs: number, status = 200) {
  const begun: number[] = []
  let finished = 0
  const all = { connections: 2, rows: 1000, thinkMs: new Float64Array(0), fromMs: 0, toMs: 100, ...options }
  const loop = createClosedLoop(all, {
    nowMs: () => Date.now(),
    begin(row, dueMs) {
      expect(row).toBe(begun.length)
      begun.push(dueMs)
      setTimeout(() => loop.ended(row, status), answerMs)
    },
    finished: () => finished++,
    broken: () => {},
  })
  loop.start()
  return { begun, loop, finishedTimes: () => finished }
}

describe('a closed loop', () => {
  it('asks again as soon as it is answered, and begins nothing after its time', () => {
    const { begun, finishedTimes } = simulate({}, 30)
    vi.runAllTimers()
    expect(begun).toEqual([0, 0, 30, 30, 60, 60, 90, 90])
    expect(finishedTimes()).toBe(1)
    expect(Date.now()).toBe(120)
  })

  it('thinks before each request, pauses taken in the order they begin', () => {
    const { begun } = simulate({ thinkMs: Float64Array.of(10, 20, 30, 40) }, 5)
    vi.runAllTimers()
    // Users: 10 +5 +30 = 45, then no pauses are left; 20 +5 +40 = 65.
    expect(begun.slice(0, 4)).toEqual([10, 20, 45, 50])
    expect(begun).toContain(65)
  })

  it('rounds pauses to what timers can do', () => {
    const { begun } = simulate({ connections: 3, rows: 3, thinkMs: Float64Array.of(0.4, 9.6, 10.4) }, 50)
    vi.runAllTimers()
    expect(begun).toEqual([0, 10, 10])
  })

  it('waits for its beginning', () => {
    vi.setSystemTime(-50)
    const { begun } = simulate({ fromMs: -20, toMs: 0 }, 15)
    vi.runAllTimers()
    expect(begun).toEqual([-20, -20, -5, -5])
  })

  it('ends where the rows run out', () => {
    const { begun, finishedTimes } = simulate({ rows: 3 }, 10)
    vi.runAllTimers()
    expect(begun).toEqual([0, 0, 10])
    expect(finishedTimes()).toBe(1)
  })

  it('knocks at a dead port less and less often', () => {
    const { begun } = simulate({ connections: 1, toMs: 2000 }, 1, errorKinds.refused)
    vi.runAllTimers()
    // One ms is the server's.
    const gaps = begun.slice(1).map((dueMs, i) => dueMs - begun[i])
    expect(gaps.slice(0, 6)).toEqual([11, 21, 41, 81, 161, 251])
  })

  it('leaves no timer behind when it is stopped', async () => {
    const { loop, finishedTimes } = simulate({ thinkMs: new Float64Array(100).fill(20) }, 1e6)
    expect(vi.getTimerCount()).toBe(2)
    await loop.stop()
    expect(vi.getTimerCount()).toBe(0)
    expect(finishedTimes()).toBe(0)
  })
})
