import { LbbenchError } from '../../errors.js'
import type { StoreAccess } from '../../live/sessions/store-access.js'
import { noLimit } from '../../model/balancer-spec.js'
import { type SessionSpec, type SessionStoreName, sessionStores } from '../../model/sessions.js'
import { didYouMean } from '../../nearest.js'
import type { Io } from '../io.js'

/** A Redis that outlives the backend forgets its sessions after a day. */
const keepSeconds = 86_400

/**
 * Where a backend that stands alone keeps sessions: as the environment says it to every backend (docs/backends.md), else as its
 * scenario does; undefined where neither does.
 * @throws LbbenchError USAGE where something is missing that all backends have to share
 */
export function sessionAccess(env: Io['env'], spec: SessionSpec | undefined): StoreAccess | undefined {
  const store = storeOf(env.LBBENCH_SESSION_STORE) ?? spec?.store
  if (store === undefined) return undefined
  const redisUrl = env.LBBENCH_REDIS_URL ?? spec?.redisUrl ?? ''
  const secret = env.LBBENCH_SESSION_SECRET ?? ''
  if (store === 'redis' && redisUrl === '') throw missing('LBBENCH_REDIS_URL', 'redis', 'e.g. redis://127.0.0.1:6379')
  if (store === 'signed-cookie' && secret === '')
    throw missing('LBBENCH_SESSION_SECRET', 'signed-cookie', 'any text, the same for all backends')
  const prefix = env.LBBENCH_REDIS_PREFIX ?? 'lbbench:'
  return {
    store,
    redisUrl: store === 'redis' ? redisUrl : '',
    prefix,
    secret,
    lifeSeconds: lifeOf(env, spec),
    keepSeconds,
  }
}

function storeOf(text: string | undefined): SessionStoreName | undefined {
  const store = sessionStores.find(name => name === text)
  if (text === undefined || text === '' || store !== undefined) return store
  throw new LbbenchError(
    'USAGE',
    `LBBENCH_SESSION_STORE is "${text}", which is no store of sessions${didYouMean(text, sessionStores)}`,
    `stores: ${sessionStores.join(', ')}`,
  )
}

function lifeOf({ LBBENCH_SESSION_TTL: text }: Io['env'], spec: SessionSpec | undefined): number | undefined {
  if (text === undefined || text === '')
    return spec === undefined || spec.lifeMs === noLimit ? undefined : spec.lifeMs / 1000
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new LbbenchError('USAGE', `LBBENCH_SESSION_TTL is "${text}": expected whole seconds`, 'for example: 3600')
}

function missing(name: string, store: SessionStoreName, what: string): LbbenchError {
  return new LbbenchError('USAGE', `sessions in ${store} need the environment variable ${name}`, what)
}
