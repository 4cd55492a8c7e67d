import { createBalancer } from '../../dist/balancer/create-balancer.js'
import { createDataPlane } from '../../dist/live/wire/data-plane.js'
import { nginxBalancer } from '../../dist/model/products.js'
import { randomStream } from '../../dist/model/random.js'
import { findStrategy } from '../../dist/strategies/index.js'

/** The embedded balancer alone: `node embedded.js PORT BACKEND_PORT...`, round robin. */
const [port, ...backendPorts] = process.argv.slice(2).map(Number)
const backends = backendPorts.map(backendPort => ({
  name: `b${backendPort}`,
  host: '127.0.0.1',
  port: backendPort,
  address: `127.0.0.1:${backendPort}`,
  weight: 1,
  maxFails: 1,
  failTimeoutMs: 10_000,
  maxRequests: 0,
  backup: false,
}))
const balancer = createBalancer({
  backends,
  strategy: findStrategy('rr'),
  options: {},
  spec: nginxBalancer(1),
  random: randomStream(1, 'pick'),
})
const balancing = { open: (request, ticket) => balancer.open(request, ticket), settle: () => {} }
const plane = createDataPlane({
  backends,
  balancing: () => balancing,
  connectTimeoutMs: 60_000,
  readTimeoutMs: 60_000,
  now: () => performance.now(),
})
await plane.listen(port, '127.0.0.1')
