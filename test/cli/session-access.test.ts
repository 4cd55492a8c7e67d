import { describe, expect, it } from 'vitest'
import { sessionAccess } from '../../src/cli/backend/session-access.js'
import { sessionEnvironment } from '../../src/live/sessions/store-access.js'
import { noLimit } from '../../src/model/balancer-spec.js'
import type { SessionSpec } from '../../src/model/sessions.js'

const spec: SessionSpec = {
  store: 'memory',
  storeLatency: { kind: 'constant', valueMs: 0 },
  lifeMs: 5000,
  redisUrl: '',
}

describe('where a backend that stands alone keeps sessions', () => {
  it('nowhere, where nobody says anything', () => expect(sessionAccess({}, undefined)).toBeUndefined())

  it('as its scenario says', () => {
    expect(sessionAccess({}, spec)).toMatchObject({ store: 'memory', lifeSeconds: 5, redisUrl: '' })
    expect(sessionAccess({}, { ...spec, lifeMs: noLimit })!.lifeSeconds).toBeUndefined()
    const redis = { ...spec, store: 'redis', redisUrl: 'redis://127.0.0.1:7000' } as const
    expect(sessionAccess({}, redis)).toMatchObject({ store: 'redis', redisUrl: 'redis://127.0.0.1:7000' })
  })

  it('but first as the environment says, in the words that every backend is told in', () => {
    const told = { redisUrl: 'redis://127.0.0.1:7001', prefix: 'p:', secret: 's', lifeSeconds: 7, keepSeconds: 86_400 }
    const access = { store: 'redis', ...told } as const
    expect(sessionAccess(sessionEnvironment(access), spec)).toEqual(access)
  })

  it.each([
    [
      { LBBENCH_SESSION_STORE: 'memry' },
      'LBBENCH_SESSION_STORE is "memry", which is no store of sessions; did you mean "memory"?',
    ],
    [{ LBBENCH_SESSION_STORE: 'redis' }, 'sessions in redis need the environment variable LBBENCH_REDIS_URL'],
    [
      { LBBENCH_SESSION_STORE: 'signed-cookie' },
      'sessions in signed-cookie need the environment variable LBBENCH_SESSION_SECRET',
    ],
    [
      { LBBENCH_SESSION_STORE: 'memory', LBBENCH_SESSION_TTL: '5s' },
      'LBBENCH_SESSION_TTL is "5s": expected whole seconds',
    ],
  ])('refuses %j', (env, message) => {
    expect(() => sessionAccess(env, undefined)).toThrow(expect.objectContaining({ code: 'USAGE', message }))
  })
})
