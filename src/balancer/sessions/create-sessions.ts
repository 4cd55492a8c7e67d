import type { StickySpec } from '../../model/balancer-spec.js'
import type { Tiers } from '../tiers.js'
import { ClientSessions } from './client-sessions.js'
import { CookieSessions } from './cookie-sessions.js'
import type { Sessions } from './sessions.js'
import { TableSessions } from './table-sessions.js'

/**
 * The way of remembering that a scenario asks for.
 * @param backends names and configured weights, in the balancer's numbering
 */
export function createSessions(
  spec: StickySpec,
  tiers: Tiers,
  backends: readonly { readonly name: string; readonly weight: number }[],
): Sessions {
  if (spec.by === 'cookie') {
    const names = backends.map(({ name }) => name)
    return new CookieSessions(spec, names)
  }
  return spec.by === 'table' ? new TableSessions(spec) : new ClientSessions(spec, tiers, backends)
}
