import type { TrialPlan } from '../../bench/engine.js'
import type { PlannedTrial } from '../../bench/plan.js'
import type { StoppedCandidate } from '../../bench/stops.js'
import type { Trial } from '../../bench/trial.js'
import type { Results } from '../../results/results.js'
import { formatMs, formatRate, formatShare } from '../../units.js'
import { RunState, type RunStateOptions } from './run-state.js'
import type { RunWatcher } from './run-watcher.js'
import { roughly } from './time-left.js'

export interface LogOptions extends RunStateOptions {
  /** The clock of `startedMs`. */
  readonly nowMs: () => number
  /** Aborted where the user stops the run. */
  readonly signal: AbortSignal
  /** Writes a line. */
  readonly say: (line: string) => void
}

/** A log of live trials has at most so many lines for them. */
const mostLines = 200
/** A trial that runs says how it goes after so long without a line, ms. */
const silentMs = 30_000

/**
 * A run as plain lines, for a pipe or a log: one a live trial, or of many trials one for every so many; what runs in virtual time
 * is summed up, at most once a second, and less often as the run goes on.
 */
export function logLines(options: LogOptions): RunWatcher {
  return new Log(options)
}

class Log implements RunWatcher {
  readonly #state: RunState
  readonly #nowMs: () => number
  readonly #say: (line: string) => void
  readonly #startedMs: number
  readonly #signal: AbortSignal
  readonly #stopping = (): void => this.#say("stopping after this trial's programs are down; again to stop at once")
  /** A line for so many live trials. */
  readonly #every: number
  #untold = 0
  #trialMs = 0
  #again = false
  #saidMs: number
  /** In virtual time, since the last line that said all is done. */
  #simulated = { trials: 0, requests: 0, ideals: 0, sinceMs: 0 }

  constructor({ nowMs, say, signal, ...options }: LogOptions) {
    this.#state = new RunState(options, nowMs)
    this.#nowMs = nowMs
    this.#startedMs = options.startedMs
    this.#saidMs = options.startedMs
    this.#simulated.sinceMs = options.startedMs
    this.#say = line => {
      this.#saidMs = nowMs()
      say(line)
    }
    this.#signal = signal
    signal.addEventListener('abort', this.#stopping)
    const live = options.plan.trials.filter(({ candidate }) => candidate.engine !== 'virtual').length
    this.#every = Math.max(1, Math.ceil(live / mostLines))
    if (this.#every > 1) say(`${live} live trials: a line for every ${this.#every}`)
  }

  starting(trial: PlannedTrial, index: number, again: string | undefined): void {
    this.#summed()
    this.#state.starting(trial, index, again)
    this.#trialMs = this.#nowMs()
    this.#again = again !== undefined
  }

  phase(...all: Parameters<RunState['phase']>): void {
    this.#state.phase(...all)
  }

  glimpse(...[trial, glimpse]: Parameters<RunState['glimpse']>): void {
    this.#state.glimpse(trial, glimpse)
    if (isSimulated(trial)) this.#simulating()
    else if (this.#nowMs() - this.#saidMs >= silentMs) this.#say(`${this.#place()} ${this.#running()}`)
  }

  trialDone(trial: Trial, results: Results): void {
    this.#state.trialDone(trial, results)
    if (trial.role === 'twin') return
    if (trial.tally !== undefined) {
      if (trial.role === 'candidate') {
        this.#simulated.trials++
        this.#simulated.requests += trial.tally.requests
      } else this.#simulated.ideals++
      this.#simulating()
    } else if (++this.#untold >= this.#every) {
      this.#untold = 0
      this.#say(`${this.#place()} ${this.#measured(trial, results)}`)
    }
  }

  stopped({ candidate, reason }: StoppedCandidate): void {
    this.#say(`${this.#place()} ${candidate} is out: ${reason}`)
  }

  looked(found: string): void {
    this.#summed()
    this.#state.looked(found)
    this.#say(`${this.#place()} looked: ${found}; going on, ${this.#state.view().left}`)
  }

  finished(): void {
    this.#signal.removeEventListener('abort', this.#stopping)
    this.#summed()
  }

  #place(): string {
    const { done, total, atMost } = this.#state.view()
    return `[${done}/${atMost ? 'at most ' : ''}${total}]`
  }

  /** "round 1 lc: p99 59.9 ms, 400/s, 0.9% failed, took 21 s, about 3 min left" */
  #measured({ candidate, round }: Trial, results: Results): string {
    const done = results.candidates.find(({ id }) => id === candidate)?.rounds.find(one => one.round === round)
    const numbers =
      done === undefined
        ? ['not to be used, as other programs spoiled it']
        : [
            done.metrics.p99Ms === null ? 'too few requests for a p99' : `p99 ${formatMs(done.metrics.p99Ms)}`,
            formatRate(done.metrics.throughputPerSecond ?? Number.NaN),
            `${formatShare(done.metrics.errorRate ?? Number.NaN)} failed`,
          ]
    const { left } = this.#state.view()
    const took = `took ${roughly(this.#nowMs() - this.#trialMs)}`
    return `round ${round + 1} ${candidate}${this.#again ? ', again' : ''}: ${[...numbers, took, left].filter(Boolean).join(', ')}`
  }

  #running(): string {
    const { running, left } = this.#state.view()
    const [{ candidate, round, doing, glimpse } = { candidate: '', round: 0, doing: '', glimpse: undefined }] = running
    const p99 = glimpse?.p99Ms == null ? [] : [`p99 ${formatMs(glimpse.p99Ms)} so far`]
    return `round ${round} ${candidate}: ${[doing, formatRate(glimpse?.ratePerSecond ?? 0), ...p99, left].join(', ')}`
  }

  #simulating(): void {
    const nowMs = this.#nowMs()
    const pauseMs = Math.min(60_000, Math.max(1000, (nowMs - this.#startedMs) / 20))
    if (nowMs - this.#saidMs < pauseMs) return
    const { share, left } = this.#state.view()
    if (share === 1) return
    this.#say(`${this.#place()} virtual time: ${Math.floor(share * 100)}%${left === '' ? '' : `, ${left}`}`)
  }

  /** What ran in virtual time since it was summed up last, where anything did. */
  #summed(): void {
    const { trials, requests, ideals, sinceMs } = this.#simulated
    const nowMs = this.#nowMs()
    const what = [
      ...(trials === 0 ? [] : [`${trialsText(trials)} of ${formatRate(requests).slice(0, -2)} requests together`]),
      ...(ideals === 0 ? [] : [`${trials === 0 ? trialsText(ideals) : `and ${ideals}`} of the ideal`]),
    ]
    if (what.length > 0)
      this.#say(`${this.#place()} virtual time: ${what.join(', ')}, took ${roughly(nowMs - sinceMs)}`)
    this.#simulated = { trials: 0, requests: 0, ideals: 0, sinceMs: nowMs }
  }
}

const trialsText = (trials: number): string => `${trials} trial${trials === 1 ? '' : 's'}`

const isSimulated = ({ role, candidate }: TrialPlan): boolean => role !== 'candidate' || candidate.engine === 'virtual'
