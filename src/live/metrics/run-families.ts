import type { RunPlan } from '../../bench/plan.js'
import { type Family, gauge } from './family.js'
import type { RunProgress } from './run-progress.js'

/** Metrics of the run itself. `version`: of lbbench. */
export function runFamilies(plan: RunPlan, version: string, progress: RunProgress): Family[] {
  const { name: scenario, run } = plan.scenario
  return [
    info('lbbench_build_info', 'Always 1; what is running.', { version, node: process.version }),
    info('lbbench_run_info', 'Always 1; what is measured.', { scenario, seed: run.seed }),
    gauge('lbbench_run_rounds_planned', 'Rounds of the run.', () => run.rounds),
    gauge('lbbench_run_rounds_done', 'Rounds that all candidates have behind them.', () => progress.roundsDone),
    gauge('lbbench_run_trials_planned', 'Trials of the run: candidates times rounds.', () => plan.trials.length),
    gauge('lbbench_run_trials_done', 'Trials that have ended, repetitions not counted.', () => progress.trialsDone),
    gauge('lbbench_run_finished', '1 once nothing more will be measured.', () => Number(progress.finished)),
    current(progress),
  ]
}

function info(name: string, help: string, labels: Readonly<Record<string, string | number>>): Family {
  return { name, type: 'gauge', help, labelNames: Object.keys(labels), collect: add => add(labels, 1) }
}

function current(progress: RunProgress): Family {
  return {
    name: 'lbbench_run_current_trial',
    type: 'gauge',
    help: '1 for the live trial that runs; attempt 2 is the repetition of one that could not be used.',
    labelNames: ['candidate', 'round', 'attempt'],
    collect(add) {
      if (progress.current === undefined) return
      const { candidate, round, attempt } = progress.current
      add({ candidate: candidate.id, round, attempt }, 1)
    },
  }
}
