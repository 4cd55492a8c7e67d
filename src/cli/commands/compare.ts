import { engineNames } from '../../bench/engine-names.js'
import type { RunPlan } from '../../bench/plan.js'
import { exitStatus } from '../../errors.js'
import type { Lenience } from '../../gate/status.js'
import { exportFormats } from '../../report/ci/export-formats.js'
import type { Args, Command } from '../command.js'
import type { Against } from '../compare/against/against.js'
import type { Metrics } from '../compare/metrics.js'
import { backendKindNames, healthNames, scenarioNames, strategyNames } from '../compare/names.js'
import { compareOptions } from '../compare/options.js'
import type { Request } from '../compare/request.js'
import type { Spans } from '../compare/spans/open-spans.js'
import type { Dashboard } from '../dashboard/open-dashboard.js'
import type { Pipeline } from '../exports/open-pipeline.js'
import type { Export } from '../exports/parse-exports.js'
import { fitted } from '../fitted.js'
import type { KeptHistory } from '../history/keep-history.js'
import type { Io } from '../io.js'
import { news } from '../loudness.js'

export const compareCommand: Command = {
  name: 'compare',
  usage: 'compare [scenario]',
  summary: 'Run candidates against a scenario and report which serves it best',
  positionals: {
    scenario: { type: 'string', default: 'steady', describe: 'name of a shipped scenario, or path of a YAML file' },
  },
  options: compareOptions,
  examples: [
    ['lbbench compare --strategies rr,lc,iphash', 'which strategy serves the default fleet best?'],
    ['lbbench compare uneven --rounds 10', 'one backend is slower; more rounds, tighter intervals'],
    ["lbbench compare uneven --gate 'lc.p99 <= 0.9 * rr.p99'", 'for CI: exit status 1 if it does not hold'],
    ['lbbench compare --engine virtual --strategies rr,lc,p2c,ideal', 'the same in virtual time: exact, in seconds'],
    ['lbbench compare -s ./mine.ts --against HEAD~1', 'for CI: is your strategy as good as it was a commit ago?'],
    ['lbbench compare my.yaml --rate 800 --dry-run', 'check a scenario of your own and see the plan'],
  ],
  slips: {
    html: 'leave it out: a run writes report.html in its folder, and "lbbench report DIR --html" writes it again',
    strategy: 'candidates are a list: lbbench compare --strategies rr,lc, or -s rr,lc',
    scenario: 'the scenario stands alone: lbbench compare uneven, or lbbench compare ./mine.yaml',
    requests: 'say how long instead: --duration 10s at a --rate; both together are the requests of a round',
    format: 'the run is printed for a terminal; "lbbench report DIR --format markdown" prints it again',
  },
  complete: async flag => completions(flag),
  run: compare,
}

const choices: Readonly<Record<string, readonly string[]>> = {
  isolation: ['shared', 'process'],
  engine: engineNames,
  arrivals: ['poisson', 'even'],
  inconclusive: ['pass', 'fail'],
}

async function completions(flag: string | undefined): Promise<readonly string[]> {
  if (flag === 'export') return exportFormats.map(format => `${format}=`)
  if (flag === 'strategies' || flag === 'against') return strategyNames()
  if (flag === 'health') return healthNames()
  if (flag === 'backend-kind') return backendKindNames()
  return flag === undefined ? scenarioNames() : (choices[flag] ?? [])
}

async function compare(args: Args, io: Io): Promise<number> {
  const { parseExports } = await import('../exports/parse-exports.js')
  const { clearExports } = await import('../exports/open-exports.js')
  const { openAgainst } = await import('../compare/against/against.js')

  const exports = parseExports(args.export as string[] | undefined, io)
  if (args['dry-run'] !== true) await clearExports(exports)
  const against = openAgainst(args, io)
  try {
    return await compareWith(against, exports, args, io)
  } finally {
    await against.close()
  }
}

/** read -> plan -> run -> collate -> judge -> render: the spine of the program. */
async function compareWith(against: Against, exports: readonly Export[], args: Args, io: Io): Promise<number> {
  const { readRequest } = await import('../compare/request.js')
  const { planRun } = await import('../../bench/plan.js')
  const { describePlan } = await import('../compare/describe-plan.js')
  const { planNotes } = await import('../compare/plan-notes.js')
  const { openMetrics } = await import('../compare/metrics.js')
  const { openDashboard } = await import('../dashboard/open-dashboard.js')
  const { openSpans } = await import('../compare/spans/open-spans.js')
  const { keepHistory } = await import('../history/keep-history.js')
  const { openPipeline } = await import('../exports/open-pipeline.js')
  const { assertInstalled } = await import('../../live/backends/real/kind-of.js')
  const { assertRealtimePermitted } = await import('../../live/programs/realtime.js')

  const request = await readRequest(args, io, against)
  const plan = planRun(request.scenario, request.candidates, request.until?.looks)
  news(io, fitted(describePlan(plan, planNotes(request)), io))
  if (args['dry-run'] === true) return exitStatus.ok
  if (request.scenario.run.realtime) await assertRealtimePermitted()
  if (request.kind) assertInstalled(request.kind)
  // Faults do not befall a target.
  const befallen = request.candidates.map(({ id, target }) => {
    return { id, ...(target === undefined && { incidents: request.scenario.incidents ?? [] }) }
  })
  const pipeline = await openPipeline(exports, { candidates: befallen, args }, io)
  const history = keepHistory(args.history as string | undefined, io)
  const spans = openSpans(args['otlp-file'] as string | undefined, plan, io)
  const metrics = await openMetrics(args['metrics-port'] as string | undefined, plan, io)
  try {
    const dashboard = await openDashboard(args.dashboard as string | undefined, plan, request.until?.maxTimeMs, io)
    try {
      return await measureAndTell(plan, request, { pipeline, history, spans, metrics, dashboard, args, io })
    } finally {
      await dashboard.close()
    }
  } finally {
    await metrics.close()
  }
}

/** Who hears of a run, while it is measured or afterwards. */
interface Listeners {
  readonly pipeline: Pipeline
  readonly history: KeptHistory
  readonly spans: Spans
  readonly metrics: Metrics
  readonly dashboard: Dashboard
  readonly args: Args
  readonly io: Io
}

async function measureAndTell(plan: RunPlan, request: Request, listeners: Listeners): Promise<number> {
  const { openOutput } = await import('../compare/output.js')
  const { measureAll } = await import('../compare/measure-all.js')
  const { watchersOf } = await import('../compare/watchers.js')
  const { endingOf } = await import('../dashboard/ending-of.js')
  const { tell } = await import('../compare/tell.js')

  const { pipeline, history, spans, metrics, dashboard, args, io } = listeners
  const output = await openOutput(args.out as string | undefined, request.scenario.name, io)
  try {
    const watchers = [...watchersOf(plan, request.until?.maxTimeMs, io), ...dashboard.watchers]
    const { results, failure } = await measureAll(plan, request, { output, metrics, spans, watchers, io })
    const status = tell({ results, failure }, { output, inconclusive: args.inconclusive as Lenience | undefined }, io)
    dashboard.over(results, endingOf(failure, `${output.folder}/report.html`))
    await history.add(results, results.verdicts)
    await pipeline.tell(results, results.verdicts, failure)
    await metrics.lastScrape()
    return status
  } finally {
    output.close()
  }
}
