import type { Options } from '../../../strategies/strategy.js'
import type { WantedPolicy } from '../external/product.js'
import type { Policy } from '../external/trial-setup.js'
import { written } from '../external/written.js'

/** The lines of a `backend` section that make HAProxy choose as one of our strategies does; a sentence where none do. */
export function haproxyPolicy({ strategy, options }: WantedPolicy): Policy | string {
  switch (strategy) {
    case 'rr':
    case 'haproxy-rr':
      return policy(['balance roundrobin'], 'haproxy-rr')
    case 'static-rr':
      return policy(['balance static-rr'], 'static-rr')
    case 'lc':
    case 'haproxy-lc':
      return policy(
        [
          '# Who waits longest among equals comes first; from HAProxy 3.2 on that is partly by chance.',
          'balance leastconn',
        ],
        'haproxy-lc',
      )
    case 'first':
      return policy(['balance first'], 'first')
    case 'random':
      return draws(1)
    case 'haproxy-random':
      return draws(options.draws)
    case 'p2c':
      return draws(options.choices)
    case 'iphash':
      return source({ type: 'map', avalanche: 'auto' })
    case 'source':
      return source(options)
    case 'haproxy-hash':
      return keyed('haproxy-hash', options, 'map-based')
    case 'haproxy-chash':
      return keyed('haproxy-chash', options, 'consistent')
    case 'bounded':
      return bounded(options)
    default:
      return `HAProxy has no ${strategy}; it has rr, static-rr, lc, first, random, p2c, haproxy-random, source, iphash, haproxy-hash, haproxy-chash, bounded`
  }
}

function policy(directives: readonly string[], twin: string): Policy {
  return { directives, twin }
}

/** Points on the ring of `haproxy-chash`, so that the shares of few servers with small weights are uneven. */
function draws(count: Options[string] = 1): Policy {
  return policy([`balance random(${count})`], written('haproxy-random', { draws: count }))
}

/** Not nginx's hash of three octets: all of the address counts. */
function source(options: Options): Policy {
  const { type, avalanche } = options
  const ring = type === 'consistent'
  const mixed = avalanche === 'auto' ? ring : avalanche === 'true'
  // The function is not used for addresses, but `avalanche` cannot be said without one; a bare `consistent` has it.
  const hashType = ring ? (mixed ? 'consistent' : 'consistent sdbm') : mixed ? 'map-based sdbm avalanche' : 'map-based'
  return policy(['balance source', `hash-type ${hashType}`], written('source', options))
}

function keyed(strategy: string, options: Options, type: string): Policy {
  const { key, function: name, avalanche } = options
  const hashType = `hash-type ${type} ${name}${avalanche === true ? ' avalanche' : ''}`
  return policy([...keyLines(key), hashType], written(strategy, options))
}

function bounded(options: Options): Policy | string {
  const { flavour, factor, minSize: _, maxSize: __, ...hashed } = options
  if (flavour !== 'haproxy') return `HAProxy does not bound loads as ${flavour} does`
  if (factor === 100) return 'HAProxy takes a hash-balance-factor above 100 only'
  const { directives } = keyed('bounded', hashed, 'consistent')
  return policy([...directives, `hash-balance-factor ${factor}`], written('bounded', options))
}

/** `balance hash src` would hash the bytes of the address; ours, as everybody's header hashes, hash its text. */
function keyLines(key: Options[string] | undefined): readonly string[] {
  if (key === 'path') return ['balance uri']
  if (key === 'path?') return ['balance uri whole']
  return ['http-request set-header X-Real-IP %[src]', 'balance hdr(X-Real-IP)']
}
