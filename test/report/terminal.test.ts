import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { renderTerminal } from '../../src/report/terminal.js'
import { collate } from '../../src/results/collate.js'
import { contextOf, syntheticResults } from '../results/synthetic.js'
import { calm, rich } from './fixture.js'

const longest = (text: string): number => Math.max(...text.split('\n').map(line => line.length))

describe.each([60, 80, 100, 140, 200])('in %i columns', width => {
  test.each([
    ['rich', rich],
    ['calm', calm],
  ])('%s: no line is wider, and nothing is lost', (_, results) => {
    const text = renderTerminal(results, { color: false, width })
    expect(longest(text)).toBeLessThanOrEqual(width)
    for (const head of ['p50', 'p90', 'p99', 'max', 'mean', 'p99 / best', 'errors %', 'affinity %', 'overhead p99']) {
      expect(text).toContain(head)
    }
  })
})

test('no colour unless asked; with it the same text', () => {
  const plain = renderTerminal(rich, { color: false, width: 80 })
  const painted = renderTerminal(rich, { color: true, width: 80 })
  expect(plain).not.toContain('\u001b')
  expect(painted).toContain('\u001b[')
  const bare = (text: string): string => stripVTControlCharacters(text).replaceAll(/ +$/gm, '')
  expect(bare(painted)).toBe(bare(plain))
})

test('what speaks against the results stands before the tables', () => {
  const text = renderTerminal(rich, { color: false, width: 80 })
  expect(text.indexOf('Not to be trusted: iphash')).toBe(0)
  expect(text.indexOf('invalid: iphash')).toBeLessThan(text.indexOf('caution: rr'))
  expect(text.indexOf('caution: rr')).toBeLessThan(text.indexOf('Latency in ms'))
  expect(text).toContain('iphash (invalid)')
})

test('nothing measured yet is said, not shown as empty tables', () => {
  const text = renderTerminal(collate([], contextOf(['rr'], 3)), { color: false, width: 80 })
  expect(text).toMatch(/^Nothing was measured\.\n/)
  expect(text).not.toMatch(/^candidate/m)
})

test('a large fleet has no column a backend', () => {
  const results = syntheticResults([{ candidate: 'rr', factor: 1 }], 2)
  const [rr] = results.candidates
  const backends = Array.from({ length: 64 }, (_, i) => ({ name: `b${i}`, requests: 10, share: 1 / 64 }))
  const text = renderTerminal({ ...results, candidates: [{ ...rr!, backends }] }, { color: false, width: 80 })
  expect(text).not.toContain('Share of the answered requests')
})
