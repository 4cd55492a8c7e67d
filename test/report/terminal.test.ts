import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { renderTerminal } from '../../src/report/terminal.js'
import { collate } from '../../src/results/collate.js'
import { contextOf, syntheticResults } from '../results/synthetic.js'
import { calm, rich, virtual } from './fixture.js'

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
  expect(text.indexOf('invalid [balancer-busy]: iphash')).toBeLessThan(text.indexOf('caution [twin-gap]: rr'))
  expect(text.indexOf('caution [twin-gap]: rr')).toBeLessThan(text.indexOf('Latency in ms'))
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

describe('twin and ideal', () => {
  const wide = { color: false, width: 200 }

  test('every candidate stands beside the ideal, whose own values are in the method', () => {
    const text = renderTerminal(rich, wide)
    expect(text).toMatch(/^candidate .* mean \/ ideal +p99 \/ ideal$/m)
    expect(text).toMatch(/^rr .* 1\.7\dx \[.*\] +1\.7\dx \[.*\]$/m)
    expect(text).toMatch(/^Ideal: one central queue .*: mean 19\.7 ms \[.*\], p99 65\.0 ms \[/m)
  })

  test('the table of twins has a row for each candidate that has one, gaps with their sign', () => {
    const table = /^Twin: .*\n(.+\n)+/m.exec(renderTerminal(rich, wide))![0].trim().split('\n')
    expect(table.slice(2).map(row => row.split(' ')[0])).toEqual(['rr', 'lc', 'p2c?choices=3'])
    expect(table[2]).toMatch(/^rr +28\.4 +25\.5 +\+2\.91 \[2\.51, 3\.31\] \(\+11\.5%\) /)
    expect(table[1]).toMatch(/p50 live +p50 twin +p50 gap +p99 live +p99 twin +p99 gap +mean live/)
  })

  test('a twin that took longer gives a negative gap', () => {
    const results = syntheticResults([{ candidate: 'rr', factor: 1, ownNoise: 0.001, twinFactor: 1.1 }], 5)
    expect(renderTerminal(results, wide)).toMatch(/ -2\.\d\d \[-\d\.\d\d, -\d\.\d\d\] \(-\d\.\d%\)/)
  })

  test('neither is there where it was not run', () => {
    expect(renderTerminal(calm, wide)).not.toMatch(/twin|ideal|virtual/i)
  })
})

describe('virtual candidates', () => {
  const harness = (text: string): string | undefined => /^The harness itself.*\n(.+\n)+/m.exec(text)?.[0]

  test('have no harness, and are named as what they are', () => {
    const text = renderTerminal(rich, { color: false, width: 200 })
    expect(harness(text)).toMatch(/^rr /m)
    expect(harness(text)).not.toContain('virtual:lc')
    expect(text).toMatch(/^virtual:lc ran in virtual time and is ranked apart: exact for the model, no noise/m)
  })

  test('alone, no table of the harness', () => {
    const text = renderTerminal(virtual, { color: false, width: 200 })
    expect(harness(text)).toBeUndefined()
    expect(text).toMatch(/^Virtual time: exact for the model, no noise of a machine; percentiles from a histogram/m)
  })

  test('are best among themselves only', () => {
    const text = renderTerminal(rich, { color: false, width: 200 })
    expect(text).toMatch(/^p2c\?choices=3 .* 81\.3 \[.*\] \*/m)
    expect(text).toMatch(/^virtual:lc +20\.0 \[19\.4, 20\.5\] +42/m)
  })
})
