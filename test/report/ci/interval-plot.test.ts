import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intervalPlot } from '../../../src/report/ci/interval-plot.js'
import { sparkline } from '../../../src/report/ci/sparkline.js'

const anyInterval = fc
  .tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e3, noNaN: true }))
  .map(([value, half]) => ({ value, low: Math.max(0, value - half), high: value + half, n: 3 }))

describe('intervals one below the other', () => {
  it('are as wide as each other, each with its estimate between its ends', () => {
    fc.assert(
      fc.property(fc.array(anyInterval, { minLength: 1, maxLength: 8 }), intervals => {
        const lines = intervalPlot(
          'ms',
          intervals.map((interval, i) => ({ label: `c${i}`, interval })),
        )
        for (const line of lines.slice(0, -1)) {
          expect(line).toHaveLength(lines[0]!.length)
          expect(line).toMatch(/\| *(├?─*┼─*┤?) *\|$/)
        }
      }),
    )
  })

  it('overlap only where the numbers do', () => {
    const apart = [
      { label: 'rr', interval: { value: 80, low: 75, high: 100, n: 3 } },
      { label: 'lc', interval: { value: 20, low: 10, high: 30, n: 3 } },
      { label: 'p2c', interval: { value: 50, low: null, high: null, n: 1 } },
    ]
    expect(intervalPlot('ms', apart)).toEqual([
      'rr  |                                   ├──┼────────┤|',
      'lc  |     ├───┼────┤                                 |',
      'p2c |                        ┼                       |',
      '    0                                           100 ms',
    ])
  })
})

describe('rounds in a row', () => {
  it('go from nothing to the highest', () => {
    expect(sparkline([0, 50, 100, null], 100)).toBe('▁▅█·')
  })

  it('are not drawn where there is one, or too many', () => {
    expect(sparkline([1], 1)).toBe('')
    expect(
      sparkline(
        Array.from({ length: 41 }, () => 1),
        1,
      ),
    ).toBe('')
  })

  it('are dots where all took no time', () => {
    expect(sparkline([0, 0], 0)).toBe('··')
  })
})
