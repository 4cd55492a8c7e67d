import { expect, test } from 'vitest'
import type { DrillMetricName } from '../../../src/drill/drill-metrics.js'
import { ranking } from '../../../src/report/ranking.js'
import type { Results } from '../../../src/results/results.js'
import { crash, crashDrill, drilled } from './fixture.js'

const standings = (results: Results, metric: DrillMetricName): string[] =>
  ranking(results.candidates, { incident: 'crash', name: metric }, results.intervals).map(
    ({ candidate, standing }) => `${candidate.id} ${standing}`,
  )

const hurting = (values: Readonly<Record<string, number>>, rounds: number, { noise = 0.1, seed = 1 } = {}): Results =>
  drilled(
    [crash],
    Object.entries(values).map(([candidate, hurt]) => ({
      candidate,
      met: [{ metrics: { hurt } }],
      noise,
    })),
    rounds,
    seed,
  )

test('the lowest first: who is worse beyond doubt, who is not', () => {
  expect(standings(crashDrill, 'hurt')).toEqual(['lc best', 'p2c?choices=3 ~', 'nginx:rr worse', 'rr worse'])
})

test('whoever cannot tell is not ranked', () => {
  expect(standings(crashDrill, 'detectionMs')).toEqual(['lc best', 'p2c?choices=3 ~', 'rr worse'])
})

test('a single round shows nothing, and what is the same in all rounds neither', () => {
  expect(standings(hurting({ rr: 90, lc: 10 }, 1), 'hurt')).toEqual(['lc none', 'rr none'])
  expect(standings(hurting({ rr: 0, lc: 0 }, 5), 'hurt')).toEqual(['rr none', 'lc none'])
})

test('noise shows no winner', () => {
  expect(standings(hurting({ rr: 11, lc: 10 }, 5, { noise: 0.9 }), 'hurt').sort()).toEqual(['lc ~', 'rr ~'])
})

test('of candidates that are all alike a winner is named in one run of twenty at most', () => {
  const alike = { a: 50, b: 50, c: 50, d: 50, e: 50, f: 50 }
  const runs = Array.from({ length: 200 }, (_, seed) => hurting(alike, 6, { noise: 0.5, seed }))
  const named = runs.filter(results => standings(results, 'hurt').some(text => text.endsWith('best')))
  // 200 runs of 5 % at most are 10; three sigma above that 19.
  expect(named.length).toBeLessThanOrEqual(19)
})
