import type { TrialPlan } from '../../bench/engine.js'
import type { Glimpse } from '../../bench/glimpse.js'
import type { RunPlan } from '../../bench/plan.js'
import { formatDuration } from '../../units.js'
import type { Stream } from '../io.js'
import type { RunWatcher } from './run-watcher.js'

/** What the line has to know. */
export interface ProgressOptions {
  readonly plan: RunPlan
  /** How many trials run in virtual time before anything runs live. */
  readonly simulations: number
  readonly stream: Stream
  /** Any monotonic clock. */
  readonly nowMs: () => number
  /** It may end early, and is over by then, ms; undefined where it runs to its end. */
  readonly maxMs?: number | undefined
}

/** One line on a terminal that says what is running and when it will be over; in a pipe it says nothing. */
export function createProgress({ plan, simulations: total, stream, nowMs, maxMs }: ProgressOptions): RunWatcher {
  const nothing = (): undefined => undefined
  if (stream.isTTY !== true) return { starting: nothing, trialDone: nothing, looked: nothing, finished: nothing }
  const startedMs = nowMs()
  const clear = '\r\u001b[2K'
  const show = (line: string): unknown => stream.write(clear + line.slice(0, (stream.columns ?? 80) - 1))
  const simulations = new Map<string, Simulated>()
  let found = ''
  return {
    starting(trial, index, repeats) {
      const elapsedMs = nowMs() - startedMs
      const left = remainingMs(plan, index, elapsedMs)
      const eta =
        maxMs === undefined
          ? `about ${formatDuration(left)} left`
          : `${formatDuration(wholeSeconds(Math.max(0, Math.min(left, maxMs - elapsedMs))))} left at most${found}`
      const what = `round ${trial.round + 1}/${plan.scenario.run.rounds}  ${trial.candidate.id}`
      show(`${what}  trial ${index + 1}/${plan.trials.length}  ${eta}${repeats ? `  (again: ${repeats})` : ''}`)
    },
    glimpse(trial, glimpse) {
      if (trial.role === 'candidate' && trial.candidate.engine !== 'virtual') return
      simulations.set(`${trial.round} ${trial.candidate.id}`, simulatedOf(trial, glimpse))
      show(simulationLine(total, [...simulations.values()], nowMs() - startedMs))
    },
    trialDone: nothing,
    looked(text) {
      found = `  ${text}`
    },
    finished: () => stream.write(clear),
  }
}

interface Simulated {
  readonly share: number
  readonly requests: number
}

function simulatedOf({ scenario }: TrialPlan, { atMs, endsMs, requests }: Glimpse): Simulated {
  const { warmupMs } = scenario.run
  return { share: (atMs + warmupMs) / (endsMs + warmupMs), requests }
}

/** Those that have not told anything yet count as not begun. */
function simulationLine(total: number, known: readonly Simulated[], elapsedMs: number): string {
  const share = known.reduce((sum, progress) => sum + progress.share, 0) / total
  const requests = known.reduce((sum, progress) => sum + progress.requests, 0)
  const left = formatDuration(Math.round((elapsedMs * (1 / share - 1)) / 1000) * 1000)
  const pace = `${(requests / 1000 / elapsedMs).toFixed(1)} M requests/s`
  return `virtual time  ${Math.round(share * 100)} %  ${pace}  about ${left} left`
}

/** By the plan until two trials are done, by the pace so far afterwards. */
function remainingMs(plan: RunPlan, done: number, elapsedMs: number): number {
  const trials = plan.trials.length
  const perTrialMs = done < 2 ? plan.expectedMs / trials : elapsedMs / done
  return wholeSeconds((trials - done) * perTrialMs)
}

const wholeSeconds = (ms: number): number => Math.round(ms / 1000) * 1000
