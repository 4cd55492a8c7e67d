import type { Options } from '../../../strategies/strategy.js'
import { isAtLeast } from '../external/installed.js'
import type { WantedPolicy } from '../external/product.js'
import type { Policy } from '../external/trial-setup.js'
import { written } from '../external/written.js'

/** What is assumed where nginx is not installed: Debian 12's. */
export const assumedVersion = '1.22.1'

/** The directives of an `upstream` block that make nginx choose as one of our strategies does; a sentence where none do. */
export function nginxPolicy({ strategy, options, version = assumedVersion }: WantedPolicy): Policy | string {
  const directives = directivesOf(strategy, options, version)
  return typeof directives === 'string' ? directives : { directives, twin: written(strategy, options) }
}

function directivesOf(strategy: string, options: Options, version: string): readonly string[] | string {
  switch (strategy) {
    case 'rr':
      return []
    case 'lc':
      return ['least_conn;']
    case 'iphash':
      return ['ip_hash;']
    case 'hash':
      return [`hash ${keyOf(options)};`]
    case 'chash':
      return [`hash ${keyOf(options)} consistent;`]
    case 'random':
      return ['random;']
    case 'p2c':
      return options.choices === 2
        ? ['random two least_conn;']
        : 'nginx draws two backends, no other number (random two)'
    case 'least-time':
      return leastTime(options, version)
    default:
      return `nginx has no ${strategy}; it has rr, lc, iphash, hash, chash, random, p2c, least-time`
  }
}

/** What is hashed, as nginx's variables: `$remote_addr` is the client that X-Forwarded-For names. */
function keyOf({ key }: Options): string {
  const variables: Readonly<Record<string, string>> = { client: '$remote_addr', path: '$uri', 'path?': '$request_uri' }
  return variables[String(key)]!
}

function leastTime({ metric, inflight }: Options, version: string): readonly string[] | string {
  if (!isAtLeast(version, '1.31.0')) return `nginx has least_time from 1.31.0 on, this is ${version}`
  return [`least_time ${metric}${inflight === true ? ' inflight' : ''};`]
}
