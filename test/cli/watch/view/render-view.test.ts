import { describe, expect, it } from 'vitest'
import type { Charset } from '../../../../src/cli/charset.js'
import type { Look } from '../../../../src/cli/watch/view/look.js'
import { renderView } from '../../../../src/cli/watch/view/render-view.js'
import type { RunningView, RunView } from '../../../../src/cli/watch/view/run-view.js'
import { steadyView } from '../../../../src/cli/watch/view/steady-view.js'
import { textWidth } from '../../../../src/cli/watch/view/text-width.js'
import { paint } from '../../../../src/report/paint.js'

const look = (width: number, charset: Charset = 'unicode', height = 23): Look => ({
  ...{ width, height, charset },
  paint: paint(false),
})

const backends = (requests: readonly number[]) => requests.map((count, i) => ({ name: `b${i + 1}`, requests: count }))

const glimpse = {
  ...{ atMs: 3200, endsMs: 8000, requests: 1320, failed: 12, ratePerSecond: 412.3, p99Ms: 59.9 },
  backends: backends([410, 350, 330, 230]),
}

const running: RunningView = {
  ...{ candidate: 'lc', round: 3, rounds: 5, virtual: false, again: undefined, doing: 'measuring 3.2/8 s' },
  glimpse,
}

const candidates = [
  { id: 'rr', rounds: 3, p99: { value: 71.2, low: 64.1, high: 80.3, n: 3 }, failed: 0, out: false },
  { id: 'lc', rounds: 2, p99: { value: 59.9, low: 0.0158, high: 3_670_000, n: 2 }, failed: 0.009, out: false },
  { id: 'p2c?choices=3', rounds: 3, p99: { value: 60.4, low: 57.7, high: 66, n: 3 }, failed: 0.0001, out: false },
  { id: 'iphash', rounds: 3, p99: { value: 987, low: 801, high: 1240, n: 3 }, failed: 0.12, out: false },
]

const unknown = candidates.map(({ id }) => ({ id, rounds: 0, p99: null, failed: null, out: false }))

const live: RunView = {
  ...{ title: 'uneven', done: 11, total: 20, atMost: false, share: 0.57, left: 'about 3 min left', between: false },
  ...{ running: [running], backends: ['b1', 'b2', 'b3', 'b4'], candidates, found: '', stopping: false },
}

const simulated = (candidate: string, round: number, doing: string): RunningView => ({
  ...{ candidate, round, rounds: 5, virtual: true, again: undefined, doing },
  glimpse: { ...glimpse, requests: 1_200_000, failed: 0, ratePerSecond: 400 },
})

/** What a run comes by, from its first moment to its last. */
const moments: readonly RunView[] = [
  { ...live, running: [], candidates: unknown, left: '' },
  { ...live, running: [simulated('rr', 1, 'virtual time 4%')], candidates: unknown, left: '' },
  { ...live, running: [{ ...running, doing: 'starting programs', glimpse: undefined }], candidates: unknown },
  { ...live, running: [{ ...running, glimpse: { ...glimpse, requests: 0, p99Ms: null } }], candidates: unknown },
  { ...live, candidates: [candidates[0]!, ...unknown.slice(1)] },
  { ...live, running: [], between: true },
  { ...live, running: [{ ...running, again: 'other programs used 0.6 cores while it was measured' }] },
  { ...live, stopping: true },
]

const states: readonly [name: string, view: RunView, look: Look][] = [
  ['live-80', live, look(79)],
  ['live-120', live, look(119)],
  ['live-40', live, look(39)],
  ['live-80-ascii', live, look(79, 'ascii')],
  ['live-40-ascii', live, look(39, 'ascii')],
  [
    'first-trial',
    {
      ...live,
      done: 0,
      share: 0,
      running: [{ ...running, doing: 'starting programs', glimpse: undefined }],
      candidates: unknown,
    },
    look(79),
  ],
  [
    'again',
    { ...live, running: [{ ...running, again: 'other programs used 0.6 cores while it was measured' }] },
    look(79),
  ],
  [
    'few-requests',
    { ...live, running: [{ ...running, glimpse: { ...glimpse, requests: 40, failed: 0, p99Ms: null } }] },
    look(79),
  ],
  [
    'eight-backends',
    { ...live, running: [{ ...running, glimpse: { ...glimpse, backends: backends([9, 8, 7, 6, 5, 4, 3, 30]) } }] },
    look(79),
  ],
  [
    'many-backends',
    {
      ...live,
      running: [
        {
          ...running,
          glimpse: { ...glimpse, backends: backends(Array.from({ length: 64 }, (_, i) => 90 + ((i * 37) % 20))) },
        },
      ],
    },
    look(79),
  ],
  [
    'a-thousand-backends-40-ascii',
    {
      ...live,
      running: [{ ...running, glimpse: { ...glimpse, backends: backends(Array.from({ length: 1000 }, (_, i) => i)) } }],
    },
    look(39, 'ascii'),
  ],
  [
    'virtual',
    {
      ...live,
      running: [simulated('lc', 1, 'virtual time 41%'), simulated('rr', 2, 'virtual time 7%')],
      backends: [],
      candidates: unknown,
    },
    look(79),
  ],
  ['one-is-out', { ...live, candidates: [candidates[0]!, { ...unknown[1]!, rounds: 1, out: true }] }, look(79)],
  ['until', { ...live, atMost: true, left: '95 s left at most', found: 'p99 of lc / rr still ±8.1 %' }, look(79)],
  ['between', { ...live, running: [], between: true }, look(79)],
  ['stopping', { ...live, stopping: true }, look(79)],
  ['stopping-40', { ...live, stopping: true }, look(39)],
  ['low', live, look(79, 'unicode', 7)],
  [
    'long-names',
    {
      ...live,
      title: 'シナリオ',
      running: [
        {
          ...running,
          candidate: './strategies/a-strategy-of-mine-with-a-name.ts?weight=12&decay=0.5',
          glimpse: {
            ...glimpse,
            backends: [
              { name: '負荷分散のバックエンド', requests: 3 },
              { name: 'b', requests: 5 },
            ],
          },
        },
      ],
      candidates: [{ ...candidates[0]!, id: './strategies/a-strategy-of-mine-with-a-name.ts?weight=12&decay=0.5' }],
    },
    look(59),
  ],
]

describe('the view of a run', () => {
  it.each(states)('%s', async (name, view, given) => {
    const lines = renderView(view, given)
    expect(lines.filter(line => textWidth(line) > given.width)).toEqual([])
    expect(lines.length).toBeLessThanOrEqual(given.height)
    await expect(`${lines.map(line => line.trimEnd()).join('\n')}\n`).toMatchFileSnapshot(`golden/${name}.txt`)
  })

  it('has no interval of two rounds, neither in digits nor as a picture', () => {
    const two = live.candidates.map(one => ({ ...one, rounds: 2, p99: { ...one.p99!, n: 2 } }))
    const text = renderView({ ...live, candidates: two }, look(119)).join('\n')
    expect(text).toContain('59.9 ms')
    expect(text).not.toMatch(/interval|\[|3670/)
  })

  it('is never wider or higher than the terminal, however small that is', () => {
    for (const [, view] of states)
      for (let width = 1; width < 130; width++) {
        const given = look(width, width % 2 === 0 ? 'ascii' : 'unicode', 1 + (width % 9))
        const lines = renderView(view, given)
        if (width >= 20) expect(lines.filter(line => textWidth(line) > width)).toEqual([])
        expect(lines.length).toBeLessThanOrEqual(given.height)
      }
  })

  it.each([79, 119, 199])(
    'is as high from the first moment to the last, every line in its place, in %i columns',
    width => {
      const render = steadyView()
      const drawn = moments.map(view => render(view, look(width)))
      expect(drawn.map(lines => lines.length)).toEqual(moments.map(() => drawn[0]!.length))
      expect(new Set(drawn.map(lines => lines.findIndex(line => line.startsWith('so far')))).size).toBe(1)
    },
  )

  it('never becomes lower, where lines are too narrow for what they say', () => {
    const render = steadyView()
    const heights = [...moments, ...moments].map(view => render(view, look(39, 'unicode', 40)).length)
    expect(heights.slice(moments.length).every(height => height >= Math.max(...heights.slice(0, -1)) - 1)).toBe(true)
    expect(render(moments[0]!, look(79)).length).toBeLessThan(heights[0]!)
  })

  it('has nothing but ASCII in ASCII, and no colour without colour', () => {
    for (const [name, view] of states.filter(([name]) => name !== 'long-names' && name !== 'until'))
      expect(renderView(view, look(79, 'ascii')).join('\n'), name).toMatch(/^[\n -~]*$/)
  })

  it('takes as much room with colour as without', () => {
    const coloured = renderView(live, { ...look(79), paint: paint(true) })
    expect(coloured.join()).toContain('\u001b[')
    expect(coloured.map(textWidth)).toEqual(renderView(live, look(79)).map(textWidth))
  })
})
