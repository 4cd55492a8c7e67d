import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barChart, mostBars } from '../../../src/report/ci/bar-chart.js'
import { nastyText } from './verdicts.js'

/**
 * The part of mermaid's grammar that charts of ours use (xychart.jison, 10.6 to 11): a text is what stands between quotation
 * marks, a number has no exponent, a category is a text.
 */
const string = '"[^"\\n]+"'
const number = '[+-]?(?:\\d+(?:\\.\\d+)?|\\.\\d+)'
const of = (item: string): string => `\\[${item}(?:, ${item})*\\]`
const grammar = new RegExp(
  [
    '^```mermaid',
    '%%\\{init: (?<look>\\{.*\\})\\}%%',
    'xychart-beta horizontal',
    `    title ${string}`,
    `    x-axis (?<labels>${of(string)})`,
    `    y-axis ${string} 0 --> (?<top>${number})`,
    `    bar (?<bars>${of(number)})`,
    '```$',
  ].join('\n'),
)

const anyBar = fc.record({ label: nastyText, value: fc.double({ min: 0, max: 1e12, noNaN: true }) })

describe('bar chart', () => {
  it('keeps to the grammar, whatever candidates are called and however large the numbers are', () => {
    fc.assert(
      fc.property(nastyText, fc.array(anyBar, { minLength: 1, maxLength: 30 }), (title, bars) => {
        const chart = barChart(title, 'ms', bars)
        const { look, labels, top, bars: drawn } = grammar.exec(chart)?.groups ?? {}
        expect(labels, chart).toBeDefined()
        const heights = JSON.parse(drawn!) as number[]
        expect(heights).toHaveLength(Math.min(mostBars, bars.length))
        expect(JSON.parse(labels!.replaceAll('\\', ''))).toHaveLength(heights.length)
        expect(Math.max(...heights)).toBeLessThanOrEqual(Number(top))
        // Comments and directives are found in mermaid's text before anything is parsed.
        expect(chart.replace(`%%{init: ${look}}%%`, '')).not.toContain('%%')
        expect(JSON.parse(look!).xyChart.height).toBe(96 + 34 * heights.length)
      }),
    )
  })

  it('leaves no comment in a name, however many signs there are', () => {
    for (const label of ['%%', '%%%', '%%%%%'])
      expect(
        barChart(label, 'ms', [{ label, value: 1 }])
          .split('\n')
          .slice(2)
          .join(),
      ).not.toContain('%%')
  })

  it('draws each value to three digits', () => {
    const bars = [
      { label: 'rr', value: 41.234 },
      { label: './x.ts?a=1', value: 0.04123 },
      { label: 'lc', value: 0 },
    ]
    expect(barChart('p99', 'ms', bars).split('\n')).toEqual([
      '```mermaid',
      expect.stringContaining('%%{init: {'),
      'xychart-beta horizontal',
      '    title "p99"',
      '    x-axis ["rr", "./x.ts?a=1", "lc"]',
      '    y-axis "ms" 0 --> 43.3',
      '    bar [41.2, 0.0412, 0]',
      '```',
    ])
  })

  it('has a scale where nothing took any time', () => {
    expect(barChart('p99', 'ms', [{ label: 'rr', value: 0 }])).toContain('0 --> 1.00')
  })
})
