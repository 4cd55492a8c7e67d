import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blocks } from '../../../../src/balancer/pool.js'
import { type Glimpse, sightOf } from '../../../../src/live/engines/external/sighting.js'

const tries = fc.record({
  atMs: fc.integer({ min: -500, max: 2000 }),
  backend: fc.nat(2),
  tries: fc.nat(5),
})

describe('what was seen of a balancer', () => {
  it('holds every try since measuring began, at its backend and in its window, in whatever order they were seen', () => {
    fc.assert(
      fc.property(fc.array(tries), glimpses => {
        const sight = sightOf(3, glimpses)
        const expected = new Map<number, number>()
        for (const { atMs, backend, tries: count } of glimpses) {
          const at = 3 * Math.floor(atMs / 100) + backend
          if (atMs >= 0 && count > 0) expected.set(at, (expected.get(at) ?? 0) + count)
        }
        for (const [at, count] of sight.tries.entries()) expect(count).toBe(expected.get(at) ?? 0)
        expect(sight.tries.length).toBe(Math.max(0, ...[...expected.keys()].map(at => 3 * (Math.floor(at / 3) + 1))))
      }),
    )
  })

  it('a state is told when it becomes another: who is out by the operator looks like that, whatever else', () => {
    const set = (atMs: number, block: Extract<Glimpse, { block: unknown }>['block'], on: boolean): Glimpse => ({
      ...{ atMs, backend: 0, block, on },
    })
    const { changes } = sightOf(1, [
      set(900, blocks.left, false),
      set(100, blocks.banned, true),
      set(200, blocks.banned, true),
      set(300, blocks.left, true),
      set(400, blocks.banned, false),
      set(950, blocks.unhealthy, true),
    ])
    expect(changes).toEqual([
      { atMs: 100, backend: 0, state: 'banned' },
      { atMs: 300, backend: 0, state: 'left' },
      { atMs: 900, backend: 0, state: 'in' },
      { atMs: 950, backend: 0, state: 'unhealthy' },
    ])
  })
})
