import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../../src/bench/candidate.js'
import type { TrialPlan, WatchedProgram } from '../../../src/bench/engine.js'
import { planRun } from '../../../src/bench/plan.js'
import { RunMetrics } from '../../../src/live/metrics/run-metrics.js'
import { planFor, tinyScenario } from '../../process/tiny-scenario.js'

const scenario = tinyScenario(({ run }) => ({ run: { ...run, rounds: 2 } }))
const plan = planRun(scenario, parseCandidates('rr,lc', ['embedded', 'virtual']))
const trial = (candidate: string, round = 0, attempt = 1): TrialPlan => ({
  ...planFor(scenario, candidate),
  round,
  attempt,
})
const runMetrics = (): Promise<RunMetrics> => RunMetrics.of({ plan, version: '1.2.3', patienceMs: 20 })

/** A program that has counted `total` things, and does 7 now. */
function program(name: string, total: () => number): WatchedProgram {
  const text = (): string => `# TYPE x_total counter\nx_total ${total()}\n\n# TYPE now gauge\nnow 7\n`
  return { name, metrics: async () => text() }
}

const samples = (text: string, name: string): string[] =>
  text.split('\n').filter(line => line.startsWith(`${name}{`) || line.startsWith(`${name} `))

describe('what is told of a run', () => {
  it('are the programs of the trial that runs, by candidate, round and program', async () => {
    const metrics = await runMetrics()
    metrics.began(trial('lc', 1), [program('balancer', () => 3), program('generator', () => 4)])
    const text = await metrics.text()
    expect(samples(text, 'x_total')).toEqual([
      'x_total{candidate="lc",round="1",program="balancer"} 3',
      'x_total{candidate="lc",round="1",program="generator"} 4',
    ])
    expect(samples(text, 'lbbench_run_current_trial')).toEqual([
      'lbbench_run_current_trial{program="lbbench",candidate="lc",round="1",attempt="1"} 1',
    ])
  })

  it('are, of trials that ended, the last counts and no gauges', async () => {
    const metrics = await runMetrics()
    let counted = 3
    metrics.began(trial('lc'), [program('balancer', () => counted)])
    await metrics.text()
    counted = 9
    await metrics.ended()
    counted = 1000
    metrics.began(trial('rr'), [program('balancer', () => 5)])
    const text = await metrics.text()
    expect(samples(text, 'x_total')).toEqual([
      'x_total{candidate="lc",round="0",program="balancer"} 9',
      'x_total{candidate="rr",round="0",program="balancer"} 5',
    ])
    expect(samples(text, 'now')).toEqual(['now{candidate="rr",round="0",program="balancer"} 7'])
  })

  it('is, of a repetition, the repetition alone: no sample may be there twice', async () => {
    const metrics = await runMetrics()
    metrics.began(trial('lc'), [program('balancer', () => 9)])
    await metrics.ended()
    metrics.began(trial('lc', 0, 2), [program('balancer', () => 2)])
    expect(samples(await metrics.text(), 'x_total')).toEqual(['x_total{candidate="lc",round="0",program="balancer"} 2'])
  })

  it('is what a program told last, where it is gone or does not answer any more', async () => {
    const metrics = await runMetrics()
    let answers: () => Promise<string> = async () => '# TYPE x_total counter\nx_total 5\n'
    metrics.began(trial('lc'), [{ name: 'balancer', metrics: () => answers() }])
    await metrics.text()
    const kept = ['x_total{candidate="lc",round="0",program="balancer"} 5']
    answers = () => new Promise(() => undefined)
    expect(samples(await metrics.text(), 'x_total')).toEqual(kept)
    answers = () => Promise.reject(new Error('gone'))
    expect(samples(await metrics.text(), 'x_total')).toEqual(kept)
    // The trial failed: it never ended, and the next one begins.
    metrics.began(trial('rr'), [])
    expect(samples(await metrics.text(), 'x_total')).toEqual(kept)
  })

  it('is how far it has come', async () => {
    const metrics = await runMetrics()
    const gauge = async (name: string): Promise<string | undefined> =>
      samples(await metrics.text(), `lbbench_run_${name}`)[0]?.replace(/^.* /, '')
    const now = async (): Promise<unknown> => [
      await gauge('rounds_planned'),
      await gauge('rounds_done'),
      await gauge('trials_planned'),
      await gauge('trials_done'),
      await gauge('finished'),
    ]
    expect(await now()).toEqual(['2', '0', '4', '0', '0'])
    metrics.progress.trialDone({ role: 'candidate', candidate: 'rr', round: 0 })
    metrics.progress.trialDone({ role: 'twin', candidate: 'lc', round: 0 })
    expect(await now()).toEqual(['2', '0', '4', '1', '0'])
    metrics.progress.trialDone({ role: 'candidate', candidate: 'lc', round: 0 })
    metrics.progress.trialDone({ role: 'candidate', candidate: 'lc', round: 0 })
    expect(await now()).toEqual(['2', '1', '4', '2', '0'])
    metrics.progress.stopped('lc')
    metrics.progress.trialDone({ role: 'candidate', candidate: 'rr', round: 1 })
    metrics.finished()
    expect(await now()).toEqual(['2', '2', '4', '3', '1'])
  })

  it('names what runs', async () => {
    expect(await (await runMetrics()).text()).toContain(
      `lbbench_build_info{program="lbbench",version="1.2.3",node="${process.version}"} 1`,
    )
  })
})
