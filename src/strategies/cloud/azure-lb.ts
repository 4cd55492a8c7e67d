import type { ActiveCheckSpec } from '../../model/balancer-spec.js'
import { productHealth, productRetry } from '../../model/products.js'
import type { Strategy } from '../strategy.js'
import { chooseByFlow, flowOption } from './flows.js'
import { faster, speedOption } from './pace.js'

/**
 * An emulation of what Microsoft documents of Azure Load Balancer; nothing of it could be measured. The default hash is of
 * five fields of a connection; with three (protocol) or two a client's address alone decides. A probe is a GET here. With all
 * probes down new flows get no target.
 */
export const azureLb: Strategy = {
  name: 'azure-lb',
  summary: 'emulates Azure Load Balancer as documented: a hash of 5, 3 or 2 fields, probes',
  reference: 'Azure Load Balancer documentation, distribution modes and health probes',
  family: 'cloud',
  knows: ['client'],
  fixedWeights: true,
  options: {
    tuple: {
      summary: 'fields that are hashed: Default, SourceIPProtocol, SourceIP',
      default: '5',
      values: ['5', '3', '2'],
    },
    flow: flowOption,
    speed: speedOption,
  },
  around({ speed }) {
    const health = { ...productHealth.none, name: 'azure-lb', active: faster(probe, speed) }
    return { health, retry: productRetry.none, slowStart: undefined, sticky: undefined }
  },
  start: (pool, { tuple, flow }, chance, services) =>
    chooseByFlow(tuple === '5' ? flow : 'client', { pool, chance, services }),
}

/** The interval is 5 s unless it is configured; one probe decides ("probe threshold" 1), HTTP probes want 200. */
const probe: ActiveCheckSpec = {
  path: '/',
  intervalMs: 5000,
  downIntervalMs: 5000,
  timeoutMs: 5000,
  rise: 1,
  fall: 1,
  okFrom: 200,
  okTo: 200,
}
