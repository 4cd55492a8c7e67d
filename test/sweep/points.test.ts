import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type AxisKind, axisInfo, axisKinds } from '../../src/sweep/axis.js'
import { isRange, parseRange } from '../../src/sweep/parse-range.js'
import { axisBetween } from '../../src/sweep/points.js'

const span = fc
  .tuple(fc.constantFrom<AxisKind>(...axisKinds), fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }))
  .map(([kind, from, more]) => {
    const unit = axisInfo[kind].isWhole ? 1 : 0.01
    return { kind, from: from * unit, to: (from + more) * unit }
  })

describe('points between two ends', () => {
  it('ascend from one to the other, none twice, not too many', () => {
    fc.assert(
      fc.property(span, fc.option(fc.integer({ min: 2, max: 60 }), { nil: undefined }), (range, count) => {
        const { values } = axisBetween(range, count)
        expect(values[0]).toBeCloseTo(range.from, 7)
        expect(values.at(-1)).toBeCloseTo(range.to, 7)
        for (let i = 1; i < values.length; i++) expect(values[i]).toBeGreaterThan(values[i - 1]!)
        expect(values.length).toBeLessThanOrEqual(count ?? axisInfo[range.kind].mostPoints)
        if (axisInfo[range.kind].isWhole) expect(values.every(Number.isInteger)).toBe(true)
        else if (count !== undefined) expect(values).toHaveLength(count)
      }),
      { seed: 3 },
    )
  })

  it('of loads and factors are in round steps', () => {
    const loads = axisBetween({ kind: 'load', from: 0.1, to: 0.95 }).values
    expect(loads).toHaveLength(18)
    expect(loads.slice(0, 4)).toEqual([0.1, 0.15, 0.2, 0.25])
    expect(axisBetween({ kind: 'slow-factor', from: 1, to: 5 }).values).toEqual([1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5])
    expect(axisBetween({ kind: 'load', from: 0.9, to: 0.93 }).values.slice(0, 3)).toEqual([0.9, 0.902, 0.904])
  })

  it('of fleets are in equal ratios', () => {
    expect(axisBetween({ kind: 'backends', from: 2, to: 64 }).values).toEqual([2, 3, 4, 6, 9, 14, 20, 30, 44, 64])
    expect(axisBetween({ kind: 'backends', from: 1, to: 4 }).values).toEqual([1, 2, 3, 4])
    expect(axisBetween({ kind: 'backends', from: 2, to: 64 }, 6).values).toEqual([2, 4, 8, 16, 32, 64])
  })
})

describe('a range', () => {
  test.each([
    ['load', '10%..95%', 0.1, 0.95],
    ['load', ' 50% .. 120% ', 0.5, 1.2],
    ['backends', '2..64', 2, 64],
    ['slow-factor', '1..5', 1, 5],
    ['slow-factor', '1.5x..3x', 1.5, 3],
  ] as const)('--%s %s', (kind, text, from, to) => {
    expect(parseRange(kind, text)).toEqual({ kind, from, to })
  })

  test.each([
    ['load', '95%..10%', 'lower end first'],
    ['load', '10%..10%', 'ends that differ'],
    ['load', '10%', 'FROM..TO'],
    ['load', '10%..50%..90%', 'FROM..TO'],
    ['load', '10..95', 'share in percent'],
    ['load', '..95%', 'share in percent'],
    ['load', '0%..95%', 'load above 0%'],
    ['load', '10%..9000%', 'at most 1000%'],
    ['backends', '2..6.5', 'whole number'],
    ['backends', '0..6', 'at least one'],
    ['slow-factor', '1..fast', 'a factor such as 3'],
  ] as const)('--%s %s is refused', (kind, text, reason) => {
    expect(() => parseRange(kind, text)).toThrow(reason)
    expect(() => parseRange(kind, text)).toThrow(`--${kind} ${text}`)
  })

  it('is known by its dots', () => {
    expect([isRange('10%..95%'), isRange('10%'), isRange('1.5')]).toEqual([true, false, false])
  })
})
