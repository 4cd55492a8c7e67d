import type { Strategy } from '../strategies/strategy.js'
import { DecisionKeeper } from './decision-keeper.js'
import type { Progress, SimulationJob, SimulationResult } from './job.js'
import type { Observer } from './observer.js'
import { noPace, type Pace } from './pace.js'
import { RecordKeeper } from './record-keeper.js'
import { type SimulatedTrial, simulateTrial } from './simulate.js'
import { TraceWriter } from './trace-writer.js'

/** Rows between two calls of `tell`: some twenty times a second. */
const rowsBetween = 1 << 17

/**
 * Runs a job to its end, in this thread.
 * @param own the strategy that `job.source` names, loaded
 * @throws LbbenchError OUTPUT where its trace cannot be written, STRATEGY_FAILED where the strategy does what it must not
 */
export function runJob(
  job: SimulationJob,
  tell: (progress: Progress) => void = () => undefined,
  own?: Strategy,
): SimulationResult {
  const records = job.records === true ? new RecordKeeper(job.scenario.traffic.sessions !== undefined) : undefined
  const decisions = job.decisions === undefined ? undefined : new DecisionKeeper(job.decisions)
  const trace = traceWriterFor(job)
  try {
    const observers = [records, decisions, trace].filter(observer => observer !== undefined)
    const { tally, balancer, sight, scaling } = trialOf(job, own, observers, tell)
    trace?.finish()
    return { tally, record: records?.record(), decisions: decisions?.decisions(), balancer, sight, scaling }
  } finally {
    trace?.close()
  }
}

function traceWriterFor({ trace, scenario }: SimulationJob): TraceWriter | undefined {
  if (trace === undefined) return undefined
  return new TraceWriter(trace.path, { ...trace.label, backends: scenario.backends.map(({ name }) => name) })
}

function trialOf(
  job: SimulationJob,
  own: Strategy | undefined,
  observers: readonly Observer[],
  tell: (progress: Progress) => void,
): SimulatedTrial {
  const { scenario, strategy, options, seed, looked, windows = false } = job
  return simulateTrial({
    scenario,
    strategy,
    ...(own && { own }),
    options,
    seed,
    windows,
    ...(observers.length > 0 && { observers }),
    pace: looked ? paceOf(job, tell) : noPace,
  })
}

function paceOf({ scenario }: SimulationJob, tell: (progress: Progress) => void): Pace {
  let [toldRows, toldMs] = [0, -scenario.run.warmupMs]
  return {
    reached(atMs, rows, tally) {
      if (rows - toldRows < rowsBetween) return
      tell({ atMs, ratePerSecond: ((rows - toldRows) * 1000) / (atMs - toldMs), ...tally.soFar() })
      toldRows = rows
      toldMs = atMs
    },
  }
}
