import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { Beside } from '../../../src/beside/beside.js'
import { renderBeside } from '../../../src/report/beside/render-beside.js'
import { type ReportFormat, reportFormats } from '../../../src/report/render-report.js'
import { drilled } from '../../beside/drilled-runs.js'
import { beside, later, made, scenarioChanged } from '../../beside/runs.js'
import { expectGolden } from '../golden.js'

const extension: Record<ReportFormat, string> = { terminal: 'txt', markdown: 'md', json: 'json', csv: 'csv' }

/** Live beside a control, on a slower day: one got faster, one fails more, one is gone, one is new, one was not measured. */
const live = beside(
  made({ factors: { rr: 1, lc: 1, p2c: 1, random: 1, old: 1 }, errors: { p2c: 0.01 } }),
  later({
    ...made({
      factors: { rr: 1, lc: 0.8, p2c: 0.7, random: 1, new: 1 },
      errors: { p2c: 0.04 },
      errorNoise: 0.0001,
      day: 0.1,
      seed: 1,
    }),
    warnings: [
      {
        code: 'foreign-cpu',
        level: 'invalid',
        candidate: 'random',
        round: null,
        message: 'other programs used 1.2 cores',
      },
    ],
  }),
)

/** In virtual time another scenario, and whatever came of it. */
const question = beside(
  made({ factors: { 'virtual:rr': 1, 'virtual:lc': 1 } }),
  scenarioChanged(later(made({ factors: { 'virtual:rr': 1, 'virtual:lc': 0.05 }, seed: 1, rounds: 8 })), {
    load: 'open loop, 300/s, Poisson arrivals; 50 clients, timeout 2s',
    backends: [{ name: 'b1', weight: 1, summary: '3 workers, lognormal, mean 20 ms' }],
  }),
)

const drill = beside(drilled({ detectionMs: 900 }), later(drilled({ detectionMs: 300, seed: 1, open: true })))
const same = beside(made({ factors: { rr: 1 } }), made({ factors: { rr: 1 } }))

describe.each<[string, Beside]>([
  ['beside-live', live],
  ['beside-question', question],
  ['beside-drill', drill],
  ['beside-same', same],
])('%s', (name, both) => {
  test.each(reportFormats.filter(format => format !== 'json' || name === 'beside-drill'))('%s', format => {
    expectGolden(`${name}.${extension[format]}`, renderBeside(both, format, { color: false, width: 80 }))
  })

  test.each(reportFormats)('%s ends in one newline', format => {
    expect(renderBeside(both, format, { color: false, width: 80 })).toMatch(/[^\n]\n$/)
  })

  test.each([30, 60, 80, 120])('fits a terminal of %i columns', width => {
    const lines = renderBeside(both, 'terminal', { color: false, width }).split('\n')
    // A word longer than a line stays whole.
    const longest = (line: string): number =>
      Math.max(
        ...line
          .trim()
          .split(/\s+/)
          .map(word => word.length),
      )
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(Math.max(width, longest(line) + 4))
  })
})

test('colours are for terminals', () => {
  const painted = renderBeside(question, 'terminal', { color: true, width: 80 })
  expect(painted).toContain('\u001b[31mNot the same question')
  expect(stripVTControlCharacters(painted)).toBe(renderBeside(question, 'terminal', { color: false, width: 80 }))
})

describe('names that are markup', () => {
  const id = '<img src=x onerror=alert(1)>|`*_~[x](javascript:y)\n# h'
  const hostile = beside(made({ factors: { [id]: 1 } }), later(made({ factors: { [id]: 0.5 }, seed: 1 })))

  test('do nothing in Markdown', () => {
    const text = renderBeside(hostile, 'markdown', { color: false, width: 80 })
    const outsideCode = text.replaceAll(/`[^`\n]*`/g, '')
    expect(outsideCode).not.toMatch(/(?<!\\)<img|^# h/m)
    // Every row of the table has as many cells as its head.
    const bars = (line: string): number => line.replaceAll('\\|', '').split('|').length
    const rows = text.split('\n').filter(line => line.startsWith('| '))
    expect(new Set(rows.filter(line => !/^\| (what|run|scenario)/.test(line)).map(bars)).size).toBe(1)
  })

  test('are one field in CSV', () => {
    const text = renderBeside(hostile, 'csv', { color: false, width: 80 })
    expect(text.split('\n')[1]).toMatch(/^"?<img/)
  })
})
