import fc from 'fast-check'
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, it } from 'vitest'
import { Xoroshiro128Plus } from '../../src/model/xoroshiro128plus.js'

const word = fc.integer()
const state = fc.tuple(word, word, word, word).filter(words => words.some(each => each !== 0))

describe('Xoroshiro128Plus', () => {
  it('gives the numbers of pure-rand', () => {
    fc.assert(
      fc.property(state, words => {
        const [own, theirs] = [new Xoroshiro128Plus(words), xoroshiro128plusFromState(words)]
        for (let i = 0; i < 50; i++) {
          const [high, low] = [theirs.next() >>> 0, theirs.next() >>> 0]
          expect(own.next()).toBe(((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53)
        }
      }),
      { seed: 1 },
    )
  })

  it('fills a column with what as many draws would give, and goes on from there', () => {
    fc.assert(
      fc.property(state, fc.nat(40), (words, size) => {
        const [filling, drawing] = [new Xoroshiro128Plus(words), new Xoroshiro128Plus(words)]
        const column = new Float64Array(40).fill(-1)
        filling.fill(column, size)
        expect([...column]).toEqual([
          ...Array.from({ length: size }, () => drawing.next()),
          ...Array(40 - size).fill(-1),
        ])
        expect(filling.next()).toBe(drawing.next())
      }),
      { seed: 2 },
    )
  })

  it.each([1, 2, 10, 65_536, 65_537, 2 ** 31])('draws whole numbers below %d, one like the other', n => {
    const random = new Xoroshiro128Plus([1, 2, 3, 4])
    const draws = Array.from({ length: 20_000 }, () => random.below(n))
    expect(draws.every(drawn => Number.isInteger(drawn) && drawn >= 0 && drawn < n)).toBe(true)
    const mean = draws.reduce((sum, drawn) => sum + drawn, 0) / draws.length
    // Standard error of the mean of uniform whole numbers: sqrt((n^2 - 1) / 12 / draws); 5 of them.
    expect(Math.abs(mean - (n - 1) / 2)).toBeLessThanOrEqual(5 * Math.sqrt((n * n - 1) / 12 / draws.length))
  })
})
