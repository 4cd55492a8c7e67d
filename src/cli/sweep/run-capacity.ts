import { summariseScenario } from '../../results/scenario-summary.js'
import type { Capacity, CapacityResult } from '../../sweep/capacity.js'
import { findCapacity } from '../../sweep/find-capacity.js'
import { fleetRate } from '../../sweep/offered-load.js'
import type { Probe } from '../../sweep/probe.js'
import { lasting } from '../../sweep/trial-length.js'
import { environmentOf } from '../compare/environment.js'
import type { Io } from '../io.js'
import { foundText, probeText } from './details.js'
import { openLab } from './lab.js'
import { createProgressLine } from './progress.js'
import type { CapacityRequest } from './read-capacity.js'

/** Searches every candidate's capacity, all at the same time. @throws LbbenchError INTERRUPTED */
export async function runCapacity(request: CapacityRequest, io: Io): Promise<Capacity> {
  const { scenario, slos, tolerance, rounds, requests } = request
  const candidates = await searchAll(request, io)
  const { name, description, seed } = summariseScenario(scenario)
  return {
    schema: 'lbbench/capacity@1',
    environment: environmentOf(request.commandLine, io.now()),
    scenario: { name, description, seed },
    slos: slos.map(({ text }) => text),
    tolerance,
    rounds,
    requests,
    fleetRatePerSecond: fleetRate(scenario),
    candidates,
    confirmations: [],
  }
}

async function searchAll(request: CapacityRequest, io: Io): Promise<CapacityResult[]> {
  const { candidates, scenario, slos, tolerance, requests, rounds, jobs } = request
  const line = createProgressLine(io)
  let done = 0
  const lab = openLab({ rounds, jobs, signal: io.signal, ended: () => line.show(`capacity  ${++done} trials`) })
  const search = async (candidate: CapacityRequest['candidates'][number]): Promise<CapacityResult> => {
    const run = (rated: typeof scenario) => lab.run(candidate, lasting(rated, requests))
    const tried = (probe: Probe): void => line.detail(probeText(candidate.id, probe))
    const found = await findCapacity({ candidate, scenario, slos, tolerance, run, tried })
    line.detail(foundText(candidate.id, found))
    return found
  }
  try {
    return await Promise.all(candidates.map(search))
  } finally {
    await lab.close()
    line.clear()
  }
}
