import { describe, expect, it } from 'vitest'
import { jiq } from '../../../src/strategies/load/jiq.js'
import { chiSquareP } from '../chi-square.js'
import { answer, anyRequest, hold, sequence, serve, setAvailable, startWith, testPool } from '../test-pool.js'

describe('jiq', () => {
  it('serves idle backends in the order in which they became idle', () => {
    const pool = testPool([1, 9, 1])
    const chooser = startWith(jiq, pool)
    expect(sequence(pool, 3, () => hold(chooser, pool))).toBe('abc')
    for (const backend of [1, 2, 0]) answer(chooser, pool, backend)
    expect(sequence(pool, 3, () => hold(chooser, pool))).toBe('bca')
  })

  it('a sticky session takes its backend out of the queue, a pick that is not sent does not', () => {
    const pool = testPool([1, 1, 1])
    const chooser = startWith(jiq, pool)
    expect([chooser.pick(anyRequest, 0), chooser.pick(anyRequest, 0)]).toEqual([0, 0])
    pool.inFlight[0]++
    chooser.sent?.(0, 0)
    expect(sequence(pool, 2, () => hold(chooser, pool))).toBe('bc')
    answer(chooser, pool, 0)
    expect(hold(chooser, pool)).toBe(0)
  })

  it('a backend that comes back queues behind the others', () => {
    const pool = testPool([1, 1, 1])
    const chooser = startWith(jiq, pool)
    setAvailable(chooser, pool, 0, false)
    setAvailable(chooser, pool, 0, true)
    expect(sequence(pool, 3, () => serve(chooser, pool))).toBe('bca')
  })

  it('draws by weight where nobody is idle', () => {
    const pool = testPool([3, 2, 1, 1, 1])
    pool.inFlight.fill(1)
    const chooser = startWith(jiq, pool)
    const counts = [0, 0, 0, 0, 0]
    for (let i = 0; i < 4000; i++) counts[hold(chooser, pool)]++
    expect(chiSquareP(counts, [3 / 8, 2 / 8, 1 / 8, 1 / 8, 1 / 8])).toBeGreaterThan(1e-6)
  })
})
