import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ExpiryQueue } from '../../src/virtual/expiry-queue.js'

interface Waiting {
  slot: number
  readonly startMs: number
  readonly place: number
}

type Step =
  | { readonly kind: 'push'; readonly afterMs: number }
  | { readonly kind: 'leave' | 'replace'; readonly which: number }
  | { readonly kind: 'expire'; readonly afterMs: number }
  | { readonly kind: 'take' }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('push' as const), afterMs: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('leave' as const, 'replace' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('expire' as const), afterMs: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('take' as const) }) },
)

it('does what a plain list does', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 600, size: 'max' }), fc.constantFrom(0, 5, 40), (steps, delayMs) => {
      const queue = new ExpiryQueue(delayMs)
      let list: Waiting[] = []
      let [nowMs, slots] = [0, 0]
      for (const { kind, ...how } of steps) {
        if ('afterMs' in how) nowMs += how.afterMs
        const chosen = 'which' in how && list.length > 0 ? list[how.which % list.length]! : undefined
        if (kind === 'push') list.push({ slot: ++slots, startMs: nowMs, place: queue.push(slots, nowMs) })
        if (kind === 'leave' && chosen) {
          queue.leave(chosen.place)
          list = list.filter(waiting => waiting !== chosen)
        }
        if (kind === 'replace' && chosen) {
          chosen.slot = ++slots
          queue.replace(chosen.place, slots)
        }
        if (kind === 'take') expect(queue.take()).toBe(list.shift()?.slot ?? -1)
        if (kind === 'expire')
          while (list.length > 0 && list[0]!.startMs + delayMs <= nowMs)
            expect(queue.expired(nowMs)).toBe(list.shift()!.slot)
        if (kind === 'expire') expect(queue.expired(nowMs)).toBe(-1)
        expect(queue.headMs).toBe(list.length === 0 ? Infinity : list[0]!.startMs + delayMs)
      }
    }),
    { seed: 20261123, numRuns: 60 },
  )
})
