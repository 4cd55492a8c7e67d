import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { derivedSeed, randomStream } from '../../src/model/random.js'

const draws = 20_000

describe('randomStream', () => {
  it('repeats itself, and only itself', () => {
    const seed = fc.maxSafeInteger()
    fc.assert(
      fc.property(seed, seed, fc.string(), fc.string(), (a, b, purpose, other) => {
        const drawn = four(a, purpose)
        expect(four(a, purpose)).toEqual(drawn)
        if (a !== b) expect(four(b, purpose)).not.toEqual(drawn)
        if (purpose !== other) expect(four(a, other)).not.toEqual(drawn)
      }),
      { seed: 1 },
    )
  })

  it('is the same on every machine and in every release', () => {
    expect(four(1, 'demand')).toMatchInlineSnapshot(`
      [
        0.8559295354777887,
        0.782170604426259,
        0.10100514550549111,
        0.3668807245761587,
      ]
    `)
  })

  /** Mean 1/2, variance 1/12, and no correlation with the next draw: each within 4 standard errors. */
  it.each([0, 1, 2, 2 ** 32, Number.MAX_SAFE_INTEGER])('of seed %d is uniform and forgets', seed => {
    const random = randomStream(seed, 'arrivals')
    const values = Array.from({ length: draws }, () => random.next() - 0.5)
    const mean = sum(values) / draws
    const variance = sum(values.map(v => v * v)) / draws
    const lagged = sum(values.slice(1).map((v, i) => v * values[i]!)) / draws
    const tolerance = 4 / Math.sqrt(draws)
    expect(Math.abs(mean)).toBeLessThan(tolerance * Math.sqrt(1 / 12))
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(tolerance * Math.sqrt(1 / 180))
    expect(Math.abs(lagged)).toBeLessThan(tolerance / 12)
  })

  it('has streams that know nothing of each other', () => {
    const [a, b, c] = [randomStream(1, 'demand'), randomStream(1, 'failure'), randomStream(2, 'demand')]
    let acrossPurposes = 0
    let acrossSeeds = 0
    for (let i = 0; i < draws; i++) {
      const own = a.next() - 0.5
      acrossPurposes += own * (b.next() - 0.5)
      acrossSeeds += own * (c.next() - 0.5)
    }
    const tolerance = (4 * Math.sqrt(draws)) / 12
    expect(Math.abs(acrossPurposes)).toBeLessThan(tolerance)
    expect(Math.abs(acrossSeeds)).toBeLessThan(tolerance)
  })

  it('draws whole numbers below n, all alike', () => {
    const random = randomStream(3, 'pick')
    const counts = new Array<number>(7).fill(0)
    for (let i = 0; i < draws; i++) counts[random.below(7)]!++
    const expected = draws / 7
    const chiSquare = sum(counts.map(count => (count - expected) ** 2 / expected))
    expect(chiSquare).toBeLessThan(22.5) // 99.9 % point with 6 degrees of freedom
  })
})

describe('derivedSeed', () => {
  it('gives every round another seed', () => {
    const seeds = new Set(Array.from({ length: 1000 }, (_, round) => derivedSeed(7, `round ${round}`)))
    expect(seeds.size).toBe(1000)
    for (const seed of seeds) expect(seed >= 0 && seed < 2 ** 32 && Number.isInteger(seed)).toBe(true)
  })
})

function four(seed: number, purpose: string): number[] {
  const random = randomStream(seed, purpose)
  return [random.next(), random.next(), random.next(), random.next()]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
