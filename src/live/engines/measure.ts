import { type TrialPlan, trialHead, type WatchedProgram } from '../../bench/engine.js'
import type { Trial, TrialHealth } from '../../bench/trial.js'
import type { BalancerStats } from '../../model/balancer-stats.js'
import type { BalancerSight } from '../../model/sight.js'
import type { Fleet } from '../backends/fleet.js'
import { monotonicMs } from '../clock.js'
import type { LoadRecord } from '../load/generator.js'
import type { BootGenerator } from '../load/program.js'
import { watchMachine } from '../machine.js'
import type { ProgramGroup } from '../programs/group.js'
import { watched } from '../programs/watched.js'
import { askGlimpses } from './ask-glimpses.js'
import { type LivePool, LiveScaling } from './live-scaling.js'

/** Everything listens and connects here. */
export const loopback = '127.0.0.1'

/** Between telling the programs when to begin and the first warm-up request, ms. */
export const leadMs = 50

/** When measuring begins, on the monotonic clock, and how long it lasts, ms. */
export interface Begin {
  readonly startAt: number
  readonly warmupMs: number
  readonly durationMs: number
}

/** What stands between generator and backends. */
export interface BalancerUnderTest {
  /** Starts it in front of backends on these ports; resolves to its own port. */
  boot(backendPorts: readonly number[]): Promise<number>
  begin(when: Begin): Promise<void>
  /** Rejects where it was not the same program all the time. */
  assertWhole?(): Promise<void>
  /** Share of its time, or of a core, in which it was busy while measuring; undefined where that is out of sight. */
  utilisation(): Promise<number | undefined>
  /** What it counted since measuring began; only ours tells. */
  stats?(): Promise<BalancerStats>
  /** What was seen of it since measuring began; where the scenario has incidents, and it can be seen. */
  sight?(): Promise<BalancerSight | undefined>
  /** Where the fleet is scaled, and its pool can be read and changed. */
  readonly pool?: LivePool
  /** Prometheus' text of what it counts; only ours tells, and only where `TrialPlan.watch` is there at its boot. */
  metrics?(): Promise<string>
}

/** One trial: backends up, balancer up, traffic, everything down again, however it ends. */
export function measure(
  plan: TrialPlan,
  group: ProgramGroup,
  fleet: Fleet,
  balancer: BalancerUnderTest,
): Promise<Trial> {
  const { warmupMs, durationMs, realtime } = plan.scenario.run
  const generator = group.start({
    title: 'the load generator',
    module: 'load/program.js',
    diedCode: 'GENERATOR_FAILED',
    realtime,
  })
  const work = async (): Promise<Trial> => {
    const { watch, phase, note } = plan
    phase?.('boot', monotonicMs())
    const ports = await fleet.boot({ metrics: watch !== undefined })
    const port = await balancer.boot(ports)
    note?.(`balancer on port ${port}, backends on ${portsText(ports)}`)
    phase?.('prime', monotonicMs())
    await generator.call('boot', generatorOf(plan, { host: loopback, port }))
    watch?.began(plan, [...watchedOf(balancer), ...fleet.watched(), watched('generator', generator)])
    const when = { startAt: monotonicMs() + leadMs + warmupMs, warmupMs, durationMs }
    tellPhases(plan, when)
    await Promise.all([fleet.begin(when), balancer.begin(when)])
    const scaling = scalingOf(plan, { group, fleet, balancer, startAt: when.startAt })
    const machineLoad = watchMachine(group)
    const lookAway = askGlimpses(plan, generator)
    const load = await generator.call<LoadRecord>('run', when.startAt)
    lookAway()
    const machine = machineLoad()
    const scaled = await scaling?.end(load.record)
    await watch?.ended()
    await fleet.check()
    await balancer.assertWhole?.()
    const [balancerUtilisation, backendUtilisation] = await Promise.all([balancer.utilisation(), fleet.utilisation()])
    const trial = trialOf(plan, load, { ...machine, balancerUtilisation, backendUtilisation })
    const [stats, sight] = [await balancer.stats?.(), await balancer.sight?.()]
    phase?.('stop', monotonicMs())
    await fleet.end?.()
    return { ...trial, ...(stats && { balancer: stats }), ...(sight && { sight }), ...(scaled && { scaling: scaled }) }
  }
  return cleanedUp(fleet, group.during(work))
}

/** Ranges, as backends of ours often stand side by side: "4001-4003, 4009". */
function portsText(ports: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const port of ports) {
    const last = ranges.at(-1)
    if (last?.[1] === port - 1) last[1] = port
    else ranges.push([port, port])
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ')
}

interface Running {
  readonly group: ProgramGroup
  readonly fleet: Fleet
  readonly balancer: BalancerUnderTest
  readonly startAt: number
}

function scalingOf({ scenario }: TrialPlan, { group, fleet, balancer, startAt }: Running): LiveScaling | undefined {
  const { scaling: spec } = scenario
  const { pool } = balancer
  if (spec === undefined || pool === undefined) return undefined
  return new LiveScaling({ spec, scenario, fleet, pool, startAt, fail: group.fail })
}

/** The phases whose times are known beforehand. */
export function tellPhases({ phase }: TrialPlan, { startAt, warmupMs, durationMs }: Begin): void {
  phase?.('warm-up', startAt - warmupMs)
  phase?.('measure', startAt)
  phase?.('drain', startAt + durationMs)
}

/** The fleet has the last word once everything is down. */
async function cleanedUp(fleet: Fleet, trial: Promise<Trial>): Promise<Trial> {
  try {
    const done = await trial
    await fleet.gone?.(undefined)
    return done
  } catch (error) {
    throw (await fleet.gone?.(error)) ?? error
  }
}

function watchedOf({ metrics }: BalancerUnderTest): WatchedProgram[] {
  return metrics === undefined ? [] : [{ name: 'balancer', metrics }]
}

/** What the load generator is to do in a trial, towards whatever stands there. */
export function generatorOf(
  { scenario, workload, watch }: TrialPlan,
  where: Pick<BootGenerator, 'host' | 'port' | 'site'>,
): BootGenerator {
  const { warmupMs, durationMs } = scenario.run
  const backendNames = scenario.backends.map(spec => spec.name)
  return {
    ...where,
    ...{ traffic: scenario.traffic, workload: workload(), warmupMs, durationMs, backendNames },
    metrics: watch !== undefined,
  }
}

type Observed = Pick<TrialHealth, 'balancerUtilisation' | 'backendUtilisation' | 'foreignCores' | 'cpuPressure'>

/** What one trial's traffic came to, and what was seen beside it. */
export function trialOf(plan: TrialPlan, load: LoadRecord, observed: Observed): Trial {
  return {
    ...trialHead(plan),
    record: load.record,
    tally: undefined,
    health: {
      ...observed,
      ...ratesOf(plan, load),
      waitedForSocket: load.waitedForSocket,
      generatorUtilisation: load.utilisation,
    },
  }
}

/** Requests due in the measured part, and those of them put on the wire, a second. */
function ratesOf(
  { scenario }: TrialPlan,
  { record }: LoadRecord,
): { plannedPerSecond: number | undefined; achievedPerSecond: number } {
  const seconds = scenario.run.durationMs / 1000
  let due = 0
  let sent = 0
  for (let row = 0; row < record.size; row++) {
    if (!(record.dueMs[row]! >= 0)) continue
    due++
    if (!Number.isNaN(record.sentMs[row]!)) sent++
  }
  return {
    plannedPerSecond: scenario.traffic.load.kind === 'open' ? due / seconds : undefined,
    achievedPerSecond: sent / seconds,
  }
}
