import { randomBytes } from 'node:crypto'
import { LbbenchError } from '../../errors.js'
import { noLimit } from '../../model/balancer-spec.js'
import type { SessionSpec } from '../../model/sessions.js'
import type { Scenario } from '../../scenario/scenario.js'
import type { ProgramGroup } from '../programs/group.js'
import { startRedis } from './redis-server.js'
import { type StoreAccess, shownUrl } from './store-access.js'

/** How long a Redis of ours may take until it listens, ms. */
const bootMs = 10_000

/** Added to the length of a trial before a Redis forgets its sessions, s. */
const graceSeconds = 60

/**
 * Makes ready where a trial's sessions are kept: undefined where it has none. A Redis of ours is one of the trial's programs and ends
 * with them; the user's own is looked at first.
 * @throws LbbenchError STORE_FAILED
 */
export async function startStore(
  group: ProgramGroup,
  { traffic, run }: Pick<Scenario, 'traffic' | 'run'>,
): Promise<StoreAccess | undefined> {
  const { sessions } = traffic
  if (sessions === undefined) return undefined
  const { store, lifeMs } = sessions
  return {
    store,
    redisUrl: store === 'redis' ? await redisOf(group, sessions.redisUrl, run.realtime) : '',
    prefix: `lbbench:${randomBytes(6).toString('hex')}:`,
    secret: randomBytes(32).toString('base64url'),
    lifeSeconds: lifeMs === noLimit ? undefined : lifeMs / 1000,
    keepSeconds: Math.ceil((run.warmupMs + run.durationMs + traffic.timeoutMs) / 1000) + graceSeconds,
  }
}

/**
 * What the backends met at the store while they were asked: where it failed requests, a trial is no fair one, whatever the balancer did.
 * @throws LbbenchError STORE_FAILED
 */
export async function checkStore(
  sessions: SessionSpec | undefined,
  troubles: readonly ({ readonly failures: number; readonly reason: string } | undefined)[] = [],
): Promise<void> {
  const failed = troubles.filter(trouble => trouble !== undefined).filter(({ failures }) => failures > 0)
  const requests = failed.reduce((sum, { failures }) => sum + failures, 0)
  if (sessions === undefined) return
  // Backends that are not ours keep what they met to themselves.
  if (requests === 0 && sessions.store === 'redis' && sessions.redisUrl !== '') await checkUsers(sessions.redisUrl)
  if (requests === 0) return
  const where = sessions.redisUrl === '' ? 'Redis' : `Redis at ${shownUrl(sessions.redisUrl)}`
  const many = requests === 1 ? '1 request' : `${requests} requests`
  throw new LbbenchError(
    'STORE_FAILED',
    `${where} failed ${many} of a trial, which were answered 500: ${failed.at(-1)!.reason}`,
    'was it stopped, or is its memory full? its log says why',
  )
}

async function checkUsers(url: string): Promise<void> {
  const { checkRedis } = await import('./check-redis.js')
  await checkRedis(url)
}

async function redisOf(group: ProgramGroup, url: string, realtime: boolean): Promise<string> {
  // The client is loaded only where it is needed.
  const { checkRedis } = await import('./check-redis.js')
  const at = url === '' ? await startRedis(group, realtime) : url
  await checkRedis(at, url === '' ? bootMs : 0)
  return at
}
