import type { Random } from '../../model/random.js'
import type { Chooser, Options, Pool, Strategy } from '../strategy.js'
import { Fnv64, fnv32, fnv32Start } from './fnv1a.js'
import { keyKnowledge, keyOption, requestKey } from './request-key.js'
import { TextBytes } from './text-bytes.js'
import { XxHash64 } from './xxhash64.js'

/**
 * Rendezvous hashing (Thaler and Ravishankar, 1996): key and backend are hashed together, and the backend with the
 * highest hash serves. One that goes moves its own keys only, and to all others by weight. A pick takes O(n).
 *
 * - `weighted`: by weight / -ln x, x a mix of two hashes as a part of 2^32: of the key, and of the address, which is known
 *   beforehand. Nobody's letters, but some fifty times as fast as to read every address for every request.
 * - `caddy`: the xxHash64 of ADDRESS and key; `caddy-2.6`: the FNV-1a-32 of key and ADDRESS. Both without weights.
 * - `traefik`: by weight / -ln x, x the FNV-1a-64 of key and server URL, "http://ADDRESS", as a part of 2^64 (hrw.go,
 *   getNodeScore, as read; not run). The last byte does not reach the highest bits, so shares are very uneven where URLs
 *   differ there only: of ports 8080 to 8084 on one host the first four get an eighth of the clients each, the last half.
 *
 * A logarithm is as exact as V8's, so of two scores that agree to 15 digits either may win.
 *
 * Requests without a key go anywhere, as with Caddy.
 */
export const rendezvous: Strategy = {
  name: 'rendezvous',
  aliases: ['hrw', 'highest-random-weight', 'caddy-hash'],
  summary: 'the highest hash of key and backend together, by weight',
  reference: 'Thaler and Ravishankar 1996; traefik loadbalancer/hrw; caddy reverseproxy/selectionpolicies.go',
  family: 'hash',
  product: 'Caddy, Traefik 3',
  knows: ['weights', ...keyKnowledge],
  options: {
    key: keyOption,
    flavour: {
      summary: 'whose hash and rules',
      default: 'weighted',
      values: ['weighted', 'caddy', 'caddy-2.6', 'traefik'],
    },
  },
  start: chooser,
}

function chooser(pool: Pool, options: Options, chance: Random): Chooser {
  const keyOf = requestKey(options)
  const highest = flavours[String(options.flavour)](pool)

  return {
    pick(request) {
      const key = keyOf(request)
      return key === '' ? anyOf(pool, chance) : highest(key)
    },
  }
}

/** The available backend with the highest score for a key, of equals the first; -1 where there is none. */
type Highest = (key: string) => number

const flavours: Readonly<Record<string, (pool: Pool) => Highest>> = {
  traefik: pool => {
    const addresses = encoded(pool.addresses.map(address => `http://${address}`))
    const text = new TextBytes()
    const [keyHash, hash] = [new Fnv64(), new Fnv64()]
    const fresh = new Fnv64()
    return key => {
      text.clear().append(key)
      keyHash.from(fresh).read(text.bytes, text.length)
      return best(pool, backend => {
        hash.from(keyHash).read(addresses[backend])
        return scoreOf(hash, pool.weight[backend])
      })
    }
  },

  weighted: ({ addresses, weight, size, available }) => {
    const addressHashes = Int32Array.from(addresses, createHash32())
    const hash = createHash32()
    return key => {
      const keyHash = hash(key)
      let found = -1
      let highest = -1
      for (let backend = 0; backend < size; backend++) {
        if (available[backend] === 0) continue
        // The middle of a 2^32th, so that it is neither 0 nor 1.
        const part = (mix(keyHash ^ addressHashes[backend]) + 0.5) / 4294967296
        // -ln x >= 1 - x: most need no logarithm to be known as lower. The margin is for rounding.
        if (weight[backend] < highest * (1 - part) * 0.999999) continue
        const score = weight[backend] / -Math.log(part)
        if (score <= highest) continue
        found = backend
        highest = score
      }
      return found
    }
  },

  caddy: pool => {
    const hashOf = addressFirst(pool)
    return key => {
      let [found, high, low] = [-1, -1, 0]
      for (let backend = 0; backend < pool.size; backend++) {
        if (pool.available[backend] === 0) continue
        const hash = hashOf(backend, key)
        if (hash.high < high || (hash.high === high && hash.low <= low)) continue
        ;[found, high, low] = [backend, hash.high, hash.low]
      }
      return found
    }
  },

  'caddy-2.6': pool => {
    const addresses = encoded(pool.addresses)
    const text = new TextBytes()
    return key => {
      text.clear().append(key)
      const state = fnv32(fnv32Start, text.bytes, text.length)
      return best(pool, backend => fnv32(state, addresses[backend]) >>> 0)
    }
  },
}

function addressFirst({ addresses }: Pool): (backend: number, key: string) => XxHash64 {
  const text = new TextBytes()
  const hash = new XxHash64()
  return (backend, key) => {
    text.clear().append(addresses[backend]).append(key)
    hash.hash(text.bytes, text.length)
    return hash
  }
}

/** 32 bits of the xxHash64 of a text. */
function createHash32(): (text: string) => number {
  const bytes = new TextBytes()
  const hash = new XxHash64()
  return text => {
    bytes.clear().append(text)
    hash.hash(bytes.bytes, bytes.length)
    return hash.low
  }
}

/** The finaliser of MurmurHash3: every bit of the result depends on every bit. In [0, 2^32). */
function mix(value: number): number {
  let h = value
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** weight / -ln x; the sum rounds once, as a conversion of 64 bits to a double does. */
function scoreOf({ high, low }: { readonly high: number; readonly low: number }, weight: number): number {
  return (1 / -Math.log((high + low / 4294967296) / 4294967296)) * weight
}

function best({ size, available }: Pool, scoreAt: (backend: number) => number): number {
  let found = -1
  let highest = 0
  for (let backend = 0; backend < size; backend++) {
    if (available[backend] === 0) continue
    const score = scoreAt(backend)
    if (found !== -1 && score <= highest) continue
    found = backend
    highest = score
  }
  return found
}

function anyOf({ size, available }: Pool, chance: Random): number {
  let found = -1
  let seen = 0
  for (let backend = 0; backend < size; backend++) {
    if (available[backend] === 1 && chance.below(++seen) === 0) found = backend
  }
  return found
}

function encoded(texts: readonly string[]): readonly Uint8Array[] {
  const encoder = new TextEncoder()
  return texts.map(text => encoder.encode(text))
}
