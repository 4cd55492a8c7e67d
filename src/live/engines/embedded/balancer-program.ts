import type { Balancer } from '../../../balancer/balancer.js'
import { type BalancerBackend, createBalancer } from '../../../balancer/create-balancer.js'
import type { BalancerSpec } from '../../../model/balancer-spec.js'
import { randomStream } from '../../../model/random.js'
import { findStrategy } from '../../../strategies/index.js'
import type { Options } from '../../../strategies/strategy.js'
import { monotonicMs } from '../../clock.js'
import { listen } from '../../listen.js'
import { answerParent } from '../../programs/child.js'
import { watchUtilisation } from '../../utilisation.js'
import { createDataPlane } from '../../wire/data-plane.js'

/** Main of the embedded balancer's process. */

export interface BootBalancer {
  readonly backends: readonly (BalancerBackend & { readonly host: string; readonly port: number })[]
  readonly strategy: string
  readonly options: Options
  readonly spec: BalancerSpec
  readonly seed: number
  readonly host: string
}

export interface BeginBalancer {
  readonly startAt: number
  readonly durationMs: number
}

let freshBalancer: (epochMs: number) => Balancer
let balancer: Balancer
let utilisation = (): number => 0

answerParent({
  boot(boot: BootBalancer): Promise<number> {
    const strategy = findStrategy(boot.strategy)
    freshBalancer = epochMs => createBalancer({ ...boot, strategy, random: randomStream(boot.seed, 'pick'), epochMs })
    balancer = freshBalancer(0)
    const plane = createDataPlane({
      ...boot,
      ...boot.spec,
      open: (request, ticket) => balancer.open(request, ticket),
      now: monotonicMs,
    })
    return listen(plane.server, boot.spec.port, boot.host, 'the balancer')
  },
  /** Forgets everything that warming-up requests taught the strategy. */
  begin({ startAt, durationMs }: BeginBalancer): void {
    balancer = freshBalancer(startAt)
    utilisation = watchUtilisation(startAt, startAt + durationMs)
  },
  utilisation: (): number => utilisation(),
})
