import type { Balancer } from '../../../balancer/balancer.js'
import { type BalancerBackend, createBalancer } from '../../../balancer/create-balancer.js'
import { LbbenchError } from '../../../errors.js'
import type { BalancerSpec } from '../../../model/balancer-spec.js'
import { randomStream } from '../../../model/random.js'
import { newBeat } from '../../../own/beat.js'
import { builtInFault } from '../../../own/fault.js'
import { strategyOf } from '../../../own/strategy-of.js'
import { findStrategy } from '../../../strategies/index.js'
import type { StrategySource } from '../../../strategies/source.js'
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
  /** Where the strategy comes from, unless it is one of ours. */
  readonly source?: StrategySource
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
let name = ''
let failed: (fault: LbbenchError) => void
const fault = new Promise<never>((_, reject) => {
  failed = reject
})

/** A strategy works inside of socket events, where nobody catches what it throws. Any other error is a defect. */
process.on('uncaughtException', error => {
  const known = error instanceof LbbenchError ? error : builtInFault(error, name)
  if (known !== undefined) return failed(known)
  process.stderr.write(`${error.stack}\n`)
  process.exit(1)
})

answerParent({
  async boot(boot: BootBalancer): Promise<number> {
    name = boot.strategy
    const strategy = boot.source ? await strategyOf(boot.source, newBeat()) : findStrategy(boot.strategy)
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
  /** Never answered, but rejected once the strategy does what it must not. */
  fault: (): Promise<never> => fault,
  /** Answered as soon as nothing else keeps the process. */
  pulse: (): boolean => true,
})
