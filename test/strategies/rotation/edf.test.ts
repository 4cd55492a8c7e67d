import { describe, expect, it } from 'vitest'
import { edf } from '../../../src/strategies/rotation/edf.js'
import modelFile from '../data/model-wrr-sequences-edf-ipvs-grpc-caddy.json' with { type: 'json' }
import { anyRequest, sequence, serve, setAvailable, startWith, testPool } from '../test-pool.js'

const key =
  'edf_fifo_ties (Envoy round_robin weighted, before its random start offset; Traefik wrr up to heap tie order)'

function picks(weights: readonly number[], count: number, seed = 1, options = ''): string {
  const pool = testPool(weights)
  const chooser = startWith(edf, pool, { seed, options })
  return sequence(pool, count, () => serve(chooser, pool))
}

describe('edf picks as the model of Envoy', () => {
  it.each(Object.entries(modelFile.vectors))('%s', (weights, { [key]: expected }) => {
    expect(picks(weights.split('-').map(Number), expected.length)).toBe(expected)
  })

  it('ties by rounding: 1/3 added thrice is not 1', () => {
    // a: 1/10 each, b: 1/3 each. In doubles ten tenths added are 0.9999999999999999, three thirds are 1.
    expect(picks([10, 3], 13)).toBe('aaabaaabaaaab')
  })
})

describe('edf', () => {
  it('begins after a random number of turns where Envoy does, equal weights at a random index', () => {
    const starts = (weights: readonly number[]) =>
      new Set(Array.from({ length: 40 }, (_, seed) => picks(weights, 7, seed, 'offset=random')))
    expect(starts([5, 1, 1])).toEqual(new Set(['aaaabca', 'aaabcaa', 'aabcaaa']))
    expect(starts([1, 1, 1])).toEqual(new Set(['abcabca', 'bcabcab', 'cabcabc']))
  })

  it('takes a new weight from the next turn on', () => {
    const pool = testPool([2, 1])
    const chooser = startWith(edf, pool)
    expect(sequence(pool, 3, () => serve(chooser, pool))).toBe('aba')
    pool.weight[0] = 1
    chooser.changed?.(0)
    // Equal weights: by index.
    expect(sequence(pool, 4, () => serve(chooser, pool))).toBe('abab')
    pool.weight[1] = 3
    chooser.changed?.(1)
    // A new schedule: b at 1/3, 2/3, 1; a at 1, set before b's.
    expect(sequence(pool, 4, () => serve(chooser, pool))).toBe('bbab')
  })

  it('goes by index among equal ones that are available', () => {
    const pool = testPool([1, 1, 1, 1])
    const chooser = startWith(edf, pool)
    setAvailable(chooser, pool, 1, false)
    expect(sequence(pool, 6, () => serve(chooser, pool))).toBe('acdacd')
    setAvailable(chooser, pool, 1, true)
    expect(sequence(pool, 4, () => serve(chooser, pool))).toBe('cdab')
  })

  it('a backend that comes back has no arrears', () => {
    const pool = testPool([1, 2])
    const chooser = startWith(edf, pool)
    setAvailable(chooser, pool, 0, false)
    for (let i = 0; i < 50; i++) serve(chooser, pool)
    setAvailable(chooser, pool, 0, true)
    // b is due at 25.5, a one turn from now at 26, before b's next.
    expect(sequence(pool, 6, () => serve(chooser, pool))).toBe('babbab')
  })

  it('one that is away for a single pick keeps its place', () => {
    const pool = testPool([1, 3])
    const chooser = startWith(edf, pool)
    expect(chooser.pick(anyRequest, 0)).toBe(1)
    setAvailable(chooser, pool, 0, false)
    expect(chooser.pick(anyRequest, 0)).toBe(1)
    setAvailable(chooser, pool, 0, true)
    expect(sequence(pool, 4, () => serve(chooser, pool))).toBe('abbb')
  })
})
