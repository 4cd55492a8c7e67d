import { offeredLoad } from '../../model/load.js'
import { summariseScenario } from '../../results/scenario-summary.js'
import type { Scenario } from '../../scenario/scenario.js'
import { axisInfo } from '../../sweep/axis.js'
import { collateSweep } from '../../sweep/collate-sweep.js'
import { type Curve, curvePoint } from '../../sweep/curve.js'
import { plannedRate } from '../../sweep/offered-load.js'
import type { Setting, Sweep } from '../../sweep/sweep.js'
import { plannedRequests } from '../../sweep/trial-length.js'
import { environmentOf } from '../compare/environment.js'
import type { Io } from '../io.js'
import { pointText } from './details.js'
import { type Lab, openLab } from './lab.js'
import { countdown, createProgressLine, type ProgressLine } from './progress.js'
import type { SweepRequest } from './read-sweep.js'

/** Runs every candidate at every point. @throws LbbenchError INTERRUPTED */
export async function runSweep(request: SweepRequest, io: Io): Promise<Sweep> {
  const { axis, scenarios, metric, within, rounds } = request
  const curves = await withLab(request, io, (lab, line) => drawCurves(request, lab, line))
  const { name, description, seed, hash } = summariseScenario(scenarios[0]!)
  return collateSweep({
    environment: environmentOf(request.commandLine, io.now()),
    scenario: { name, description, seed, hash },
    axis,
    metric,
    within,
    rounds,
    settings: scenarios.map((scenario, i) => settingOf(scenario, axis.values[i]!)),
    curves,
  })
}

async function withLab<T>(
  { scenarios, candidates, rounds, jobs }: SweepRequest,
  io: Io,
  use: (lab: Lab, line: ProgressLine) => Promise<T>,
): Promise<T> {
  const line = createProgressLine(io)
  const startedMs = performance.now()
  const total = scenarios.length * candidates.length * rounds
  let done = 0
  const ended = (): void => line.show(`sweep  ${countdown(++done, total, performance.now() - startedMs)}`)
  const lab = openLab({ rounds, jobs, signal: io.signal, ended })
  try {
    return await use(lab, line)
  } finally {
    await lab.close()
    line.clear()
  }
}

function drawCurves(
  { scenarios, candidates, axis, metric }: SweepRequest,
  lab: Lab,
  line: ProgressLine,
): Promise<Curve[]> {
  const { noun, format } = axisInfo[axis.kind]
  const curveOf = async ({ id, strategy, options, ...rest }: SweepRequest['candidates'][number]): Promise<Curve> => {
    const candidate = { id, strategy, options }
    const points = scenarios.map(async (scenario, i) => {
      const point = curvePoint(scenario, await lab.run({ ...candidate, ...rest }, scenario))
      line.detail(pointText(`${id} at ${format(axis.values[i]!)} ${noun}`, point, metric))
      return point
    })
    return { candidate, points: await Promise.all(points) }
  }
  return Promise.all(candidates.map(curveOf))
}

function settingOf(scenario: Scenario, value: number): Setting {
  const { backends, run } = scenario
  const load = offeredLoad(scenario)
  return {
    value,
    ratePerSecond: plannedRate(scenario) ?? null,
    load: load === undefined ? null : Number(load.toPrecision(12)),
    backends: backends.length,
    requests: plannedRequests(scenario),
    durationMs: run.durationMs,
    warmupMs: run.warmupMs,
  }
}
