import { describe, expect, test } from 'vitest'
import type { Chart } from '../../../../src/report/html/chart/chart.js'
import { chartsOf } from '../../../../src/report/html/chart/charts-of.js'
import { crashDrill } from '../../drill/fixture.js'
import { calm, rich, virtual } from '../../fixture.js'

const ids = (charts: readonly Chart[]): string[] => charts.map(({ id }) => id)

test('a run has the charts that have something to show, in the order of the page', () => {
  expect(ids(chartsOf(rich))).toEqual([
    ...['intervals', 'spectrum', 'ecdf', 'p99-over-time', 'errors-over-time', 'share-over-time'],
    ...['in-flight-over-time', 'fairness', 'twin'],
  ])
  expect(ids(chartsOf(calm))).not.toContain('errors-over-time')
  expect(ids(chartsOf(calm))).not.toContain('twin')
})

test('of backends that the scenario does not know, as a target has, no chart says what would be fair', () => {
  const { backends } = calm.scenario
  const elsewhere = {
    ...calm,
    scenario: { ...calm.scenario, backends: backends.map(one => ({ ...one, name: `${one.name}x` })) },
  }
  const shown = ids(chartsOf(elsewhere))
  expect(shown).not.toContain('share-over-time')
  expect(shown).not.toContain('fairness')
  expect(shown).toContain('in-flight-over-time')
})

test('a run in which nothing was measured has none', () => {
  expect(chartsOf({ ...calm, candidates: [], ideal: null })).toEqual([])
})

describe.each([
  ['one of everything', rich],
  ['nothing differs', calm],
  ['virtual time', virtual],
  ['a crash', crashDrill],
  ['one round', { ...calm, candidates: calm.candidates.slice(0, 1) }],
])('%s', (_, results) => {
  const charts = chartsOf(results)

  test('every chart has a sentence, and a table whose rows are as wide as its head', () => {
    for (const { id, title, says, table } of charts) {
      expect(title, id).not.toBe('')
      expect(says, id).toMatch(/^[A-Za-z0-9].*\.$/s)
      expect(table.rows.length, id).toBeGreaterThan(0)
      for (const row of table.rows) expect(row, id).toHaveLength(table.head.length)
    }
  })

  test('says no number that is none, in words or as data', () => {
    for (const chart of charts) {
      expect(JSON.stringify(chart)).not.toMatch(/NaN|Infinity|undefined/)
      // JSON has no NaN: it becomes null, and would be drawn as a gap.
      expect(JSON.parse(JSON.stringify(chart))).toEqual(chart)
    }
  })

  test('numbers are no finer than a picture', () => {
    const long = JSON.stringify(charts.map(({ data }) => data)).match(/\d+\.\d{7,}/g)
    expect(long).toBeNull()
  })

  test('every candidate that is drawn is one of the run, in every chart', () => {
    const known = results.candidates.map(({ id }) => id)
    for (const chart of charts) for (const id of candidatesOf(chart)) expect(known, chart.id).toContain(id)
  })
})

function candidatesOf(chart: Chart): string[] {
  switch (chart.kind) {
    case 'lines':
      return chart.data.lines.filter(({ role }) => role === 'candidate' || role === 'twin').map(({ id }) => id)
    case 'ranges':
      return chart.data.rows.map(({ candidate }) => candidate)
    case 'heat':
      return chart.data.strips.map(({ candidate }) => candidate)
    case 'shares':
    case 'fleet':
      return chart.data.panels.map(({ candidate }) => candidate)
    case 'trade':
      return chart.data.points.map(({ candidate }) => candidate)
  }
}
