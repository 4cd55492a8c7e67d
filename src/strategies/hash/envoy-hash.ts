import type { Random } from '../../model/random.js'
import type { RequestView } from '../strategy.js'
import { TextBytes } from './text-bytes.js'
import { XxHash64 } from './xxhash64.js'

/** Envoy's hash of a request: 64 bits, in halves in [0, 2^32), until the next request. */
export interface EnvoyHash {
  readonly high: number
  readonly low: number
}

/**
 * Envoy's `hash_policy`: xxHash64 of the key's bytes. A request without a key goes anywhere, by chance.
 *
 * Source: envoy source/extensions/load_balancing_policies/common/thread_aware_lb_impl.cc (chooseHost).
 */
export function envoyHashOf(
  keyOf: (request: RequestView) => string,
  chance: Random,
): (request: RequestView) => EnvoyHash {
  const text = new TextBytes()
  const hash = new XxHash64()
  return request => {
    const key = keyOf(request)
    if (key === '') return { high: chance32(chance), low: chance32(chance) }
    text.clear().append(key)
    hash.hash(text.bytes, text.length)
    return hash
  }
}

/** Uniform in [0, 2^32). */
function chance32(chance: Random): number {
  return Math.floor(chance.next() * 4294967296)
}
