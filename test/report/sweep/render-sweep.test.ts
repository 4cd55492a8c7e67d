import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it, test } from 'vitest'
import { renderCapacity } from '../../../src/report/sweep/render-capacity.js'
import { renderSweep } from '../../../src/report/sweep/render-sweep.js'
import { calm, capacity, rich } from './fixture.js'

/** After a wanted change: UPDATE_GOLDEN=1 npx vitest run --project pure test/report, then read the difference. */
function expectGolden(name: string, text: string): void {
  const path = new URL(`../golden/${name}`, import.meta.url)
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, text)
  expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(text)
}

const longest = (text: string): number => Math.max(...text.split('\n').map(line => line.length))

describe('golden', () => {
  test.each([
    ['terminal', 'txt'],
    ['markdown', 'md'],
    ['csv', 'csv'],
  ] as const)('a sweep as %s', (format, extension) => {
    expectGolden(`sweep-rich.${extension}`, renderSweep(rich, format))
    expectGolden(`sweep-calm.${extension}`, renderSweep(calm, format))
  })

  test('capacities in a terminal', () => {
    expectGolden('capacity.txt', renderCapacity(capacity, 'terminal'))
  })
})

test.each([40, 60, 80, 100, 140, 200])('in %i columns nothing is wider, and every candidate is there', width => {
  const text = renderSweep(rich, 'terminal', { color: false, width })
  expect(longest(text)).toBeLessThanOrEqual(Math.max(width, 40))
  for (const { candidate } of rich.curves) expect(text).toContain(candidate.id)
})

test('no colour unless asked; with it the same text', () => {
  const plain = renderSweep(rich, 'terminal', { color: false, width: 100 })
  const painted = renderSweep(rich, 'terminal', { color: true, width: 100 })
  expect(plain).not.toContain('\u001b')
  expect(painted).toContain('\u001b[31mo')
  expect(stripVTControlCharacters(painted)).toBe(plain)
})

it('JSON is the sweep itself', () => {
  expect(JSON.parse(renderSweep(rich, 'json'))).toEqual(rich)
  expect(JSON.parse(renderCapacity(capacity, 'json'))).toEqual(capacity)
})

it('an unstable point has no latency in any format', () => {
  expect(renderSweep(rich, 'csv')).toMatch(/^0\.6,rr,unstable,1\.2,p99Ms,,,,0$/m)
  expect(renderSweep(rich, 'terminal')).toMatch(/^ 60% {2}unstable \(slow: 120%\)/m)
  expect(renderSweep(rich, 'markdown')).toMatch(/^\| 60% \| unstable \(slow: 120%\) \|/m)
})

describe('sentences', () => {
  const text = renderSweep(rich, 'terminal', { color: false, width: 1000 })

  it.each([
    'The others are held against lc: it is stable for longest, and its p99 ',
    'rr is within 10% of lc up to 24.',
    'p2c?choices=3 is faster than lc up to 35',
    'iphash is nowhere within 10% of lc: closest at 20% load, where its p99 is 59 % higher.',
    'rr is unstable from about 50% load on: slow is sent more than it can serve',
    'rr is unsettled at 50% load: the run is too short to tell, a longer one may (--requests).',
  ])('%s', sentence => {
    expect(text).toContain(sentence)
  })

  it('of one round claim no certainty', () => {
    const once = renderSweep(calm, 'terminal', { color: false, width: 1000 })
    expect(once).toContain('lc is within 10% of rr everywhere from 2 to 8 backends.')
    expect(once).toContain('one round, so no interval')
  })
})
