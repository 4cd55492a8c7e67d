import { describe, expect, it } from 'vitest'
import { MemoryStore } from '../../../src/live/sessions/memory-store.js'
import { SignedCookieStore } from '../../../src/live/sessions/signed-cookie-store.js'
import { type StoreAccess, sessionEnvironment, shownUrl } from '../../../src/live/sessions/store-access.js'

const life = { secret: 'not to be told', lifeSeconds: 10 }

describe('MemoryStore', () => {
  it('knows a session at the backend that began it, until it is over or that one dies', () => {
    const store = new MemoryStore(life, 2)
    const token = store.login(0, 0)
    expect([store.knows(0, token, 9999), store.knows(1, token, 5), store.knows(0, token, 10_000)]).toEqual([
      true,
      false,
      false,
    ])
    store.died(1)
    expect(store.knows(0, token, 5)).toBe(true)
    store.died(0)
    expect(store.knows(0, token, 5)).toBe(false)
  })

  it('gives every session a name of its own', () => {
    const store = new MemoryStore(life, 1)
    const tokens = Array.from({ length: 100 }, () => store.login(0, 0))
    expect(new Set(tokens).size).toBe(100)
    for (const token of tokens) expect(token).toMatch(/^[\w-]{22}$/)
  })
})

describe('SignedCookieStore', () => {
  it('knows what it signed, at every backend, until it is over', () => {
    const token = new SignedCookieStore(life, () => 1000).login()
    expect(new SignedCookieStore(life, () => 10_999).knows(3, token)).toBe(true)
    expect(new SignedCookieStore(life, () => 11_000).knows(3, token)).toBe(false)
    expect(token).toMatch(/^[\w-]+\.[\w-]+$/)
  })

  it('knows nothing that was signed with another secret, or changed', () => {
    const store = new SignedCookieStore(life)
    const token = store.login()
    const foreign = new SignedCookieStore({ ...life, secret: 'other' }).login()
    const [payload, signature] = token.split('.')
    for (const forged of [
      foreign,
      payload!,
      `${payload}.`,
      `x${payload}.${signature}`,
      '',
      '.',
      `${signature}.${payload}`,
    ])
      expect(store.knows(0, forged)).toBe(false)
  })

  it('counts on the clock that all hosts share, not on that of its own', () => {
    const [payload = ''] = new SignedCookieStore(life).login().split('.')
    const { sinceMs } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sinceMs: number }
    // Since 1970, where the monotonic clock counts from the start of the machine.
    expect(sinceMs).toBeGreaterThan(Date.UTC(2020, 0))
  })
})

describe('what backends that are not ours are told', () => {
  const access: StoreAccess = {
    ...{ store: 'redis', redisUrl: 'redis://:pw@h:1', prefix: 'lbbench:x:', secret: 's' },
    ...{ lifeSeconds: 60, keepSeconds: 70 },
  }

  it.each([
    [undefined, {}],
    [
      access,
      {
        ...{ LBBENCH_SESSION_STORE: 'redis', LBBENCH_REDIS_URL: 'redis://:pw@h:1', LBBENCH_REDIS_PREFIX: 'lbbench:x:' },
        ...{ LBBENCH_SESSION_SECRET: 's', LBBENCH_SESSION_TTL: '60' },
      },
    ],
    [
      { ...access, store: 'memory' as const, redisUrl: '', lifeSeconds: undefined },
      { LBBENCH_SESSION_STORE: 'memory', LBBENCH_SESSION_SECRET: 's' },
    ],
  ])('%#', (given, expected) => expect(sessionEnvironment(given)).toEqual(expected))

  it('shows no password', () => {
    expect(shownUrl('redis://user:pw@h:1/0')).toBe('redis://user:***@h:1/0')
    expect(shownUrl('redis://127.0.0.1:6379')).toBe('redis://127.0.0.1:6379')
  })
})
