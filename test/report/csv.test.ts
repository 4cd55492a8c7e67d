import { expect, test } from 'vitest'
import { renderCsv } from '../../src/report/csv.js'
import { type Estimate, type MetricName, metricNames, sessionMetricNames } from '../../src/results/results.js'
import { calm, rich } from './fixture.js'

test('a row a candidate and metric; every number is the one in results.json', () => {
  const [head, ...rows] = renderCsv(rich)
    .trim()
    .split('\n')
    .map(line => line.split(','))
  expect(head).toEqual(['candidate', 'metric', 'value', 'low', 'high', 'n'])
  const own = rows.filter(([, metric]) => !metric!.includes('.'))
  expect(own).toHaveLength(rich.candidates.length * (metricNames.length - sessionMetricNames.length))
  for (const [id, metric, ...numbers] of own) {
    expect(numbers).toEqual(fields(find(id!).metrics[metric as MetricName]))
  }
})

test('rows for the twins of those that have one, and for the ideal, which is no candidate', () => {
  const rows = renderCsv(rich)
    .trim()
    .split('\n')
    .map(line => line.split(','))
  const row = (...key: string[]) => rows.filter(([id, metric]) => id === key[0] && metric === key[1])
  expect(row('lc', 'twin.p99Ms')).toEqual([['lc', 'twin.p99Ms', ...fields(find('lc').twin!.p99Ms!.twin)]])
  expect(row('lc', 'twinGap.meanMs')[0]!.slice(2)).toEqual(fields(find('lc').twin!.meanMs!.differenceMs))
  expect(row('lc', 'overIdeal.meanMs')[0]!.slice(2)).toEqual(fields(find('lc').overIdeal!.meanMs))
  expect(row('', 'ideal.p99Ms')[0]!.slice(2)).toEqual(fields(rich.ideal!.p99Ms))
  expect(row('virtual:lc', 'twin.p99Ms')).toEqual([])
  expect(row('virtual:lc', 'overIdeal.p99Ms')).toHaveLength(1)
})

test('no such row where neither was run', () => {
  expect(renderCsv(calm)).not.toMatch(/twin|ideal/i)
})

const find = (id: string) => rich.candidates.find(candidate => candidate.id === id)!

function fields(estimate: Estimate | null): string[] {
  const { value = '', low = '', high = '', n = 0 } = estimate ?? {}
  return [value, low ?? '', high ?? '', n].map(String)
}
