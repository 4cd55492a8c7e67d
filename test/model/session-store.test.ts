import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Session, SessionStore } from '../../src/model/session-store.js'
import { sessionStores, wholeSeconds } from '../../src/model/sessions.js'

type Step = { readonly backend: number; readonly what: 'login' | 'die' | 'ask' }
const anySteps = fc.array(
  fc.record({ backend: fc.nat({ max: 2 }), what: fc.constantFrom('login' as const, 'die' as const, 'ask' as const) }),
  { maxLength: 60 },
)

/** As a process would: what it holds is a set, and gone with it. */
class PlainMemory {
  readonly #held = new Map<number, Map<Session, number>>()
  login(backend: number, session: Session, nowMs: number): void {
    this.#held.set(backend, new Map([...(this.#held.get(backend) ?? []), [session, nowMs]]))
  }
  die(backend: number): void {
    this.#held.delete(backend)
  }
  knows(backend: number, session: Session, nowMs: number, lifeMs: number): boolean {
    const since = this.#held.get(backend)?.get(session)
    return since !== undefined && nowMs < since + lifeMs
  }
}

describe('SessionStore', () => {
  it('of memory knows what a set in each process would', () => {
    fc.assert(
      fc.property(anySteps, fc.integer({ min: 1, max: 80 }), (steps: readonly Step[], lifeMs) => {
        const store = new SessionStore({ store: 'memory', lifeMs }, 3)
        const plain = new PlainMemory()
        const sessions: Session[] = []
        for (const [nowMs, { backend, what }] of steps.entries()) {
          if (what === 'login') {
            sessions.push(store.login(backend, nowMs))
            plain.login(backend, sessions.at(-1)!, nowMs)
          } else if (what === 'die') {
            store.died(backend)
            plain.die(backend)
          } else
            for (const session of sessions)
              expect(store.knows(backend, session, nowMs)).toBe(plain.knows(backend, session, nowMs, lifeMs))
        }
      }),
      { seed: 1 },
    )
  })

  it.each(sessionStores.filter(name => name !== 'memory'))(
    'of %s knows every session everywhere, until it is over',
    name => {
      const store = new SessionStore({ store: name, lifeMs: 1000 }, 3)
      const session = store.login(0, 5)
      store.died(0)
      expect([0, 1, 2].map(backend => store.knows(backend, session, 1004))).toEqual([true, true, true])
      expect(store.knows(1, session, 1005)).toBe(false)
    },
  )

  it('counts lives as cookies do', () => {
    expect([1, 1000, 1001, 1.8e6].map(wholeSeconds)).toEqual([1000, 1000, 2000, 1.8e6])
  })
})
