import type { ActiveCheckSpec } from '../../model/balancer-spec.js'
import { productHealth, productRetry } from '../../model/products.js'
import type { Strategy } from '../strategy.js'
import { chooseByFlow, flowOption } from './flows.js'
import { faster, speedOption } from './pace.js'

/**
 * An emulation of what AWS documents of its Network Load Balancer; nothing of it could be measured. It hashes protocol,
 * addresses, ports and TCP sequence number of a connection, and keeps the connection on its target; requests on it are not
 * looked at. A check is a GET here, a TCP connect there. With no healthy target left all get traffic.
 */
export const awsNlb: Strategy = {
  name: 'aws-nlb',
  aliases: ['nlb'],
  summary: 'emulates AWS NLB as documented: a hash of the flow, checks',
  reference: 'AWS Elastic Load Balancing User Guide, Network Load Balancers; elbv2 API defaults',
  family: 'cloud',
  knows: ['client'],
  fixedWeights: true,
  options: { flow: flowOption, speed: speedOption },
  around({ speed }) {
    const health = { ...productHealth['aws-alb'], name: 'aws-nlb', active: faster(check, speed) }
    return { health, retry: productRetry.none, slowStart: undefined, sticky: undefined }
  },
  start: (pool, { flow }, chance, services) => chooseByFlow(flow, { pool, chance, services }),
}

/** TCP checks: 30 s, timeout 10 s, healthy 5, unhealthy 2. */
const check: ActiveCheckSpec = {
  path: '/',
  intervalMs: 30_000,
  downIntervalMs: 30_000,
  timeoutMs: 10_000,
  rise: 5,
  fall: 2,
  okFrom: 200,
  okTo: 599,
}
