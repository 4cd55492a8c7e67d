import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it, test } from 'vitest'
import { renderScaling } from '../../../../src/report/sweep/render-scaling.js'
import { scaling } from './fixture.js'

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
    'random: 16 times the one backend carry 15.9 times as much, linear, within what the search can tell; at 16 it ends where p99 is 172 ms',
    'Superlinear is pooling',
    "lc's sigma is below 0, -0.0",
    'The law does not describe p2c (',
    'iphash meets the objective at no rate with 1, 2, 3, 4, 6, 8, 12 and 16 backends',
  ])('%s', sentence => {
    expect(text).toContain(sentence)
  })

  it('say nothing of the parameters of a law that does not hold', () => {
    expect(text).not.toContain("p2c's sigma")
    expect(text).not.toContain('p2c peaks')
  })
})
