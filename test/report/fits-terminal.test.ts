import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { trendOf } from '../../src/history/trend.js'
import { renderCapacity } from '../../src/report/sweep/render-capacity.js'
import { renderScaling } from '../../src/report/sweep/render-scaling.js'
import { renderSweep } from '../../src/report/sweep/render-sweep.js'
import { renderVary } from '../../src/report/sweep/render-vary.js'
import { renderTerminal, type TerminalOptions } from '../../src/report/terminal.js'
import { renderTrend } from '../../src/report/trend/render-trend.js'
import type { Results } from '../../src/results/results.js'
import { steppedRuns } from '../history/line.js'
import { syntheticResults } from '../results/synthetic.js'
import { crashDrill } from './drill/fixture.js'
import { calm, rich, virtual } from './fixture.js'
import { capacity, rich as sweep } from './sweep/fixture.js'
import { scaling } from './sweep/scaling/fixture.js'
import { lab } from './sweep/vary/fixture.js'

type Render = (options: TerminalOptions) => string

const runs: readonly [string, Render][] = Object.entries({ rich, calm, virtual, crashDrill }).map(([name, results]) => [
  name,
  options => renderTerminal(results, options),
])
const trend = trendOf(
  steppedRuns(20, { at: 9, factor: 1.2 }),
  { metric: 'p99Ms', candidate: undefined, scenario: undefined, last: 300 },
  0.05,
)
const reports: readonly [string, Render][] = [
  ...runs,
  ['sweep', options => renderSweep(sweep, 'terminal', options)],
  ['capacity', options => renderCapacity(capacity, 'terminal', options)],
  ['scaling', options => renderScaling(scaling, 'terminal', options)],
  ['vary', options => renderVary(lab, 'terminal', options)],
  ['trend', options => renderTrend(trend, 'terminal', options)],
]

const widths = [40, 47, 60, 80, 100, 132, 200]
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what colour is made of
const plain = (text: string): string => text.replaceAll(/\u001b\[\d+m/g, '')

describe.each(reports)('%s', (_, render) => {
  test.each(widths)('no line is wider than %i columns', width => {
    for (const line of render({ color: false, width }).split('\n')) expect(line.length, line).toBeLessThanOrEqual(width)
  })

  test('colour changes no letter', () => {
    for (const width of widths) expect(plain(render({ color: true, width }))).toBe(render({ color: false, width }))
  })

  test('in ASCII every sign is ASCII, and as wide as the one it stands for', () => {
    for (const width of widths) {
      const [ascii, unicode] = (['ascii', 'unicode'] as const).map(charset => render({ color: false, width, charset }))
      expect(ascii).toMatch(/^[\n\u0020-\u007e]*$/)
      expect(ascii!.split('\n').map(line => line.length)).toEqual(unicode!.split('\n').map(line => line.length))
    }
  })
})

test('whatever the run: it fits, and says the same with fewer signs', () => {
  const name = fc.stringMatching(/^[a-z][a-zäß?=.:]{0,15}$/)
  const shape = fc.record({
    candidate: name,
    factor: fc.double({ min: 0.1, max: 50, noNaN: true }),
    errorShare: fc.constantFrom(0, 0, 0.05, 1),
  })
  const shapes = fc.uniqueArray(shape, { minLength: 1, maxLength: 6, selector: ({ candidate }) => candidate })
  const property = fc.property(
    shapes,
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 48, max: 200 }),
    (given, rounds, width) => {
      const results: Results = syntheticResults(
        given.map(one => ({ ...one, requests: 300 })),
        rounds,
      )
      const text = renderTerminal(results, { color: false, width, charset: 'ascii' })
      expect(text).toMatch(/^[\n\u0020-\u007e]*$/)
      for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(width)
    },
  )
  fc.assert(property, { numRuns: 25, seed: 1 })
})
