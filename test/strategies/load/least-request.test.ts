import { describe, expect, it } from 'vitest'
import type { Random } from '../../../src/model/random.js'
import { leastRequest } from '../../../src/strategies/load/least-request.js'
import { chiSquareP } from '../chi-square.js'
import {
  answer,
  anyRequest,
  hold,
  idleServices,
  sequence,
  serve,
  setAvailable,
  startWith,
  testPool,
} from '../test-pool.js'

/** Chance that gives the seed 0, then these places. */
function places(...list: number[]): Random {
  let next = 0
  const all = [0, ...list]
  return { next: () => 0, fill: () => {}, below: () => all[next++] }
}

const plain = { choices: 2, bias: 1, fullScan: false }

describe('least-request draws as Envoy while all weigh the same', () => {
  it.each([
    { what: 'the first of two equals', load: [0, 0, 0], draws: [1, 0], pick: 1 },
    { what: 'the second where it has strictly fewer', load: [1, 2, 0], draws: [1, 0], pick: 0 },
    { what: 'the same one twice', load: [5, 0, 0], draws: [0, 0], pick: 0 },
    { what: 'of three, the least', load: [2, 1, 0], draws: [0, 1, 2], choices: 3, pick: 2 },
    { what: 'one, whatever its load', load: [9, 0, 0], draws: [0], choices: 1, pick: 0 },
  ])('$what', ({ load, draws, choices = 2, pick }) => {
    const pool = testPool([1, 1, 1])
    pool.inFlight.set(load)
    const chooser = leastRequest.start(pool, { ...plain, choices }, places(...draws), idleServices)
    expect(chooser.pick(anyRequest, 0)).toBe(pick)
  })

  it('among the available ones only', () => {
    const pool = testPool([1, 1, 1])
    const chooser = leastRequest.start(pool, plain, places(0, 1), idleServices)
    setAvailable(chooser, pool, 0, false)
    pool.inFlight[1] = 1
    expect(chooser.pick(anyRequest, 0)).toBe(2)
  })

  it('with two draws the busiest of five gets what is drawn twice', () => {
    const pool = testPool([1, 1, 1, 1, 1])
    pool.inFlight[4] = 1
    const chooser = startWith(leastRequest, pool)
    const counts = [0, 0, 0, 0, 0]
    for (let i = 0; i < 5000; i++) counts[chooser.pick(anyRequest, 0)]++
    expect(chiSquareP(counts, [6 / 25, 6 / 25, 6 / 25, 6 / 25, 1 / 25])).toBeGreaterThan(1e-6)
  })
})

describe('least-request?fullScan', () => {
  it('takes any of the least loaded of all', () => {
    const pool = testPool([1, 1, 1, 1, 1, 1])
    pool.inFlight[5] = 1
    const chooser = startWith(leastRequest, pool, { options: 'fullScan' })
    const counts = [0, 0, 0, 0, 0, 0]
    for (let i = 0; i < 5000; i++) counts[serve(chooser, pool)]++
    expect(counts[5]).toBe(0)
    expect(chiSquareP(counts.slice(0, 5), [0.2, 0.2, 0.2, 0.2, 0.2])).toBeGreaterThan(1e-6)
  })

  it('follows who is sent to, answers, leaves and comes back', () => {
    const pool = testPool([1, 1, 1])
    const chooser = startWith(leastRequest, pool, { options: 'fullScan' })
    for (let i = 0; i < 6; i++) hold(chooser, pool)
    expect([...pool.inFlight]).toEqual([2, 2, 2])
    answer(chooser, pool, 1)
    expect(chooser.pick(anyRequest, 0)).toBe(1)
    setAvailable(chooser, pool, 1, false)
    expect(chooser.pick(anyRequest, 0)).not.toBe(1)
    setAvailable(chooser, pool, 1, true)
    expect(chooser.pick(anyRequest, 0)).toBe(1)
  })
})

describe('least-request goes by earliest deadline where weights differ', () => {
  const held = (options: string, seed = 1) => {
    const pool = testPool([2, 1])
    const chooser = startWith(leastRequest, pool, { options, seed })
    return sequence(pool, 7, () => hold(chooser, pool))
  }
  /** Without the random start: the picks of a seed that begins at the beginning, which of two backends every other does. */
  const heldFromStart = (options: string) => [1, 2, 3, 4, 5, 6].map(seed => held(options, seed))

  it('and nothing else where nothing is in flight', () => {
    const pool = testPool([2, 1])
    const chooser = startWith(leastRequest, pool)
    const picks = sequence(pool, 30, () => serve(chooser, pool))
    expect([...picks].filter(name => name === 'a').length).toBe(20)
  })

  it('with weights divided by the requests in flight with the new one', () => {
    // Deadlines of a: 1/2, then after its k-th pick (k - 1 in flight): + k/2: 1, 2, 3.5, 5.5; of b: 1, 2, 4, 7.
    // a at 1/2 (next 1), b at 1 (set first; next 2), a at 1 (next 2), b at 2 (set first; 4), a at 2 (3.5), a, b.
    expect(heldFromStart('bias=1')).toContain('ababaab')
  })

  it('bias 0 is weighted round robin', () => {
    expect(heldFromStart('bias=0')).toContain('abaabaa')
  })

  it('bias 2 counts them squared', () => {
    // a: 1/2, + 1/2: 1, + 4/2: 3, + 9/2: 7.5; b: 1, + 1: 2, + 4: 6, + 9: 15.
    expect(heldFromStart('bias=2')).toContain('abababa')
  })
})
