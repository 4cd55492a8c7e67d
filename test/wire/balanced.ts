import { onTestFinished } from 'vitest'
import type { BalancerBackend } from '../../src/balancer/balancer-options.js'
import { createBalancer } from '../../src/balancer/create-balancer.js'
import { BalancerDriver } from '../../src/live/wire/balancer-driver.js'
import { createDataPlane } from '../../src/live/wire/data-plane.js'
import type { BalancerSpec } from '../../src/model/balancer-spec.js'
import { nginxBalancer, productHealth } from '../../src/model/products.js'
import { randomStream } from '../../src/model/random.js'
import { findStrategy } from '../../src/strategies/index.js'
import type { Options } from '../../src/strategies/strategy.js'

/** The clock of all of them. */
export const now = (): number => performance.now()
const unhurried = { health: productHealth.none, connectTimeoutMs: 10_000, readTimeoutMs: 10_000 }

interface Setup {
  readonly spec?: Partial<BalancerSpec>
  readonly backend?: Partial<BalancerBackend>
  readonly strategy?: string
  readonly options?: Options
}

/** The real balancer in front of the given ports, driven as the embedded engine does. */
export async function balanced(ports: readonly number[], { spec, backend, strategy = 'rr', options = {} }: Setup) {
  const backends = ports.map((port, i) => ({
    ...{ name: `b${i + 1}`, address: `b${i + 1}`, host: '127.0.0.1', port, weight: 1, backup: false },
    ...{ maxFails: 1, failTimeoutMs: 10_000, maxRequests: 0 },
    ...backend,
  }))
  const whole = nginxBalancer(0, { ...unhurried, ...spec })
  const chosen = findStrategy(strategy)
  const plane = createDataPlane({
    ...whole,
    backends,
    balancing: () => driver,
    now,
    ...(whole.sticky && { session: whole.sticky }),
    feedback: chosen.knows.includes('server load'),
  })
  const driver: BalancerDriver = new BalancerDriver({
    backends,
    create: world =>
      createBalancer({
        ...{ backends, strategy: chosen, options, spec: whole, world },
        random: randomStream(1, 'pick'),
        epochMs: now(),
      }),
    isGood: status => status === 200,
    awaiting: ticket => plane.awaiting(ticket),
    now,
  })
  onTestFinished(async () => {
    driver.stop()
    await plane.close()
  })
  driver.settle()
  const port = await plane.listen(0, '127.0.0.1')
  return { port, plane, balancer: driver.balancer, stats: driver.balancer.stats }
}
