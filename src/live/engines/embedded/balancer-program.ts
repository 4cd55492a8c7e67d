import { LbbenchError } from '../../../errors.js'
import type { BalancerStats } from '../../../model/balancer-stats.js'
import type { BalancerSight } from '../../../model/sight.js'
import { newBeat } from '../../../own/beat.js'
import { builtInFault } from '../../../own/fault.js'
import { strategyOf } from '../../../own/strategy-of.js'
import { findStrategy } from '../../../strategies/index.js'
import type { StrategySource } from '../../../strategies/source.js'
import { type Exposition, expositionOf, noExposition } from '../../metrics/exposition.js'
import { answerParent } from '../../programs/child.js'
import { watchUtilisation } from '../../utilisation.js'
import type { PoolReading } from '../live-scaling.js'
import type { Begin } from '../measure.js'
import { TrialBalancer, type TrialBalancerOptions } from './trial-balancer.js'

/** Main of the embedded balancer's process. */

export interface BootBalancer extends TrialBalancerOptions {
  readonly strategy: string
  /** Where the strategy comes from, unless it is one of ours. */
  readonly source?: StrategySource
  /** To listen on. */
  readonly host: string
}

let balancer: TrialBalancer
let utilisation = (): number => 0
let metrics: Exposition = noExposition
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
    balancer = new TrialBalancer(boot, strategy)
    if (boot.metrics === true) metrics = await expositionOf(balancer.families())
    return balancer.listen(boot.host)
  },
  begin({ startAt, warmupMs, durationMs }: Begin): void {
    balancer.begin(startAt, warmupMs)
    utilisation = watchUtilisation(startAt, startAt + durationMs)
  },
  utilisation: (): number => utilisation(),
  stats: (): BalancerStats => balancer.stats,
  sight: (): BalancerSight | undefined => balancer.sight,
  pool: (ends: boolean): PoolReading => balancer.pool(ends),
  change: ({ kind, backend }: { kind: 'join' | 'leave'; backend: number }): void => balancer.change(kind, backend),
  metrics: (): Promise<string> => metrics(),
  /** Never answered, but rejected once the strategy does what it must not. */
  fault: (): Promise<never> => fault,
  /** Answered as soon as nothing else keeps the process. */
  pulse: (): boolean => true,
})
