import { expect, test } from 'vitest'
import { drawnOf } from '../../../src/page/charts/drawn.js'
import { chartsOf } from '../../../src/report/html/chart/charts-of.js'
import type { Scene } from '../../../src/report/html/live/scene.js'
import { sceneCharts } from '../../../src/report/html/live/scene-charts.js'
import { rich } from '../../report/fixture.js'

const ids = rich.candidates.map(({ id }) => id)

test('of what a chart knows those are counted who are shown', () => {
  const charts = chartsOf(rich)
  expect(charts.length).toBeGreaterThan(3)
  for (const chart of charts) {
    const { all } = drawnOf(chart, new Set())
    expect(all).toBeGreaterThan(0)
    expect(drawnOf(chart, new Set(ids))).toEqual({ drawn: all, all })
    expect(drawnOf(chart, new Set())).toEqual({ drawn: 0, all })
  }
  const [first] = charts
  expect(drawnOf(first!, new Set(['lc', 'nobody']))).toEqual({ drawn: 1, all: ids.length })
})

const now = { atMs: 500, ratePerSecond: 200, p99Ms: null }
const scene: Scene = {
  ...{ title: 'rr, round 1 of 1', remark: '', progress: '', done: 0.1, running: 'rr' },
  trials: [
    {
      ...{ candidate: 'rr', warmupMs: 0, endsMs: 4000, now, requests: 100, failed: 0, points: [now] },
      backends: [{ name: 'b1', requests: 0, fair: 1 }],
    },
  ],
}

test('a run that has told no p99 and no share yet has nothing to draw of them', () => {
  const drawn = Object.fromEntries(
    sceneCharts(scene).map(chart => [chart.id, drawnOf(chart, new Set(['rr'])).drawn] as const),
  )
  expect(drawn).toEqual({ 'now-p99': 0, 'now-rate': 1, 'now-shares': 0 })
  expect(sceneCharts(scene)[0]!.says).toBe('Too few requests of rr have ended to tell a p99: 100 in this trial so far.')
})
