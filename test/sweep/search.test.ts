import fc from 'fast-check'
import { expect, it } from 'vitest'
import { searchHighest } from '../../src/sweep/search.js'

const positive = fc.double({ min: 0.02, max: 0.999, noNaN: true })

it('finds an edge to the tolerance, and what it names was tried', async () => {
  await fc.assert(
    fc.asyncProperty(
      positive,
      fc.double({ min: 1, max: 1e6, noNaN: true }),
      fc.constantFrom(0.001, 0.01, 0.1),
      async (edge, most, tolerance) => {
        const tried: number[] = []
        const holds = async (x: number): Promise<boolean> => {
          tried.push(x)
          return x <= edge * most
        }
        const { highest, fails } = await searchHighest({ low: most * 0.01, high: most, tolerance, holds })
        expect(tried).toContain(highest)
        expect([...tried, most]).toContain(fails)
        expect(highest).toBeLessThanOrEqual(edge * most)
        expect(fails).toBeGreaterThan(edge * most)
        expect(fails - highest!).toBeLessThanOrEqual(Math.max(tolerance, 0.0011) * highest! * (1 + 1e-9))
        expect(new Set(tried).size).toBe(tried.length)
        expect(tried.length).toBeLessThan(20)
      },
    ),
    { seed: 2, numRuns: 200 },
  )
})

it('never answers with a number that failed, however chance plays', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async seed => {
      const failed = new Set<number>()
      const holds = async (x: number): Promise<boolean> => {
        const held = x < 30 || (x < 70 && Math.imul(Math.round(x * 1000) ^ seed, 0x9e3779b1) > 0)
        if (!held) failed.add(x)
        return held
      }
      const { highest } = await searchHighest({ low: 1, high: 100, tolerance: 0.01, holds })
      expect(failed.has(highest!)).toBe(false)
      expect(highest).toBeGreaterThan(29)
      expect(highest).toBeLessThan(70)
    }),
    { seed: 4 },
  )
})

it('knows that it never holds, after one try', async () => {
  let tries = 0
  const holds = async (): Promise<boolean> => ++tries < 0
  expect(await searchHighest({ low: 4, high: 400, tolerance: 0.01, holds })).toEqual({ highest: undefined, fails: 4 })
  expect(tries).toBe(1)
})

it('that it always holds leads up to the number known to fail', async () => {
  const { highest, fails } = await searchHighest({ low: 4, high: 400, tolerance: 0.01, holds: async () => true })
  expect(fails).toBe(400)
  expect(highest).toBeGreaterThan(396)
})

it('tries numbers that a person can type', async () => {
  const tried: number[] = []
  await searchHighest({ low: 1 / 3, high: 1000 / 3, tolerance: 0.01, holds: async x => tried.push(x) > 0 && x < 123 })
  for (const x of tried) expect(String(x).replace('.', '').replace(/^0+/, '').length).toBeLessThanOrEqual(4)
})
