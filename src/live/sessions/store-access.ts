import type { SessionStoreName } from '../../model/sessions.js'

/** How the backends of a trial reach the store of their sessions; plain data, for other processes and for other people's programs. */
export interface StoreAccess {
  readonly store: SessionStoreName
  /** '' where it is no Redis. */
  readonly redisUrl: string
  /** What keys begin with, so that nobody else's are met. */
  readonly prefix: string
  /** What cookies are signed with. */
  readonly secret: string
  /** Seconds a session lasts after its login; undefined: for good. */
  readonly lifeSeconds: number | undefined
  /** Seconds after which a Redis forgets what lasts for good: the trial is over by then, and nothing is left behind. */
  readonly keepSeconds: number
}

/** The same as environment variables, for backends that are not ours. */
export function sessionEnvironment(access: StoreAccess | undefined): Record<string, string> {
  if (access === undefined) return {}
  const { store, redisUrl, prefix, secret, lifeSeconds } = access
  return {
    LBBENCH_SESSION_STORE: store,
    LBBENCH_SESSION_SECRET: secret,
    ...(redisUrl !== '' && { LBBENCH_REDIS_URL: redisUrl, LBBENCH_REDIS_PREFIX: prefix }),
    ...(lifeSeconds !== undefined && { LBBENCH_SESSION_TTL: String(lifeSeconds) }),
  }
}

/** A Redis as it may be shown to anybody: without its password. */
export function shownUrl(url: string): string {
  const shown = new URL(url)
  if (shown.password !== '') shown.password = '***'
  return shown.href.replace(/\/$/, '')
}
