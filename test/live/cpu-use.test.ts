import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { monotonicMs } from '../../src/live/clock.js'
import { watchCpu } from '../../src/live/cpu-use.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** Group 7 uses a whole core from 1 s to 3 s, and 8 half of one; nothing before and after. A tick is 10 ms. */
function watched(groups: () => readonly (number | undefined)[]) {
  const from = monotonicMs()
  const read = vi.fn(() => {
    const busy = Math.round((Math.min(Math.max(monotonicMs() - from, 1000), 3000) - 1000) / 10)
    return new Map([
      [7, 500 + busy],
      [8, busy / 2],
    ])
  })
  const cores = watchCpu(groups, { fromMs: from + 1000, untilMs: from + 3000 }, read)
  return { cores, read }
}

describe('CPU while measuring', () => {
  it('is that of the time between, however late it is asked for, by two readings for all', () => {
    const { cores, read } = watched(() => [7, 8])
    vi.advanceTimersByTime(60_000)
    expect(cores()[0]).toBeCloseTo(1, 2)
    expect(cores()[1]).toBeCloseTo(0.5, 2)
    expect(read).toHaveBeenCalledTimes(2)
  })

  it('is that so far where it is asked for early', () => {
    const { cores } = watched(() => [7])
    vi.advanceTimersByTime(2000)
    expect(cores()[0]).toBeCloseTo(1, 2)
  })

  it('is unknown before, of nobody, and of who was started again meanwhile', () => {
    let groups: (number | undefined)[] = [7, undefined, 7, 8, 99]
    const { cores } = watched(() => groups)
    expect(cores()).toEqual(groups.map(() => undefined))
    vi.advanceTimersByTime(2000)
    groups = [8, undefined, undefined, 8, 99]
    vi.advanceTimersByTime(2000)
    expect(cores()).toEqual([undefined, undefined, undefined, expect.closeTo(0.5, 2), undefined])
  })
})
