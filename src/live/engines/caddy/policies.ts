import type { Options } from '../../../strategies/strategy.js'
import { isAtLeast } from '../external/installed.js'
import type { WantedPolicy } from '../external/product.js'
import type { Policy } from '../external/trial-setup.js'
import { written } from '../external/written.js'

/** What is assumed where Caddy is not installed: Debian 12's. */
export const assumedVersion = '2.6.2'

/** The `lb_policy` that makes Caddy choose as one of our strategies does; a sentence where none does. */
export function caddyPolicy({ strategy, options, version = assumedVersion }: WantedPolicy): Policy | string {
  switch (strategy) {
    case 'rr':
      return policy('round_robin', 'rr', '# It begins with the second.')
    case 'lc':
      return policy('least_conn', 'lc', '# Among equals by chance.')
    case 'random':
      return policy('random', 'random')
    case 'p2c':
      return (options.choices as number) < 2
        ? 'Caddy draws two backends or more (random_choose)'
        : policy(`random_choose ${options.choices}`, written('p2c', options))
    case 'first':
      return policy('first', 'first')
    case 'iphash':
      return hashed({ key: 'client' }, version)
    case 'rendezvous':
      return hashed(options, version)
    default:
      return `Caddy has no ${strategy}; it has rr, lc, random, p2c, first, rendezvous, iphash`
  }
}

function policy(lbPolicy: string, twin: string, ...comments: readonly string[]): Policy {
  return { directives: [...comments, `lb_policy ${lbPolicy}`], twin }
}

/** Rendezvous hashing, whatever is hashed; its hash became another in 2.8. */
function hashed({ key, flavour }: Options, version: string): Policy | string {
  const own = isAtLeast(version, '2.8') ? 'caddy' : 'caddy-2.6'
  if (flavour !== undefined && flavour !== 'weighted' && flavour !== own)
    return `Caddy ${version} hashes by the rules of ${own}, not of ${flavour}`
  if (key === 'path') return 'Caddy hashes a path with its query: key=path?'
  const twin = written('rendezvous', { key: key!, flavour: own })
  if (key === 'path?') return policy('uri_hash', twin)
  return policy(
    'header X-Forwarded-For',
    twin,
    '# The client is who the proxy or generator in front of this one says it is. Where Caddy itself meets the clients: ip_hash.',
  )
}
