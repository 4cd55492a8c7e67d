import { expect, test } from 'vitest'
import { renderCsv } from '../../src/report/csv.js'
import { metricNames } from '../../src/results/results.js'
import { rich } from './fixture.js'

test('a row a candidate and metric; every number is the one in results.json', () => {
  const [head, ...rows] = renderCsv(rich)
    .trim()
    .split('\n')
    .map(line => line.split(','))
  expect(head).toEqual(['candidate', 'metric', 'value', 'low', 'high', 'n'])
  expect(rows).toHaveLength(rich.candidates.length * metricNames.length)
  for (const [id, metric, ...numbers] of rows) {
    const estimate = rich.candidates.find(candidate => candidate.id === id)!.metrics[
      metric as (typeof metricNames)[number]
    ]
    const { value = '', low = '', high = '', n = 0 } = estimate ?? {}
    expect(numbers).toEqual([value, low, high, n].map(String))
  }
})
