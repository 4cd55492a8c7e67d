import { availableParallelism } from 'node:os'
import { type Candidate, idealStrategy } from '../bench/candidate.js'
import { type Engine, type TrialPlan, trialHead } from '../bench/engine.js'
import type { Glimpse } from '../bench/glimpse.js'
import type { Scenario } from '../scenario/scenario.js'
import type { Progress, SimulationJob } from './job.js'
import { SimulationPool } from './pool.js'

export interface VirtualEngineOptions {
  /** Threads; the number of cores where nothing else is said. */
  readonly threads?: number
  /** Whether trials keep a row a request; those with incidents do in any case. */
  readonly records?: boolean
  /** Whether candidates' trials are summed up over time; those with incidents are in any case, from their rows. */
  readonly windows?: boolean
  /** File for the decisions of a trial, where it is to be traced. */
  readonly traceOf?: (plan: TrialPlan) => string | undefined
  /** How many decisions of a trial to keep, where they are wanted at all: `Trial.decisions`. */
  readonly decisionsOf?: (plan: TrialPlan) => number | undefined
}

/** Virtual time as an engine: trials run in threads of their own, several at a time. */
export interface VirtualEngine extends Engine {
  /** How many trials can run at a time. */
  readonly threads: number
  close(): Promise<void>
}

/** Good for any number of trials; `close` it. */
export function createVirtualEngine(options: VirtualEngineOptions = {}): VirtualEngine {
  const threads = options.threads ?? availableParallelism()
  const pool = new SimulationPool(threads)
  return {
    ...virtualEngine,
    threads,
    async run(plan, signal) {
      const onProgress = (progress: Progress): void => plan.glimpse?.(glimpseOf(plan, progress))
      const done = await pool.run(jobOf(plan, options), { signal, onProgress })
      const { tally, record, decisions, balancer, sight, scaling } = done
      const asked = {
        ...(decisions && { decisions }),
        ...(balancer && { balancer }),
        ...(sight && { sight }),
        ...(scaling && { scaling }),
      }
      return { ...trialHead(plan), record, tally, health: undefined, ...asked }
    },
    close: () => pool.close(),
  }
}

/** What there is to know of it before anything runs. */
export const virtualEngine = {
  name: 'virtual',
  world: 'virtual',
  summary:
    'virtual time: the same strategies, balancer and backends without machine, network or noise; exact, and fast',
  refuses,
} as const

/** CPU that is really burnt competes with everything else on the machine; a model of that would be a guess. */
function refuses({ strategy }: Candidate, { backends, scaling }: Scenario): string | undefined {
  if (strategy === idealStrategy && scaling?.metric === 'p99')
    return 'one queue before all workers has no latencies of its own to be scaled by'
  const burner = backends.find(({ cpuShare }) => cpuShare > 0)
  if (burner === undefined) return undefined
  return `backend ${burner.name} burns real CPU (cpu), which there is none of in virtual time`
}

function jobOf(plan: TrialPlan, { records, windows, traceOf, decisionsOf }: VirtualEngineOptions): SimulationJob {
  const { scenario, candidate, round, seed, glimpse } = plan
  const { id, strategy, options, source } = candidate
  const path = traceOf?.(plan)
  const decisions = decisionsOf?.(plan)
  return {
    scenario,
    strategy,
    options,
    seed,
    ...(source && { source }),
    ...((records || scenario.incidents) && { records: true }),
    ...(windows && plan.role === 'candidate' && { windows }),
    ...(glimpse && { looked: true }),
    ...(decisions !== undefined && { decisions }),
    ...(path !== undefined && { trace: { path, label: { candidate: id, round } } }),
  }
}

function glimpseOf({ scenario }: TrialPlan, { perBackend, ...progress }: Progress): Glimpse {
  const backends = scenario.backends.map(({ name }, backend) => ({ name, requests: perBackend[backend] ?? 0 }))
  return { ...progress, endsMs: scenario.run.durationMs, backends }
}
