import { describe, expect, it } from 'vitest'
import { newsOf } from '../../../../src/report/html/live/news-of.js'
import type { Scene, SceneTrial } from '../../../../src/report/html/live/scene.js'

const trial = (candidate: string, change: Partial<SceneTrial> = {}): SceneTrial => ({
  candidate,
  warmupMs: 1000,
  endsMs: 20_000,
  now: { atMs: 8400, ratePerSecond: 398, p99Ms: 142.2 },
  requests: 3120,
  failed: 3,
  backends: [
    { name: 'a', requests: 780, fair: 0.25 },
    { name: 'b', requests: 2340, fair: 0.75 },
  ],
  points: [
    { atMs: -500, ratePerSecond: 390, p99Ms: null },
    { atMs: 8400, ratePerSecond: 398, p99Ms: 142.2 },
  ],
  ...change,
})

const scene = (trials: readonly SceneTrial[], running: string | undefined): Scene => ({
  ...{ title: 'lc, round 2 of 5', remark: '', progress: '12 % of 10 trials, about 40s left', done: 0.12 },
  ...{ trials, running },
})

describe('news', () => {
  it('before anything was seen are words alone', () => {
    expect(newsOf(scene([], undefined))).toEqual({
      title: 'lc, round 2 of 5',
      remark: '',
      progress: '12 % of 10 trials, about 40s left',
      done: 0.12,
      numbers: [],
      charts: [],
    })
  })

  it('tell the numbers of the trial that runs', () => {
    expect(newsOf(scene([trial('rr', { requests: 1 }), trial('lc')], 'lc')).numbers).toEqual([
      ['rate', '398/s'],
      ['p99 so far', '142 ms'],
      ['requests', '3,120'],
      ['failed', '0.0962 %'],
      ['measured', '8 of 20 s'],
    ])
  })

  it('say what cannot be told yet', () => {
    const young = trial('lc', { now: { atMs: -400, ratePerSecond: 0, p99Ms: null }, requests: 0, failed: 0 })
    expect(Object.fromEntries(newsOf(scene([young], 'lc')).numbers)).toMatchObject({
      'p99 so far': 'from 1,000 requests on',
      failed: 'none',
      measured: 'warming up',
    })
  })

  it('draw the trial that runs before the last ones of the others, over the same time', () => {
    const [p99, rate] = newsOf(scene([trial('rr'), trial('lc'), trial('p2c')], 'lc')).charts
    for (const chart of [p99!, rate!]) {
      if (chart.kind !== 'lines') throw new Error(`${chart.id} has no lines`)
      expect(chart.data.lines.map(({ id }) => id)).toEqual(['lc', 'rr', 'p2c'])
      expect(chart.data.x).toMatchObject({ from: -1000, to: 20_000 })
      expect(chart.data.shades).toEqual([{ name: 'warm-up', from: -1000, to: 0 }])
    }
    expect(p99!.data).toMatchObject({ lines: [{ at: [-500, 8400], values: [null, 142.2] }, {}, {}] })
    expect(p99!.says).toBe('99 % of the requests of lc so far were answered within 142 ms.')
  })

  it('draw no more than anybody can follow', () => {
    const many = Array.from({ length: 24 }, (_, k) => trial(`p2c#${k}`))
    const { charts } = newsOf(scene(many, 'p2c#20'))
    expect(
      charts.map(({ data }) => ('lines' in data ? data.lines.length : 'panels' in data && data.panels.length)),
    ).toEqual([6, 6, 3])
  })

  it('say who gets more than its share', () => {
    const [, , shares] = newsOf(scene([trial('lc')], 'lc')).charts
    expect(shares!.says).toBe('lc sent b the most so far: 75.0 %, where 75.0 % is its fair share.')
    expect(shares!.table.rows).toEqual([
      ['lc', 'a', '25.0 %', '25.0 %'],
      ['lc', 'b', '75.0 %', '75.0 %'],
    ])
    const none = newsOf(scene([trial('lc', { backends: [{ name: 'a', requests: 0, fair: 1 }] })], 'lc')).charts[2]!
    expect(none).toMatchObject({ says: 'No backend has answered yet.', data: { panels: [{ bars: [] }] } })
  })
})
