import { expect, test } from 'vitest'
import { renderMarkdown } from '../../src/report/markdown.js'
import { calm, rich } from './fixture.js'

test('doubts first, then the conclusion, verdicts, tables, how to repeat it', () => {
  const text = renderMarkdown(rich)
  const order = [
    '[!CAUTION]',
    'no difference in p99 shown',
    '| **fail** |',
    '| invalid |',
    '| inconclusive |',
    '| pass |',
    '[!WARNING]',
    '## Latency',
    '## How it was measured',
    '## Repeat it',
  ]
  const places = order.map(part => text.indexOf(part))
  expect(places).not.toContain(-1)
  expect(places).toEqual([...places].sort((a, b) => a - b))
})

test('every table row has as many cells as its head', () => {
  const tables = renderMarkdown(rich).match(/(?:^\|.*\n)+/gm)!
  expect(tables.length).toBeGreaterThan(5)
  for (const table of tables) {
    const cells = table
      .trim()
      .split('\n')
      .map(row => row.split(/(?<!\\)\|/).length)
    expect(new Set(cells).size).toBe(1)
  }
})

test('names and words of a scenario cannot break out of the page', () => {
  const evil = '`x|y` <script>alert(1)</script> **bold**\n# head'
  const [first, ...others] = calm.candidates
  const hostile = {
    ...calm,
    scenario: { ...calm.scenario, name: evil, description: evil },
    candidates: [{ ...first!, id: 'a|b`c' }, ...others],
    warnings: [{ code: 'x', level: 'caution', candidate: null, round: null, message: evil }] as const,
  }
  const text = renderMarkdown(hostile)
  expect(text).not.toMatch(/(?<!\\)<script/)
  expect(text).not.toMatch(/^# head/m)
  expect(text).toContain("`a\\|b'c`")
})

test('a run with very many candidates still fits a comment, cut at a line and said', () => {
  const [first] = calm.candidates
  const candidates = Array.from({ length: 400 }, (_, i) => ({ ...first!, id: `candidate-${i}` }))
  const text = renderMarkdown({ ...calm, candidates })
  expect(text.length).toBeLessThan(61_000)
  expect(text).toMatch(/\|\n\n\(cut to fit a comment; all of it: results\.json\)\n$/)
})
