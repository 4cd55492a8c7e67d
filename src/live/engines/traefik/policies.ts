import type { Options } from '../../../strategies/strategy.js'
import { isAtLeast } from '../external/installed.js'
import type { WantedPolicy } from '../external/product.js'
import type { Policy } from '../external/trial-setup.js'
import { written } from '../external/written.js'

/** What is assumed where Traefik is not installed: one that has all strategies. */
export const assumedVersion = '3.7.0'

/** The `strategy` of a service that makes Traefik choose as one of ours does; a sentence where none does. */
export function traefikPolicy({ strategy, options, version = assumedVersion }: WantedPolicy): Policy | string {
  switch (strategy) {
    case 'rr':
    case 'edf':
      return { directives: ['strategy: wrr'], twin: 'edf' }
    case 'p2c':
      return twoChoices(options, version)
    case 'least-time':
      return leastTime(options, version)
    case 'rendezvous':
    case 'iphash':
      return "Traefik's hrw hashes the address of the socket, not X-Forwarded-For: behind a proxy all clients are one"
    default:
      return `Traefik has no ${strategy}; it has rr, edf, p2c, least-time`
  }
}

function twoChoices({ choices }: Options, version: string): Policy | string {
  if (choices !== 2) return 'Traefik draws two backends, no other number (p2c)'
  if (!isAtLeast(version, '3.4')) return `Traefik has p2c from 3.4 on, this is ${version}`
  return { directives: ['strategy: p2c'], twin: 'p2c' }
}

/** A mean of the last hundred times to the first byte, where nginx's decays. */
function leastTime({ metric, inflight }: Options, version: string): Policy | string {
  if (metric !== 'header' || inflight === true)
    return 'Traefik goes by the time to the first byte alone: least-time?metric=header'
  if (!isAtLeast(version, '3.7')) return `Traefik has leasttime from 3.7 on, this is ${version}`
  return { directives: ['strategy: leasttime'], twin: written('least-time', { metric }) }
}
