import type { z } from 'zod'
import { noLimit } from '../model/balancer-spec.js'
import type { Distribution } from '../model/distribution.js'
import { type SessionSpec, type SessionStoreName, sessionStores, wholeSeconds } from '../model/sessions.js'
import { leaf, positiveDuration, word } from './fields.js'
import { latencySchema } from './latency.js'
import type { LatencyDocument } from './latency-forms.js'
import { section } from './section.js'

const redisUrl = leaf({ type: 'string', pattern: '^rediss?://' }, readUrl).meta({
  description: 'Your own Redis or Valkey, with `store: redis`. Default: each live trial starts one.',
  example: 'redis://127.0.0.1:6379',
})

/** `traffic.sessions:`. */
export const sessionsSchema = section(
  {
    store: word(
      '`memory`: in the backend that has the login. `redis`: shared by all, for a round trip. `signed-cookie`: with the client, for a signature.',
      sessionStores,
    ),
    storeLatency: latencySchema.optional().meta({
      description:
        'Virtual time: what one access to the store takes while its request holds a worker: a time, or a distribution. Default: 300us of `redis`, 20us of `signed-cookie`; `memory` takes none.',
      example: '300us',
    }),
    ttl: positiveDuration(
      'How long a session lasts after its login; a fraction of a second is rounded up. Default: for good.',
      '30m',
    ).optional(),
    redis: redisUrl.optional(),
  },
  'sessions',
)

/** `traffic.sessions:` as read. */
export type SessionsDocument = z.output<typeof sessionsSchema>

/** What an access takes where nothing is said: a round trip on a local network and a GET; an HMAC of SHA-256 and its JSON. */
const usualMs: Readonly<Record<SessionStoreName, number>> = { memory: 0, redis: 0.3, 'signed-cookie': 0.02 }

/** Completes `traffic.sessions:`. */
export function toSessions(
  { store, storeLatency, ttl, redis = '' }: SessionsDocument,
  distribution: (document: LatencyDocument) => Distribution,
): SessionSpec {
  return {
    store,
    storeLatency: storeLatency ? distribution(storeLatency) : { kind: 'constant', valueMs: usualMs[store] },
    lifeMs: ttl === undefined ? noLimit : wholeSeconds(ttl),
    redisUrl: redis,
  }
}

function readUrl(value: unknown): string {
  if (typeof value === 'string' && URL.canParse(value) && /^rediss?:$/.test(new URL(value).protocol)) return value
  throw new Error('expected a URL such as redis://127.0.0.1:6379')
}
