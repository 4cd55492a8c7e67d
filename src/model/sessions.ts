import type { Distribution } from './distribution.js'

/** Where backends keep the sessions of their clients. */
export const sessionStores = ['memory', 'redis', 'signed-cookie'] as const
export type SessionStoreName = (typeof sessionStores)[number]

/**
 * Clients log in and then ask for what only a session gives. `memory`: in the backend's process, gone when it dies, unknown to
 * the others. `redis`: shared, for a round trip. `signed-cookie`: in the cookie itself, for the price of a signature.
 */
export interface SessionSpec {
  readonly store: SessionStoreName
  /** What one access takes in virtual time, while the request holds its worker; live it takes what it takes. None of `memory`. */
  readonly storeLatency: Distribution
  /** How long a session lasts after its login, ms; whole seconds, as cookies count; `noLimit`: for good. */
  readonly lifeMs: number
  /** The user's own Redis; '' where each live trial starts one. */
  readonly redisUrl: string
}

/** What a request wants, in the column `JobTable.session` until a worker takes it up; `sessionEnds` says what came of it. */
export const sessionAsks = { login: 16, need: 17 } as const

/**
 * What became of a request where there are sessions, one of them each. `none`: no backend said a word about it. `new`: logged
 * in; `again`: logged in after its client had had a session before. `kept`: its session was known. `lost`: it was not, and its
 * client has lost it with this answer. `stale`: nor was it, but its client had another already, or had heard of the loss.
 * `failed`: the store did not answer.
 */
export const sessionEnds = { none: 0, new: 1, again: 2, kept: 3, lost: 4, stale: 5, failed: 6 } as const
export type SessionEnd = (typeof sessionEnds)[keyof typeof sessionEnds]

/** Of the numbers above, how many there are. */
export const sessionEndCount = 7

/** Status of an answer to a request whose session is unknown. */
export const lostSessionStatus = 401

/** Status of an answer to a request whose store failed. */
export const failedStoreStatus = 500

/** A life given in ms as cookies can say it, in whole seconds: a fraction is rounded up. */
export function wholeSeconds(ms: number): number {
  return Math.ceil(ms / 1000) * 1000
}
