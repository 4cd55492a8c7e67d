import { noLimit } from '../../model/balancer-spec.js'
import { productHealth, productRetry } from '../../model/products.js'
import { rr } from '../rotation/rr.js'
import type { Strategy } from '../strategy.js'
import { faster, speedOption } from './pace.js'
import { startInner } from './start-inner.js'

/**
 * An emulation of what Microsoft documents of Azure Application Gateway; nothing of it could be measured. Round robin over
 * equal backends, cookie-based affinity, a request timeout of 20 s.
 */
export const azureAppgw: Strategy = {
  name: 'azure-appgw',
  aliases: ['azure-application-gateway'],
  summary: 'emulates Azure Application Gateway as documented: round robin, probes, affinity',
  reference: 'Azure Application Gateway documentation, health probes and HTTP settings',
  family: 'cloud',
  knows: [],
  options: { sticky: { summary: 'cookie-based affinity', default: false }, speed: speedOption },
  around({ sticky, speed }) {
    const health = productHealth['azure-appgw']
    return {
      health: { ...health, active: faster(health.active, speed) },
      retry: productRetry.none,
      readTimeoutMs: 20_000,
      slowStart: undefined,
      sticky: sticky === true ? affinityCookie : undefined,
    }
  },
  start: (pool, _options, chance, services) => startInner(rr, { pool, chance, services }),
}

const affinityCookie = {
  by: 'cookie',
  cookie: 'ApplicationGatewayAffinity',
  ttlMs: noLimit,
  refresh: true,
  capacity: noLimit,
} as const
