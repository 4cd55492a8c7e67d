import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Chart, drawChart, type Series } from '../../../src/report/chart/chart.js'
import { linearTicks, logTicks } from '../../../src/report/chart/ticks.js'

const plain = (text: string): string => text
const size = { width: 60, height: 13 }

function chartOf(...curves: readonly (number | undefined)[][]): Chart {
  const points = curves[0]!.length
  return {
    series: curves.map(
      (values, i): Series => ({
        label: `curve ${i}`,
        mark: 'ox+#'[i]!,
        paint: plain,
        values,
        signs: values.map(value => (value === undefined ? '!' : undefined)),
      }),
    ),
    positions: Array.from({ length: points }, (_, i) => i),
    labels: Array.from({ length: points }, (_, i) => `${i * 10}%`),
    formatY: value => String(value),
  }
}

/** Line and column of every mark in the plot. */
function marksIn(lines: readonly string[], mark: string): { line: number; column: number }[] {
  return lines.flatMap((line, i) => {
    const start = Math.max(line.indexOf('│'), line.indexOf('┤'))
    return start === -1
      ? []
      : [...line].flatMap((char, column) => (column > start && char === mark ? [{ line: i, column }] : []))
  })
}

const value = fc.option(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { nil: undefined })

describe('a chart', () => {
  it('has a mark a point, in order, the higher the value the higher up; and no line too long', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 2, maxLength: 15 }),
        fc.integer({ min: 40, max: 120 }),
        (values, width) => {
          const lines = drawChart(chartOf(values), { width, height: 14 })
          expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(width)
          const marks = marksIn(lines, 'o').sort((a, b) => a.column - b.column)
          const known = values.filter(one => one !== undefined)
          expect(marks).toHaveLength(known.length)
          for (const [i, left] of known.entries()) {
            for (const [j, right] of known.entries())
              if (left > right) expect(marks[i]!.line).toBeLessThanOrEqual(marks[j]!.line)
          }
        },
      ),
      { seed: 8 },
    )
  })

  it('is logarithmic: equal ratios are equally far apart', () => {
    const [a, b, c] = marksIn(drawChart(chartOf([1, 10, 100]), { width: 60, height: 21 }), 'o').sort(
      (x, y) => x.column - y.column,
    )
    expect(a!.line - b!.line).toBe(b!.line - c!.line)
  })

  it('shows curves that meet as one star, and what differs by nothing as flat', () => {
    const lines = drawChart(chartOf([10, 10], [10, 10.01]), size)
    expect(marksIn(lines, '*')).toHaveLength(2)
    expect(marksIn(lines, 'o')).toEqual([])
  })

  it('shows what has no value in a line of its own, above the point', () => {
    const [signs, ...lines] = drawChart(chartOf([1, 2, undefined, undefined]), size)
    expect(signs).toMatch(/^o curve 0 {2,}! +!$/)
    expect(signs!.length).toBe(Math.max(...lines.map(line => line.length)))
  })

  it('without any value still says so', () => {
    const lines = drawChart(chartOf([undefined, undefined]), size)
    expect(lines).toHaveLength(3)
    expect(lines.join('')).not.toContain('NaN')
  })

  it('is linear where it is told to be: equal differences are equally far apart', () => {
    const drawn = drawChart({ ...chartOf([1, 1.1, 1.2]), scale: 'linear' }, { width: 60, height: 21 })
    const [a, b, c] = marksIn(drawn, 'o').sort((x, y) => x.column - y.column)
    expect(a!.line - b!.line).toBe(b!.line - c!.line)
    expect(drawChart({ ...chartOf([0, 0]), scale: 'linear' }, size).join('')).not.toContain('NaN')
  })

  it('draws a single point', () => {
    expect(marksIn(drawChart(chartOf([7]), size), 'o')).toHaveLength(1)
  })

  it('draws a latency of nothing at the bottom', () => {
    expect(drawChart(chartOf([0, 0]), size).join('')).not.toContain('NaN')
  })

  it('labels as many points as have room', () => {
    const many = drawChart(chartOf(Array.from({ length: 40 }, () => 1)), size).at(-1)!
    const labels = many.trim().split(/ +/)
    expect(labels.length).toBeGreaterThan(5)
    expect(labels.length).toBeLessThan(40)
    expect(labels[0]).toBe('0%')
  })
})

it('ticks are round, ascending, inside, and a few', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 1e5, noNaN: true }),
      fc.double({ min: 1.5, max: 1e4, noNaN: true }),
      (low, factor) => {
        const ticks = logTicks(low, low * factor)
        expect(ticks.length).toBeGreaterThanOrEqual(3)
        expect(ticks.length).toBeLessThanOrEqual(24)
        expect(ticks).toEqual([...ticks].sort((a, b) => a - b))
        for (const tick of ticks) expect(tick >= low && tick <= low * factor).toBe(true)
      },
    ),
    { seed: 9 },
  )
})

it('linear ticks are round, ascending, inside, and a few', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.double({ min: 1e-2, max: 1e4, noNaN: true }),
      (low, span) => {
        const ticks = linearTicks(low, low + span)
        expect(ticks.length).toBeGreaterThanOrEqual(4)
        expect(ticks.length).toBeLessThanOrEqual(11)
        expect(ticks).toEqual([...ticks].sort((a, b) => a - b))
        const slack = 1e-9 * Math.max(1, Math.abs(low))
        for (const tick of ticks) expect(tick >= low - slack && tick <= low + span + slack).toBe(true)
      },
    ),
    { seed: 9 },
  )
})
