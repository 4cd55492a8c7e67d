import { expect, test } from 'vitest'
import { ecdfChart } from '../../../../src/report/html/chart/ecdf-chart.js'
import type { LinesData } from '../../../../src/report/html/chart/lines-data.js'
import type { Results } from '../../../../src/results/results.js'
import { calm, rich } from '../../fixture.js'

const linesOf = (results: Results): LinesData['lines'] => {
  const chart = ecdfChart(results)!
  if (chart.kind !== 'lines') throw new Error(chart.kind)
  return chart.data.lines
}

/** The same run, in which so many failed, some of them by timing out. */
function failing(results: Results, errorRate: number, timeoutRate: number): Results {
  const share = (value: number) => ({ value, low: null, high: null, n: 3 })
  return {
    ...results,
    candidates: results.candidates.map((one, i) =>
      i > 0
        ? one
        : { ...one, metrics: { ...one.metrics, errorRate: share(errorRate), timeoutRate: share(timeoutRate) } },
    ),
  }
}

test('the shares answered in time are those of the objective, the best first', () => {
  const { says } = ecdfChart(rich)!
  expect(says).toMatch(/^Answered within 100 ms, of all requests due: (.* (over )?[\d.]+ %)+.*\.$/)
  const shares = [...says.matchAll(/([\d.]+) %/g)].map(([, share]) => Number(share))
  expect(shares).toHaveLength(5)
  expect(shares).toEqual(shares.toSorted((a, b) => b - a))
  expect(ecdfChart(calm)!.says).toMatch(/^Nine in ten requests due are answered within: /)
})

test('what timed out is no answer: the curve ends at what was answered at all', () => {
  const [rr, lc] = linesOf(failing(calm, 0.55, 0.55))
  expect(rr!.values.at(-1)).toBe(45)
  expect(Math.max(...rr!.values.map(Number))).toBe(45)
  expect(Math.max(...lc!.values.map(Number))).toBeGreaterThan(99)
})

test('what failed otherwise is in no distribution, and in no good answer either', () => {
  const [rr] = linesOf(failing(calm, 0.5, 0))
  expect(Math.max(...rr!.values.map(Number))).toBeGreaterThan(49)
  expect(Math.max(...rr!.values.map(Number))).toBeLessThanOrEqual(50)
})

test('words and table count as the curve does', () => {
  const { says, table } = ecdfChart(failing(calm, 0.55, 0.55))!
  expect(says).toMatch(/^Nine in ten requests due are answered within: lc [\d.]+ ms\. Never so many: rr 45 % at all\.$/)
  expect(table.head.at(-1)).toBe('at all')
  expect(table.rows.map(row => row.at(-1))).toEqual(['45 %', '100 %'])
  for (const cell of table.rows[0]!.slice(1)) expect(Number(/[\d.]+/.exec(cell)![0])).toBeLessThanOrEqual(45)
})

test('below the first level nobody can tell: under so much', () => {
  const { table } = ecdfChart(calm)!
  const chart = ecdfChart({ ...calm, verdicts: rich.verdicts.map(tight) })!
  expect(chart.says).toMatch(/^Answered within 1 ms, of all requests due: (rr|lc) under 1 % and (rr|lc) under 1 %\.$/)
  expect(JSON.stringify([table, chart.table])).not.toMatch(/\d{4,} %|\d\.\d{3,} %/)
})

const tight = (verdict: Results['verdicts'][number]): Results['verdicts'][number] =>
  verdict.evidence === null ? verdict : { ...verdict, evidence: { ...verdict.evidence, limit: 1 } }
