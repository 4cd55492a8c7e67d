import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { drillBlocks } from '../../../src/report/drill/drill-terminal.js'
import { paint } from '../../../src/report/paint.js'
import { renderTerminal } from '../../../src/report/terminal.js'
import { calm } from '../fixture.js'
import { expectGolden } from '../golden.js'
import { crash, crashDrill, drilled } from './fixture.js'

const blocks = (width: number, color = false): string =>
  drillBlocks(crashDrill, { width, color, paint: paint(color) }).join('\n\n')

describe.each([60, 80, 140])('in %i columns', width => {
  test('no line is wider, and nothing is lost', () => {
    const text = blocks(width)
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(width)
    for (const head of [
      'detected in, s',
      'recovered in, s',
      'requests hurt',
      'overshoot, x',
      'p99, ms',
      'sent to b2',
      'lc b2',
    ])
      expect(text).toContain(head)
  })
})

test('as it is printed', () => expectGolden('drill.txt', renderTerminal(crashDrill, { color: false, width: 80 })))

test('colour changes nothing of the text', () => {
  const bare = (text: string): string => text.replaceAll(/ +$/gm, '')
  expect(blocks(80, true)).toContain('\u001b[')
  expect(bare(stripVTControlCharacters(blocks(80, true)))).toBe(bare(blocks(80)))
})

test('why there is no number is said', () => {
  const text = blocks(140)
  expect(text).toContain('rr in all 5 rounds (7.00 s) and p2c?choices=3 in 2 of 5 rounds.')
  expect(text).toContain('Nothing is seen of the balancer of nginx:rr')
  expect(text).toContain('How often nginx:rr tried is not known')
})

test('why there is no detection of a backend that is sent nothing', () => {
  const met = [{ metrics: { hurt: 1, recoveryMs: 0, wrongEjections: 0, retriesSpent: 0 } }]
  const noteOf = (kind: 'crash' | 'surge', more = {}): string =>
    drillBlocks(
      drilled(
        [{ ...crash, kind }],
        [{ candidate: 'rr', met: met.map(one => ({ metrics: { ...one.metrics, ...more } })) }],
      ),
      { width: 140, color: false, paint: paint(false) },
    ).join('\n')
  expect(noteOf('crash')).toContain('No detection can be told of rr: too few requests were due to b2')
  expect(noteOf('crash', { detectionMs: 300 })).not.toContain('No detection')
  expect(noteOf('surge')).not.toContain('No detection')
})

test('nothing was out, nothing failed: no rows of that', () => {
  const flat = crashDrill.candidates.find(({ id }) => id === 'rr')!.timeline!
  const timeline = { ...flat, errorRate: flat.errorRate.map(() => 0) }
  const results = drilled([crash], [{ candidate: 'rr', met: [{ metrics: { hurt: 1 } }], timeline }])
  const text = drillBlocks(results, { width: 80, color: false, paint: paint(false) }).join('\n')
  expect(text).toContain('sent to b2')
  expect(text).not.toMatch(/failed, %|out, as/)
})

test('a scenario without incidents has neither cards nor a timeline', () => {
  expect(renderTerminal(calm, { color: false, width: 80 })).not.toMatch(/Drill|Over time/)
})

test('the ideal is no bound where something befalls the fleet: nobody is held against it', () => {
  const withIdeal = crashDrill.candidates.map(one => ({ ...one, overIdeal: { p99Ms: ratio, meanMs: ratio } }))
  const text = renderTerminal({ ...crashDrill, candidates: withIdeal }, { color: false, width: 200 })
  expect(text).not.toContain('/ ideal')
})

const ratio = { value: 1.2, low: 1.1, high: 1.3, n: 3 }
