import { rendezvous } from '../hash/rendezvous.js'
import { random } from '../random/random.js'
import type { Chooser, OptionSpec } from '../strategy.js'
import { type InnerStart, startInner } from './start-inner.js'

/** What a flow is: balancers of layer 4 choose once a connection. */
export const flowOption: OptionSpec = {
  summary: 'who has a connection of its own: each client, or each request',
  default: 'client',
  values: ['client', 'request'],
}

/**
 * A choice by the hash of a flow. Cloud providers do not publish their hashes: flows of clients go by rendezvous hashing of
 * the client's address, so that a flow keeps its target while that is there; with a new connection for every request, source
 * ports make the hash a draw.
 */
export function chooseByFlow(flow: unknown, inner: InnerStart): Chooser {
  return startInner(flow === 'request' ? random : rendezvous, inner)
}
