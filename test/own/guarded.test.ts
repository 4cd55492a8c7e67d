import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomStream } from '../../src/model/random.js'
import { beatAt, calls, newBeat } from '../../src/own/beat.js'
import { builtInFault } from '../../src/own/fault.js'
import { guarded } from '../../src/own/guarded.js'
import { defineStrategy } from '../../src/strategies/define.js'
import { strategies } from '../../src/strategies/index.js'
import type { Chooser } from '../../src/strategies/strategy.js'
import { historyOf, replay } from '../strategies/history.js'
import { anyRequest, idleServices, ok, startWith, testPool } from '../strategies/test-pool.js'

const source = { path: '/x/mine.ts', label: './mine.ts', sha256: '' }

function started(chooser: Partial<Chooser>, pool = testPool([1, 1, 1])) {
  const strategy = defineStrategy({ name: 'mine', summary: 'm', start: () => ({ pick: () => 0, ...chooser }) })
  const beat = newBeat()
  const guard = guarded(strategy, source, beat)
  return { beat, pool, chooser: guard.start(pool, {}, randomStream(1, 'pick'), idleServices) }
}

describe('guarded', () => {
  it.each(strategies)('changes nothing of what $name picks', strategy => {
    const property = fc.property(historyOf, fc.integer(), (history, seed) => {
      const picks = [strategy, guarded(strategy, source)].map(each => {
        const pool = testPool(history.weights, history.maxFails)
        return replay(startWith(each, pool, { seed }), pool, history.steps)
      })
      expect(picks[1]).toEqual(picks[0])
    })
    fc.assert(property, { seed: 1, numRuns: 10 })
  })

  it('says which request it was, and how long after the first', () => {
    let n = 0
    const { chooser } = started({ pick: () => (++n === 3 ? 7 : 1) })
    chooser.pick(anyRequest, 100)
    chooser.pick(anyRequest, 200)
    expect(() => chooser.pick(anyRequest, 1350)).toThrow(
      expect.objectContaining({
        code: 'STRATEGY_FAILED',
        exitStatus: 3,
        message: 'strategy ./mine.ts picked 7, where backends are 0 to 2 (request 3, 1.25 s after the first)',
      }),
    )
  })

  it.each([
    [Number.NaN, 'picked NaN, where the index of a backend is due'],
    [1.5, 'picked 1.5, where the index of a backend is due'],
    [-2, 'picked -2, where'],
    [99, 'picked 99, where backends are 0 to 2'],
    ['a', 'picked "a", where the index of a backend is due'],
    [undefined, 'picked undefined, where the index of a backend is due'],
    [Promise.resolve(0), 'picked a promise, where the index of a backend is due'],
  ])('refuses %j as a pick', (picked, message) => {
    const { chooser } = started({ pick: () => picked as number })
    expect(() => chooser.pick(anyRequest, 0)).toThrow(message)
  })

  it('takes -1 only where there is nobody', () => {
    const { chooser, pool } = started({ pick: () => -1 })
    expect(() => chooser.pick(anyRequest, 0)).toThrow(
      'picked none (-1), though a is available (nothing is less than NaN: is one of its numbers NaN?)',
    )
    pool.available.fill(0)
    expect(chooser.pick(anyRequest, 0)).toBe(-1)
  })

  it.each(['sent', 'answered', 'changed', 'probed', 'woken'] as const)('hears what %s throws', name => {
    const { chooser } = started({
      [name]: () => {
        throw new TypeError('no')
      },
    })
    const call = chooser[name] as (...given: unknown[]) => void
    expect(() => call.call(chooser, 0, ok, 0)).toThrow(`strategy ./mine.ts threw TypeError "no" in ${name}`)
  })

  it('refuses a call that is misspelt, for nobody would ever make it', () => {
    expect(() => started({ answerd: () => undefined } as object)).toThrow(
      'returned a chooser with "answerd", which nobody calls: did you mean "answered"?',
    )
    expect(() => started({ costOf: () => 0 } as object)).not.toThrow()
  })

  it.each(['available', 'up', 'weight', 'inFlight', 'maxFails'] as const)(
    'finds out who writes to pool.%s, and keeps the true one',
    column => {
      const pool = testPool([1, 1, 1])
      const strategy = defineStrategy({
        ...{ name: 'mine', summary: 'm' },
        start: own => ({
          pick() {
            own[column][1] = 9
            return 0
          },
        }),
      })
      const chooser = guarded(strategy, source).start(pool, {}, randomStream(1, 'pick'), idleServices)
      const pickMany = (): void => {
        for (let i = 0; i < 300; i++) chooser.pick(anyRequest, i)
      }
      expect(pickMany).toThrow(`wrote to pool.${column}, which is to be read only`)
      expect(pool[column][1]).toBe(testPool([1, 1, 1])[column][1])
    },
  )

  it('counts the requests of each chooser anew', () => {
    const beat = newBeat()
    const strategy = guarded(
      defineStrategy({ name: 'mine', summary: 'm', start: () => ({ pick: () => 0 }) }),
      source,
      beat,
    )
    for (const requests of [3, 2]) {
      const chooser = strategy.start(testPool([1]), {}, randomStream(1, 'pick'), idleServices)
      for (let i = 0; i < requests; i++) chooser.pick(anyRequest, i)
      expect(beat[beatAt.requests]).toBe(requests)
    }
  })

  it('refuses what is async', () => {
    const { chooser } = started({ answered: async () => undefined })
    expect(() => chooser.answered?.(0, ok, 0)).toThrow('is async in answered: nobody waits for its promise')
  })

  it('shows in its beat which call it is in', () => {
    const seen: number[][] = []
    const look = (): number => seen.push([...running.beat]) && 0
    const running = started({ pick: look, sent: () => void look() })
    running.chooser.pick(anyRequest, 0)
    running.chooser.sent?.(0, 0)
    expect(seen.map(beat => calls[beat[beatAt.call]!])).toEqual(['pick', 'sent'])
    for (const beat of seen) expect(beat[beatAt.entered]).toBe(beat[beatAt.left]! + 1)
    expect(running.beat[beatAt.entered]).toBe(running.beat[beatAt.left])
    expect(running.beat[beatAt.requests]).toBe(1)
  })
})

describe('builtInFault', () => {
  const thrownAt = (place: string) =>
    Object.assign(new Error('boom'), {
      stack: `Error: boom\n    at pick (${place})\n    at x (/p/dist/balancer/tier.js:1:1)`,
    })

  it('names a strategy of ours whose code threw', () => {
    const fault = builtInFault(thrownAt('/p/dist/strategies/load/lc.js:12:3'), 'lc')
    expect(fault).toMatchObject({
      code: 'STRATEGY_FAILED',
      message: 'strategy lc threw "boom" at strategies/load/lc.js:12:3',
    })
  })

  it.each(['/p/dist/virtual/trial-run.js:12:3', '/p/dist/model/fleet.js:1:1'])('leaves %s alone', place => {
    expect(builtInFault(thrownAt(place), 'lc')).toBeUndefined()
  })
})
