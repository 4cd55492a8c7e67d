import { resolve } from 'node:path'
import type { Baseline } from '../../baseline/baseline.js'
import { LbbenchError } from '../../errors.js'
import type { Lenience } from '../../gate/status.js'
import type { Results, Verdict } from '../../results/results.js'
import type { Args, Command } from '../command.js'
import { allowChangedOption, inconclusiveOption } from '../compare/options.js'
import { exportOption, githubOption } from '../exports/options.js'
import { historyOption } from '../history/option.js'
import type { Io } from '../io.js'

export const gateCommand: Command = {
  name: 'gate',
  usage: 'gate <results>',
  summary: 'Judge the results of an earlier run, alone or against a baseline',
  positionals: { results: { type: 'string', describe: 'folder of a run, or its results.json' } },
  options: {
    baseline: { type: 'string', describe: 'baseline file, or folder of a run, to hold it against' },
    'allow-changed-decisions': allowChangedOption,
    'max-regression': { type: 'string', default: '10%', describe: 'how much worse than the baseline is still fine' },
    gate: {
      type: 'string',
      array: true,
      nargs: 1,
      describe: "condition that must hold, e.g. 'p99 <= 250ms'; may be repeated",
    },
    history: historyOption,
    export: exportOption,
    'no-github': githubOption,
    inconclusive: inconclusiveOption,
  },
  examples: [
    ['lbbench gate out --baseline main --max-regression 10%', 'exit status 1 if a candidate got worse'],
    ["lbbench gate out --gate 'errorRate < 1%'", 'judge what was measured before'],
  ],
  run: gate,
}

async function gate(args: Args, io: Io): Promise<number> {
  const { readBaseline } = await import('../../baseline/baseline-file.js')
  const { machineKey } = await import('../../baseline/machine-key.js')
  const { checkMargins } = await import('../../calibration/margins.js')
  const { readResults } = await import('../../results/results-file.js')
  const { regressionGates } = await import('../../gate/regression-gates.js')
  const { needsBaseline } = await import('../../gate/gate.js')
  const { judge } = await import('../../gate/judge.js')
  const { incidentsOf } = await import('../../results/incidents-of.js')
  const { parseGate } = await import('../../gate/parse-gate.js')
  const { maxRegressionOf } = await import('../max-regression.js')
  const { checkSameScenario } = await import('../compare/baseline/check-baseline.js')
  const { statusOf } = await import('../../gate/status.js')
  const { renderVerdicts } = await import('../../report/render-verdicts.js')
  const { keepHistory } = await import('../history/keep-history.js')
  const { parseExports } = await import('../exports/parse-exports.js')
  const { clearExports } = await import('../exports/open-exports.js')
  const { openPipeline } = await import('../exports/open-pipeline.js')

  const exports = parseExports(args.export as string[] | undefined, io)
  await clearExports(exports)
  const texts = (args.gate as string[] | undefined) ?? []
  const at = (path: unknown): string => resolve(io.cwd, path as string)
  const results = await readResults(at(args.results))
  const gates = texts.map(text => parseGate(text, incidentsOf(results)))
  if (args.baseline === undefined && gates.length === 0) throw nothingToJudge()
  const maxRegression = maxRegressionOf(args['max-regression'] as string)
  const history = keepHistory(args.history as string | undefined, io)
  const baseline = args.baseline === undefined ? undefined : await readBaseline(at(args.baseline))
  if (baseline !== undefined) checkSameScenario(baseline, results.scenario)
  const pipeline = await openPipeline(exports, { candidates: results.candidates, args }, io)
  const closedLoop = results.scenario.offeredLoad === null
  const added = gates.some(needsBaseline)
    ? []
    : regressionGates({
        against: 'baseline',
        maxRegression,
        closedLoop,
      })
  const judged = baseline === undefined ? gates : [...gates, ...added]
  checkMargins(results.candidates.some(({ world }) => world === 'live') ? judged : [], baseline?.calibration ?? null, {
    rounds: results.rounds.done,
    scenarioHash: results.scenario.hash,
    machine: machineKey(results.environment),
  })
  const changed = baseline === undefined ? [] : await changedDecisions(results, baseline, args, at(args.results))
  const verdicts = [...judge(judged, results, { baseline }), ...changed]
  io.stdout.write(renderVerdicts(verdicts))
  await history.add(results, verdicts)
  await pipeline.tell(results, verdicts)
  return statusOf(verdicts, results.stopped, args.inconclusive as Lenience | undefined)
}

/** The scenario itself is not at hand, so that nobody knows when a request was due. */
async function changedDecisions(results: Results, baseline: Baseline, args: Args, path: string): Promise<Verdict[]> {
  const { decisionsBeside } = await import('../../baseline/baseline-file.js')
  const { decisionVerdicts } = await import('../../baseline/decision-verdicts.js')
  const allowed = args['allow-changed-decisions'] === true
  const decisions = await decisionsBeside(path)
  return decisionVerdicts({ results, baseline, decisions, requestText: () => undefined, allowed })
}

function nothingToJudge(): LbbenchError {
  return new LbbenchError('USAGE', 'gate: nothing to judge by', "give --baseline RESULTS, or --gate 'p99 <= 250ms'")
}
