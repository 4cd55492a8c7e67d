import type { TrialPhase, TrialPlan } from '../../bench/engine.js'
import type { Glimpse } from '../../bench/glimpse.js'
import type { RunPlan } from '../../bench/plan.js'
import type { StoppedCandidate } from '../../bench/stops.js'
import type { Results } from '../../results/results.js'
import { doingAt } from './doing.js'
import type { RunWatcher } from './run-watcher.js'
import { leftOf } from './time-left.js'
import type { CandidateView, RunningView, RunView } from './view/run-view.js'

export interface RunStateOptions {
  readonly plan: RunPlan
  /** When the run begins, on the clock of phases (`live/clock.ts`), ms. */
  readonly startedMs: number
  /** It may end early, and is over by then, ms after its start; undefined where it runs to its end. */
  readonly maxMs?: number | undefined
}

/** A trial that was heard of and has not ended. */
interface Running {
  readonly candidate: string
  readonly round: number
  readonly again: string | undefined
  readonly virtual: boolean
  /** How many trials of the plan it is: an ideal is none. */
  readonly weight: number
  readonly phases: { readonly phase: TrialPhase; readonly beginsAtMs: number }[]
  /** Of its own time, warm-up counted, in [0, 1]. */
  share: number
  seenMs: number
  glimpse: Glimpse | undefined
}

/** In virtual time a trial that told nothing for so long has ended, and waits for its turn to be counted, ms. */
const silentMs = 2000

/** What is known of a run while it is measured, as a watcher hears it; at any moment it can be looked at as a whole. */
export class RunState implements RunWatcher {
  readonly #options: RunStateOptions
  readonly #nowMs: () => number
  readonly #done = new Set<string>()
  readonly #running = new Map<string, Running>()
  readonly #out = new Set<string>()
  #results: Results | undefined
  #found = ''
  #begun = false
  stopping = false

  /** @param nowMs the clock of `startedMs` */
  constructor(options: RunStateOptions, nowMs: () => number) {
    this.#options = options
    this.#nowMs = nowMs
  }

  starting(
    { candidate, round }: { candidate: { id: string }; round: number },
    _: number,
    again: string | undefined,
  ): void {
    this.#running.clear()
    this.#running.set(keyOf(candidate.id, round), fresh(candidate.id, round, again, this.#nowMs()))
    this.#begun = true
  }

  phase({ candidate, round }: TrialPlan, phase: TrialPhase, beginsAtMs: number): void {
    this.#running.get(keyOf(candidate.id, round))?.phases.push({ phase, beginsAtMs })
  }

  glimpse({ candidate, round, scenario, role }: TrialPlan, glimpse: Glimpse): void {
    const key = keyOf(candidate.id, round)
    const running = this.#running.get(key) ?? {
      ...fresh(candidate.id, round, undefined, this.#nowMs()),
      virtual: true,
      weight: role === 'candidate' ? 1 : 0,
    }
    const { warmupMs } = scenario.run
    running.glimpse = glimpse
    running.share = Math.min(1, (glimpse.atMs + warmupMs) / (glimpse.endsMs + warmupMs))
    running.seenMs = this.#nowMs()
    if (role !== 'twin') this.#running.set(key, running)
  }

  trialDone({ role, candidate, round }: { role: string; candidate: string; round: number }, results: Results): void {
    if (role === 'candidate') this.#done.add(keyOf(candidate, round))
    this.#results = results
    if (role !== 'twin') this.#running.delete(keyOf(candidate, round))
  }

  stopped({ candidate }: Pick<StoppedCandidate, 'candidate'>): void {
    this.#out.add(candidate)
  }

  looked(found: string): void {
    this.#found = found
  }

  finished(): void {}

  view(): RunView {
    const { plan, startedMs, maxMs } = this.#options
    const nowMs = this.#nowMs()
    const running = [...this.#running.values()]
    const total = plan.trials.length
    const parts = running.reduce((sum, one) => sum + one.weight * one.share, 0)
    const share = Math.min(1, (this.#done.size + parts) / total)
    const elapsedMs = nowMs - startedMs
    return {
      title: plan.scenario.name,
      done: this.#done.size,
      total,
      atMost: maxMs !== undefined,
      share,
      left: leftOf({ plan, done: this.#done.size, share, elapsedMs, maxMs }),
      running: running
        .filter(one => !one.virtual || nowMs - one.seenMs < silentMs)
        .map(one => this.#runningView(one, nowMs)),
      between: this.#begun && running.length === 0,
      backends: isLive(plan) ? plan.scenario.backends.map(({ name }) => name) : [],
      candidates: candidatesOf(plan, this.#results, this.#out),
      found: this.#found,
      stopping: this.stopping,
    }
  }

  #runningView({ candidate, round, again, phases, virtual, share, glimpse }: Running, nowMs: number): RunningView {
    const { rounds, ...run } = this.#options.plan.scenario.run
    const doing = virtual ? `virtual time ${Math.floor(share * 100)}%` : doingAt(phases, nowMs, run)
    return { candidate, round: round + 1, rounds, virtual, again, doing, glimpse }
  }
}

function fresh(candidate: string, round: number, again: string | undefined, nowMs: number): Running {
  return { candidate, round, again, virtual: false, weight: 1, phases: [], share: 0, seenMs: nowMs, glimpse: undefined }
}

const keyOf = (candidate: string, round: number): string => `${round} ${candidate}`

const isLive = ({ candidates }: RunPlan): boolean => candidates.some(({ engine }) => engine !== 'virtual')

/** In the order of the plan. */
function candidatesOf({ candidates }: RunPlan, results: Results | undefined, stopped: Set<string>): CandidateView[] {
  return candidates.map(({ id }) => {
    const out = stopped.has(id)
    const found = results?.candidates.find(candidate => candidate.id === id)
    if (found === undefined || found.rounds.length === 0) return { id, rounds: 0, p99: null, failed: null, out }
    const { rounds, metrics } = found
    return { id, rounds: rounds.length, p99: metrics.p99Ms, failed: metrics.errorRate?.value ?? null, out }
  })
}
