import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HistogramRows, latencyBounds } from '../../../src/live/metrics/histogram-rows.js'

interface Told {
  readonly buckets: readonly { readonly le: string | number; readonly count: number }[]
  readonly sum: number
  readonly count: number
}

function told(rows: HistogramRows, row: number): Told {
  const buckets: { le: string | number; count: number }[] = []
  const others: Record<string, number> = {}
  rows.tell(
    ({ le }, value, name) => {
      if (le === undefined) others[name!] = value
      else buckets.push({ le, count: value })
    },
    'x',
    row,
    {},
  )
  return { buckets, sum: others.x_sum!, count: others.x_count! }
}

/** Milliseconds, bounds of buckets among them. */
const latencyMs = fc.oneof(
  fc.double({ min: 0, max: 20_000, noNaN: true }),
  fc.constantFrom(...latencyBounds.map(seconds => seconds * 1000)),
)

describe('histograms in rows', () => {
  it('hold in each bucket what is no longer than its bound, whatever was added in whatever order', () => {
    fc.assert(
      fc.property(fc.array(latencyMs, { maxLength: 60 }), values => {
        const rows = new HistogramRows(3)
        for (const ms of values) rows.add(1, ms)
        const { buckets, sum, count } = told(rows, 1)
        expect(buckets.map(({ le }) => le)).toEqual([...latencyBounds, '+Inf'])
        for (const { le, count: counted } of buckets.slice(0, -1))
          expect(counted).toBe(values.filter(ms => ms <= (le as number) * 1000).length)
        expect(buckets.at(-1)!.count).toBe(values.length)
        expect(count).toBe(values.length)
        expect(sum).toBeCloseTo(values.reduce((a, b) => a + b, 0) / 1000, 6)
      }),
    )
  })

  it('leave the other rows alone', () => {
    const rows = new HistogramRows(3)
    rows.add(1, 5)
    expect([0, 1, 2].map(row => told(rows, row).count)).toEqual([0, 1, 0])
  })

  it('do not count what is not known', () => {
    const rows = new HistogramRows(1)
    rows.add(0, Number.NaN)
    expect(told(rows, 0)).toMatchObject({ sum: 0, count: 0 })
  })
})

describe('the bounds', () => {
  it('ascend from 1 ms to 10 s, each at most twice the one before', () => {
    expect([latencyBounds[0], latencyBounds.at(-1)]).toEqual([0.001, 10])
    for (let i = 1; i < latencyBounds.length; i++) {
      expect(latencyBounds[i]).toBeGreaterThan(latencyBounds[i - 1]!)
      expect(latencyBounds[i]! / latencyBounds[i - 1]!).toBeLessThanOrEqual(2)
    }
  })
})
