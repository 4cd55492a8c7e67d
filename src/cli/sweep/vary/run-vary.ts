import type { Trial } from '../../../bench/trial.js'
import { summariseScenario } from '../../../results/scenario-summary.js'
import type { Scenario } from '../../../scenario/scenario.js'
import { collateVary, varyPoint } from '../../../sweep/vary/collate-vary.js'
import { commonBeatMs, startedEarlier } from '../../../sweep/vary/phases.js'
import type { Vary, VaryPoint } from '../../../sweep/vary/vary.js'
import { environmentOf } from '../../compare/environment.js'
import type { Io } from '../../io.js'
import { variedText } from '../details.js'
import { openLab } from '../lab.js'
import { countdown, createProgressLine } from '../progress.js'
import type { VaryRequest } from './read-vary.js'

/** Runs every candidate with every combination of values. @throws LbbenchError INTERRUPTED */
export async function runVary(request: VaryRequest, io: Io): Promise<Vary> {
  const { variations, combinations, rounds, commandLine } = request
  const environment = environmentOf(commandLine, io.now())
  const points = await tryAll(request, environment, io)
  const { name, description, seed, durationMs, warmupMs } = summariseScenario(combinations[0]!.scenario)
  const scenario = { name, description, seed, durationMs, warmupMs }
  const beatMs = commonBeatMs(combinations.map(one => one.scenario))
  return collateVary({ environment, scenario, beatMs, variations, rounds, points })
}

async function tryAll(
  { variations, combinations, candidates, rounds, jobs }: VaryRequest,
  environment: Vary['environment'],
  io: Io,
): Promise<VaryPoint[]> {
  const line = createProgressLine(io)
  const startedMs = performance.now()
  const total = combinations.length * candidates.length * rounds
  let done = 0
  const ended = (): void => line.show(`sweep  ${countdown(++done, total, performance.now() - startedMs)}`)
  const lab = openLab({ rounds, jobs, signal: io.signal, ended })
  const beatMs = commonBeatMs(combinations.map(({ scenario }) => scenario))
  const run = (candidate: VaryRequest['candidates'][number], scenario: Scenario): Promise<Trial[]> =>
    lab.run(candidate, scenario, (same, round) => startedEarlier(same, round, beatMs))
  const points = combinations.flatMap(({ values, scenario }) =>
    candidates.map(async candidate => {
      const trials = await run(candidate, scenario)
      const point = varyPoint({ values, scenario, candidate, trials, environment })
      line.detail(variedText(variations, point))
      return point
    }),
  )
  try {
    return await Promise.all(points)
  } finally {
    await lab.close()
    line.clear()
  }
}
