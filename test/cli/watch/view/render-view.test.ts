import { describe, expect, it } from 'vitest'
import type { Charset } from '../../../../src/cli/charset.js'
import type { Look } from '../../../../src/cli/watch/view/look.js'
import { renderView } from '../../../../src/cli/watch/view/render-view.js'
import type { RunningView, RunView } from '../../../../src/cli/watch/view/run-view.js'
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
  ...{ candidate: 'lc', round: 2, rounds: 5, again: undefined, doing: 'measuring 3.2/8 s' },
  glimpse,
}

const candidates = [
  { id: 'rr', rounds: 2, p99: { value: 71.2, low: 64.1, high: 80.3, n: 2 }, failed: 0 },
  { id: 'lc', rounds: 1, p99: { value: 59.9, low: null, high: null, n: 1 }, failed: 0.009 },
  { id: 'p2c?choices=3', rounds: 2, p99: { value: 60.4, low: 57.7, high: 66, n: 2 }, failed: 0.0001 },
  { id: 'iphash', rounds: 2, p99: { value: 987, low: 801, high: 1240, n: 2 }, failed: 0.12 },
]

const live: RunView = {
  ...{ title: 'uneven', done: 7, total: 20, atMost: false, share: 0.37, left: 'about 3 min left', between: false },
  ...{ running: [running], candidates, found: '', stopping: false },
}

const simulated = (candidate: string, round: number, doing: string): RunningView => ({
  ...{ candidate, round, rounds: 5, again: undefined, doing },
  glimpse: { ...glimpse, requests: 1_200_000, failed: 0, ratePerSecond: 400 },
})

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
      candidates: [],
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
      candidates: [],
    },
    look(79),
  ],
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

  it('is never wider or higher than the terminal, however small that is', () => {
    for (const [, view] of states)
      for (let width = 1; width < 130; width++) {
        const given = look(width, width % 2 === 0 ? 'ascii' : 'unicode', 1 + (width % 9))
        const lines = renderView(view, given)
        if (width >= 20) expect(lines.filter(line => textWidth(line) > width)).toEqual([])
        expect(lines.length).toBeLessThanOrEqual(given.height)
      }
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
