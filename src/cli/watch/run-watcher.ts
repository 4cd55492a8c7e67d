import type { TrialPhase, TrialPlan } from '../../bench/engine.js'
import type { Glimpse } from '../../bench/glimpse.js'
import type { PlannedTrial } from '../../bench/plan.js'
import type { StoppedCandidate } from '../../bench/stops.js'
import type { Trial } from '../../bench/trial.js'
import type { Results } from '../../results/results.js'

/** Follows a run while it is measured: a terminal, a log, a web page. What it costs is taken from nobody who measures. */
export interface RunWatcher {
  /** A live trial begins; `index` is its place in the plan, `repeats` says why, where it is a repetition. */
  starting(trial: PlannedTrial, index: number, repeats: string | undefined): void
  /** A phase of a live trial begins, or will begin, on the monotonic clock, ms. */
  phase?(trial: TrialPlan, phase: TrialPhase, beginsAtMs: number): void
  /** What a live trial starts, and where. */
  note?(trial: TrialPlan, text: string): void
  /** What there is to see of a trial that runs: one live, several in virtual time, by `role`, round and candidate. */
  glimpse?(trial: TrialPlan, glimpse: Glimpse): void
  /** A trial of any role has ended well; with all that is known by now. */
  trialDone(trial: Trial, results: Results): void
  /** A candidate is out of the run, and why in one sentence. */
  stopped?(stop: StoppedCandidate): void
  /** The run was looked at and goes on; `found` says what is still open. */
  looked(found: string): void
  /** Nothing more will be measured, for whatever reason. */
  finished(): void
}

/** Tells each of them, in order. */
export function toAll(watchers: readonly RunWatcher[]): Required<RunWatcher> {
  const each = (tell: (watcher: RunWatcher) => void): void => watchers.forEach(tell)
  return {
    starting: (...all) => each(watcher => watcher.starting(...all)),
    phase: (...all) => each(watcher => watcher.phase?.(...all)),
    note: (...all) => each(watcher => watcher.note?.(...all)),
    glimpse: (...all) => each(watcher => watcher.glimpse?.(...all)),
    trialDone: (...all) => each(watcher => watcher.trialDone(...all)),
    stopped: stop => each(watcher => watcher.stopped?.(stop)),
    looked: found => each(watcher => watcher.looked(found)),
    finished: () => each(watcher => watcher.finished()),
  }
}

/** What `runTrials` tells them; where nobody looks in, trials count for nobody while they run. */
export function watchedBy(watchers: readonly RunWatcher[]) {
  const { starting, phase, note, glimpse } = toAll(watchers)
  const looked = watchers.some(watcher => watcher.glimpse !== undefined)
  return { starting, phase, note, glimpse: looked ? glimpse : undefined }
}
