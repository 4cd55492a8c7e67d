import { exitStatus } from '../../errors.js'
import { calibrateOptions } from '../calibrate/options.js'
import type { Args, Command } from '../command.js'
import { scenarioNames, strategyNames } from '../compare/names.js'
import { fitted } from '../fitted.js'
import type { Io } from '../io.js'
import { news } from '../loudness.js'

export const calibrateCommand: Command = {
  name: 'calibrate',
  usage: 'calibrate [scenario]',
  summary: 'Run one candidate against itself, and say how small a regression this machine can tell',
  positionals: {
    scenario: { type: 'string', default: 'steady', describe: 'name of a shipped scenario, or path of a YAML file' },
  },
  options: calibrateOptions,
  examples: [
    ['lbbench calibrate', 'how many rounds does a gate need here, and what margin?'],
    ['lbbench calibrate --baseline main.json', 'kept with a baseline; margins below the noise are then refused'],
    ['lbbench calibrate uneven --pairs 20 -s lc', 'another scenario and strategy; more pairs know the noise better'],
  ],
  complete: async flag => completions(flag),
  run: calibrate,
}

async function completions(flag: string | undefined): Promise<readonly string[]> {
  if (flag === 'strategy') return strategyNames()
  return flag === undefined ? scenarioNames() : []
}

/** read -> plan -> run -> calibrate -> render. */
async function calibrate(args: Args, io: Io): Promise<number> {
  const { readCalibrate } = await import('../calibrate/read-request.js')
  const { openInto } = await import('../calibrate/into-baseline.js')
  const { runPairs } = await import('../calibrate/run-pairs.js')
  const { planRun } = await import('../../bench/plan.js')
  const { describePlan } = await import('../compare/describe-plan.js')
  const { missingOf } = await import('../compare/engines.js')
  const { assertInstalled } = await import('../../live/backends/real/kind-of.js')
  const { assertRealtimePermitted } = await import('../../live/programs/realtime.js')
  const { renderCalibration } = await import('../../report/calibration/render-calibration.js')

  const request = await readCalibrate(args, io)
  const into = await openInto(args, request, io)
  const plan = planRun(request.scenario, request.candidates)
  const described = fitted(describePlan(plan, { missing: missingOf(request.candidates.slice(0, 1)) }), io)
  news(io, described)
  if (args['dry-run'] === true) return exitStatus.ok
  if (request.scenario.run.realtime) await assertRealtimePermitted()
  if (request.kind) assertInstalled(request.kind)
  const report = await runPairs(plan, request, io)
  io.stdout.write(args.json === true ? `${JSON.stringify(report, null, 2)}\n` : renderCalibration(report))
  await into?.save(report)
  if (into !== undefined) news(io, `\nCalibration stored in ${into.file}\n`)
  return exitStatus.ok
}
