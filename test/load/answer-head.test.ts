import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAnswerHead } from '../../src/live/load/answer-head.js'

const untold = { backend: undefined, queueMs: NaN, appMs: NaN, idealMs: NaN }
const nothing = { ...untold, waitedMs: 0, tries: 0, setCookies: undefined, session: undefined, storeMs: NaN }

describe('readAnswerHead', () => {
  it('reads back what was written, whatever stands around it', () => {
    const ms = fc.double({ min: 0, max: 1e6, noNaN: true }).map(value => Number(value.toFixed(3)))
    const noise = fc.array(fc.tuple(fc.constantFrom('Content-Type', 'Date', 'X-Server-Timing', 'Cookie'), fc.string()))
    fc.assert(
      fc.property(ms, ms, ms, fc.integer({ min: 1, max: 255 }), noise, (queueMs, appMs, idealMs, tries, around) => {
        const head = readAnswerHead([
          ...around.flat(),
          ...[
            'X-LBBench-Backend',
            'b7',
            'Server-Timing',
            `queue;dur=${queueMs}, app;dur=${appMs}, ideal;dur=${idealMs}`,
          ],
          ...['x-lbbench-tries', String(tries)],
          ...around.flat(),
        ])
        expect(head).toEqual({ ...nothing, backend: 'b7', queueMs, appMs, idealMs, tries })
      }),
      { seed: 1 },
    )
  })

  it('never throws', () => {
    const name = fc.constantFrom('server-timing', 'x-lbbench-tries', 'x-lbbench-backend', 'set-cookie')
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), fields => void readAnswerHead(fields.flat())),
      { seed: 1 },
    )
  })

  const cases: [why: string, raw: string[], expected: object][] = [
    ['nothing told', ['Date', 'now'], {}],
    ['a metric of the application beside ours', ['Server-Timing', 'db;dur=53;desc="a query", app;dur=2'], { appMs: 2 }],
    [
      'description first, blanks, quotes',
      ['Server-Timing', 'app ; desc=x ; dur="2.5" ,ideal;dur=3'],
      { appMs: 2.5, idealMs: 3 },
    ],
    ['no duration', ['Server-Timing', 'app, queue;desc=long'], {}],
    ['several headers', ['Server-Timing', 'queue;dur=1', 'Server-Timing', 'app;dur=2'], { queueMs: 1, appMs: 2 }],
    ['tries that do not fit', ['x-lbbench-tries', '999'], { tries: 255 }],
    ['tries that are none', ['x-lbbench-tries', '-1'], { tries: 0 }],
    [
      'held by the balancer: no overhead of anybody',
      ['x-lbbench-waited', '4.5', 'Server-Timing', 'app;dur=2, ideal;dur=3'],
      { appMs: 2, idealMs: 7.5, waitedMs: 4.5 },
    ],
    ['cookies, in order', ['Set-Cookie', 'a=1', 'SET-COOKIE', 'b=2'], { setCookies: ['a=1', 'b=2'] }],
    ['what became of the session', ['X-LBBench-Session', 'lost'], { session: 'lost' }],
    ['the time of its store', ['Server-Timing', 'app;dur=2, store;dur=0.3125'], { appMs: 2, storeMs: 0.3125 }],
    ['a name without a value at the end', ['Set-Cookie'], {}],
  ]

  it.each(cases)('%s', (_, raw, expected) => {
    expect(readAnswerHead(raw)).toEqual({ ...nothing, ...expected })
  })

  it('takes the name of the backend from the header it is told of, and only from there', () => {
    const raw = ['x-lbbench-backend', 'a', 'X-Served-By', 'cache-1, cache-2', 'x-lbbench-tries', '2']
    expect(readAnswerHead(raw, 'x-served-by')).toEqual({ ...nothing, backend: 'cache-1, cache-2', tries: 2 })
    expect(readAnswerHead(raw, 'x-pod')).toEqual({ ...nothing, tries: 2 })
    expect(readAnswerHead(['Server', 's'.repeat(500)], 'server').backend).toBe('s'.repeat(64))
  })
})
