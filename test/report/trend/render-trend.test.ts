import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { type Trend, trendOf } from '../../../src/history/trend.js'
import { renderTrend, trendFormats } from '../../../src/report/trend/render-trend.js'
import type { MetricName } from '../../../src/results/results.js'
import { lineOf, machine, steppedRuns } from '../../history/line.js'

/** Nightly runs with a step, a run that went wrong, a new kernel; then other machines, on which little is known yet. */
function story(metric: MetricName = 'p99Ms'): Trend {
  const runs = steppedRuns(30, { at: 13, factor: 1.18 }).map((line, k) => ({
    ...line,
    ...(k === 13 && { machine: { ...machine, os: 'Linux 6.8.0-1021' }, dirty: true }),
    ...(k > 13 && { machine: { ...machine, os: 'Linux 6.8.0-1021' } }),
    ...(k === 20 && { distrusted: ['rr'] }),
  }))
  const elsewhere = {
    machine: { ...machine, cpu: 'Intel Xeon', cores: 2, lbbench: '0.10.0' },
    commit: null,
    dirty: null,
  }
  const virtual = { virtual: ['lc'], candidates: { lc: { p99Ms: 31 } } }
  const lines = [
    ...runs,
    ...[40, 41, 42].map(k => lineOf(k, { ...virtual, ...elsewhere })),
    lineOf(43, { ...virtual, ...elsewhere, candidates: { lc: { p99Ms: 30.5 } } }),
  ]
  return trendOf(lines, { metric, candidate: undefined, scenario: undefined, last: 300 }, 0.05)
}

const plain = { color: false, width: 100 }

describe('golden', () => {
  it.each(trendFormats)('%s', format => {
    const text = renderTrend(story(), format, plain)
    const path = new URL(
      `../golden/trend.${{ terminal: 'txt', markdown: 'md', json: 'json' }[format]}`,
      import.meta.url,
    )
    if (process.env.UPDATE_GOLDEN) writeFileSync(path, text)
    expect(text).toBe(readFileSync(path, 'utf8'))
  })
})

test.each([60, 80, 100, 200])('at %i columns no line is wider, whatever is painted', width => {
  const text = renderTrend(story(), 'terminal', { color: false, width })
  expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(width)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: SGR begins with one
  expect(renderTrend(story(), 'terminal', { color: true, width }).replaceAll(/\u001b\[\d+m/g, '')).toBe(text)
})

test('a metric that no run can tell is said, not drawn', () => {
  const text = renderTrend(story('p999Ms'), 'terminal', plain)
  expect(text).toContain('lc.p999 could not be told in any run')
  expect(text).not.toContain('NaN')
})

test('one run is drawn, too', () => {
  const trend = trendOf([lineOf(0)], { metric: 'p99Ms', candidate: undefined, scenario: undefined, last: 9 }, 0.05)
  const text = renderTrend(trend, 'terminal', plain)
  expect(text).toContain('1 run, 2026-05-01\n')
  expect(text).toContain('lc.p99: 1 of the 11 runs it takes')
  expect(text).not.toContain('NaN')
})

test('a fall is told with the ends of its interval in order, a share in points', () => {
  const runs = Array.from({ length: 20 }, (_, k) =>
    lineOf(k, {
      candidates: { lc: { errorRate: (k < 10 ? 0.03 : 0.01) + (k % 3) / 1000, p99Ms: k < 10 ? 50 + (k % 2) : 40 } },
    }),
  )
  const told = (metric: MetricName): string =>
    renderTrend(trendOf(runs, { metric, candidate: 'lc', scenario: undefined, last: 99 }, 0.05), 'markdown', plain)
  expect(told('p99Ms')).toMatch(
    /lc\.p99 fell by 21 % \[20, 21\], from 50\.5 to 40\.0 ms, with run 11 of 20 \(2026-05-11/,
  )
  expect(told('errorRate')).toMatch(/lc\.errorRate fell by 1\.99 points \[1\.91, 2\.07\], from 3\.\d+ to 1\.\d+ %/)
})
