import { summariseScenario } from '../../../results/scenario-summary.js'
import { findCapacity } from '../../../sweep/find-capacity.js'
import { fleetRate } from '../../../sweep/offered-load.js'
import type { Probe } from '../../../sweep/probe.js'
import type { Scaling, ScalingCurve } from '../../../sweep/scaling/scaling.js'
import { scalingCurve } from '../../../sweep/scaling/scaling-curve.js'
import { lasting } from '../../../sweep/trial-length.js'
import { environmentOf } from '../../compare/environment.js'
import type { Io } from '../../io.js'
import { foundText, probeText } from '../details.js'
import { openLab } from '../lab.js'
import { createProgressLine } from '../progress.js'
import type { ScalingRequest } from './read-scaling.js'

/** Searches what every candidate carries at every size, all at the same time. @throws LbbenchError INTERRUPTED */
export async function runScaling(request: ScalingRequest, io: Io): Promise<Scaling> {
  const { needPerSecond, scenarios, slos, sloFrom, tolerance, rounds, requests } = request
  const curves = await searchAll(request, io)
  const { name, description, seed } = summariseScenario(scenarios[0]!)
  return {
    schema: 'lbbench/scaling@1',
    environment: environmentOf(request.commandLine, io.now()),
    scenario: { name, description, seed },
    slos: slos.map(({ text }) => text),
    sloFrom,
    needPerSecond,
    tolerance,
    rounds,
    fleets: scenarios.map((scenario, i) => ({
      backends: scenario.backends.length,
      fleetRatePerSecond: fleetRate(scenario),
      requests: requests[i]!,
    })),
    curves,
  }
}

async function searchAll(request: ScalingRequest, io: Io): Promise<ScalingCurve[]> {
  const { candidates, scenarios, slos, tolerance, requests, rounds, jobs } = request
  const line = createProgressLine(io)
  const total = candidates.length * scenarios.length
  let [trials, found] = [0, 0]
  const ended = (): void => line.show(`sweep  ${found} of ${total} rates found, ${++trials} trials`)
  const lab = openLab({ rounds, jobs, signal: io.signal, ended })
  const curveOf = async (candidate: ScalingRequest['candidates'][number]): Promise<ScalingCurve> => {
    const capacities = scenarios.map(async (scenario, i) => {
      const run = (rated: typeof scenario) => lab.run(candidate, lasting(rated, requests[i]!))
      const who = `${candidate.id}, ${fleetText(scenario.backends.length)}`
      const tried = (probe: Probe): void => line.detail(probeText(who, probe))
      const capacity = await findCapacity({ candidate, scenario, slos, tolerance, run, tried })
      found++
      line.detail(foundText(who, capacity))
      return capacity
    })
    return scalingCurve(
      scenarios.map(({ backends }) => backends.length),
      await Promise.all(capacities),
    )
  }
  try {
    return await Promise.all(candidates.map(curveOf))
  } finally {
    await lab.close()
    line.clear()
  }
}

const fleetText = (backends: number): string => `${backends} backend${backends === 1 ? '' : 's'}`
