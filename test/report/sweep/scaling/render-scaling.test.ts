import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it, test } from 'vitest'
import { renderScaling } from '../../../../src/report/sweep/render-scaling.js'
import { signedShare } from '../../../../src/report/sweep/scaling/scaling-cells.js'
import { scalingSentences } from '../../../../src/report/sweep/scaling/scaling-sentences.js'
import { scaling, small } from './fixture.js'

/** After a wanted change: UPDATE_GOLDEN=1 npx vitest run --project pure test/report, then read the difference. */
function expectGolden(name: string, text: string): void {
  const path = new URL(`../../golden/${name}`, import.meta.url)
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, text)
  expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(text)
}

test.each([
  ['terminal', 'txt'],
  ['markdown', 'md'],
  ['csv', 'csv'],
] as const)('golden: as %s', (format, extension) => {
  expectGolden(`scaling.${extension}`, renderScaling(scaling, format))
})

test.each([40, 60, 80, 100, 140, 200])('in %i columns nothing is wider, and every candidate is there', width => {
  const text = renderScaling(scaling, 'terminal', { color: false, width })
  expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(Math.max(width, 60))
  for (const { candidate } of scaling.curves) expect(text).toContain(candidate.id)
})

test('no colour unless asked; with it the same text', () => {
  const plain = renderScaling(scaling, 'terminal', { color: false, width: 100 })
  const painted = renderScaling(scaling, 'terminal', { color: true, width: 100 })
  expect(plain).not.toContain('\u001b')
  expect(painted).toContain('\u001b[31m')
  expect(stripVTControlCharacters(painted)).toBe(plain)
})

it('JSON is the curve itself', () => {
  expect(JSON.parse(renderScaling(scaling, 'json'))).toEqual(scaling)
})

describe('sentences', () => {
  const text = renderScaling(scaling, 'terminal', { color: false, width: 1000 })

  it.each([
    // sqrt(0.92 / 0.006) = 12.4
    'rr peaks at 12 backends by the law: more carry less.',
    'random: 16 backends carry 15.9 times what one carries, linear, within what the search can tell; at 16 it ends where p99 is 172 ms',
    'Superlinear is pooling',
    'Of 1 to 16 backends these sizes were looked at: 1, 2, 3, 4, 6, 8, 12 and 16;',
    "lc's sigma is below 0, -0.0",
    'The law does not describe p2c (',
    'iphash meets the objective at no rate with 1, 2, 3, 4, 6, 8, 12 and 16 backends',
  ])('%s', sentence => {
    expect(text).toContain(sentence)
  })

  it('leave the peak of a law that is not to be read beyond what was measured to nobody', () => {
    const rows = renderScaling(scaling, 'terminal', { color: false, width: 200 }).split('\n')
    const peakOf = (id: string): string => rows.find(row => new RegExp(`^ *${id} .*\\].*(%|\\])`).test(row))!
    expect(peakOf('rr')).toMatch(/\] +12 +0\.9999/)
    expect(peakOf('lc')).toMatch(/\] {3,}1\.0000/)
    expect(peakOf('p2c')).toMatch(/\] {3,}0\.9903/)
  })

  it('of four sizes say that there is no law, and that no size between the ends was skipped by not saying so', () => {
    const text = renderScaling(small, 'terminal', { color: false, width: 1000 })
    expect(text).toContain('No law is fitted: its three parameters take rates at 5 sizes or more.')
    expect(text).not.toMatch(/lambda|Law: |looked at|fitted law/)
  })

  it.each([
    [2.2e-16, '0%'],
    [-0.00009, '0%'],
    [0.0049, '+0.49%'],
    [-0.18, '-18%'],
  ])('a miss of %d is %s', (share, shown) => {
    expect(signedShare(share)).toBe(shown)
  })

  it('say nothing of the parameters of a law that does not hold', () => {
    expect(text).not.toContain("p2c's sigma")
    expect(text).not.toContain('p2c peaks')
  })
})

describe('how many backends a rate takes', () => {
  const first = (needPerSecond: number, of = scaling): string => scalingSentences({ ...of, needPerSecond })[0]!

  it('is said first, the fewest before the others', () => {
    expect(first(300)).toMatch(
      /^300\/s takes \d+ backends with \w+ \([\d.]+\/s\), .* of the sizes that were tried; 16 backends are too few with iphash\.$/,
    )
  })

  it('of all sizes between the ends needs no reservation', () => {
    expect(first(70, small)).toMatch(
      /^70\/s takes 1 backend with rr \([\d.]+\/s\); 4 backends are too few with iphash\.$/,
    )
  })

  it('may be more than were tried', () => {
    expect(first(1e6, small)).toBe('1000000/s: 4 backends are too few with rr and iphash.')
  })
})
