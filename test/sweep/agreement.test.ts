import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agreementWith } from '../../src/sweep/agreement.js'
import type { Axis } from '../../src/sweep/axis.js'
import { bestCurve } from '../../src/sweep/best-curve.js'
import { curveOf } from './curves.js'

const axis: Axis = { kind: 'load', values: [0.1, 0.3, 0.5, 0.7, 0.9] }
const options = { axis, metric: 'p99Ms', within: 0.1 } as const
const flat = curveOf('lc', [10, 10, 10, 10, 10])

describe('where one curve keeps up with another', () => {
  it('ends between two points, on the line between the logarithms of their ratios', () => {
    const rr = curveOf('rr', [10, 10, 10, 10 * 1.1 ** 2, 100])
    const { equal, ratios } = agreementWith(flat, rr, options)
    expect(ratios.map(ratio => ratio!.value)).toEqual([1, 1, 1, expect.closeTo(1.21, 9), expect.closeTo(10, 9)])
    // From 1 to 1.1^2 it is 1.1 half way.
    expect(equal).toEqual([
      { from: expect.objectContaining({ at: 0.1, kind: 'end' }), to: expect.objectContaining({ kind: 'crossing' }) },
    ])
    expect(equal[0]!.to.at).toBeCloseTo(0.6, 9)
  })

  it('is found again wherever it is put', () => {
    const where = fc.double({ min: 0.12, max: 0.88, noNaN: true })
    fc.assert(
      fc.property(where, fc.double({ min: 0.2, max: 6, noNaN: true }), (at, steepness) => {
        const rr = curveOf(
          'rr',
          axis.values.map(x => 10 * 1.1 * Math.exp(steepness * (x - at))),
        )
        const [stretch, ...more] = agreementWith(flat, rr, options).equal
        expect(more).toEqual([])
        expect(stretch!.from.at).toBe(0.1)
        expect(stretch!.to.at).toBeCloseTo(at, 6)
        // Every round crosses there.
        expect(stretch!.to.low).toBeCloseTo(at, 6)
        expect(stretch!.to.high).toBeCloseTo(at, 6)
      }),
      { seed: 5 },
    )
  })

  it('has an interval over the rounds own crossings', () => {
    const rr = curveOf(
      'rr',
      axis.values.map(x => 11 * Math.exp(x - 0.5)),
      [0.98, 1, 1.02],
    )
    const { to } = agreementWith(flat, rr, options).equal[0]!
    expect(to.at).toBeCloseTo(0.5, 2)
    // A round that is 2 % higher crosses 0.02 earlier; t(2) * 0.02 / sqrt(3) = 0.05.
    expect(to.low).toBeCloseTo(0.45, 2)
    expect(to.high).toBeCloseTo(0.55, 2)
  })

  it('on a logarithmic axis is interpolated on its logarithm', () => {
    const fleets: Axis = { kind: 'backends', values: [2, 8] }
    const [stretch] = agreementWith(curveOf('lc', [10, 10]), curveOf('rr', [10, 10 * 1.1 ** 2]), {
      ...options,
      axis: fleets,
    }).equal
    expect(stretch!.to.at).toBeCloseTo(4, 9)
  })

  it('may begin late, end early, and come back', () => {
    const rr = curveOf('rr', [20, 10, 20, 10, 20])
    const { equal } = agreementWith(flat, rr, options)
    expect(equal).toHaveLength(2)
    expect(equal.map(({ from, to }) => [from.kind, to.kind])).toEqual([
      ['crossing', 'crossing'],
      ['crossing', 'crossing'],
    ])
    expect(equal[0]!.from.at).toBeGreaterThan(0.1)
    expect(equal[1]!.to.at).toBeLessThan(0.9)
  })

  it('is not parted by a point that may be noise', () => {
    const [low, middle, high] = [0.8, 1, 1.25]
    const rr = curveOf('rr', [10, 10, 11.5, 10, 10], [low, middle, high])
    expect(agreementWith(flat, rr, options).equal).toHaveLength(1)
    const clear = curveOf('rr', [10, 10, 11.5, 10, 10])
    expect(agreementWith(flat, clear, options).equal).toHaveLength(2)
  })

  it('stops before the points that have no latency', () => {
    const rr = curveOf('rr', [10, 10, undefined, undefined, undefined])
    expect(agreementWith(flat, rr, options).equal[0]!.to).toEqual({
      at: 0.3,
      kind: 'gap',
      beyond: 0.5,
      low: null,
      high: null,
    })
  })

  it('is everywhere, or nowhere', () => {
    expect(agreementWith(flat, curveOf('p2c', [10, 10, 10, 10, 10]), options).equal[0]).toMatchObject({
      from: { at: 0.1, kind: 'end' },
      to: { at: 0.9, kind: 'end' },
    })
    expect(agreementWith(flat, curveOf('rr', [20, 20, 20, 20, 20]), options).equal).toEqual([])
  })
})

describe('where one curve is faster', () => {
  it('is told where it is so beyond doubt', () => {
    const p2c = curveOf('p2c', [8, 9, 10.5, 11, 11], [0.99, 1, 1.01])
    const { faster } = agreementWith(flat, p2c, options)
    expect(faster).toHaveLength(1)
    expect(faster[0]!.from.kind).toBe('end')
    expect(faster[0]!.to.at).toBeGreaterThan(0.3)
    expect(faster[0]!.to.at).toBeLessThan(0.5)
  })

  it('is not told of noise, or of one round', () => {
    expect(agreementWith(flat, curveOf('p2c', [9, 9, 9, 9, 9], [0.8, 1, 1.25]), options).faster).toEqual([])
    const once = curveOf('lc', [10, 10, 10, 10, 10], [1])
    const { faster, equal } = agreementWith(once, curveOf('p2c', [9, 9, 9, 12, 12], [1]), options)
    expect(faster).toEqual([])
    expect(equal[0]!.to).toMatchObject({ kind: 'crossing', low: null, high: null })
  })
})

describe('the best curve', () => {
  it('is stable for longest, then lowest where all of those are; never the ideal', () => {
    const short = curveOf('rr', [1, 1, 1, 1, undefined])
    const high = curveOf('p2c', [10, 10, 10, 10, 10])
    const low = curveOf('lc', [10, 10, 9, 10, 10])
    const ideal = curveOf('ideal', [0.1, 0.1, 0.1, 0.1, 0.1])
    expect(bestCurve([short, high, low, ideal], 'p99Ms')).toBe(low)
    expect(bestCurve([ideal], 'p99Ms')).toBeUndefined()
  })

  it('of equal ones is the first', () => {
    const [one, two] = [curveOf('lc', [1, 2]), curveOf('p2c', [2, 1])]
    expect(bestCurve([one, two], 'p99Ms')).toBe(one)
  })
})
