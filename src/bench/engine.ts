import type { Workload } from '../model/workload.js'
import type { Scenario } from '../scenario/scenario.js'
import type { Candidate } from './candidate.js'
import type { Glimpse } from './glimpse.js'
import type { Trial, TrialRole } from './trial.js'

/** One trial to be run. */
export interface TrialPlan {
  readonly role: TrialRole
  readonly scenario: Scenario
  readonly candidate: Candidate
  readonly round: number
  readonly position: number
  readonly attempt: number
  /** Of this round: the same for all its candidates. */
  readonly seed: number
  /** The requests of the round, drawn once somebody wants all of them at once: virtual time never does. */
  readonly workload: () => Workload
  /** Who looks at the programs of a live trial while it runs; nobody by default, and then they count nothing. */
  readonly watch?: TrialWatch | undefined
  /** Hears of its phases, in their order, where the trial is live; nobody by default. */
  readonly phase?: ((phase: TrialPhase, beginsAtMs: number) => void) | undefined
  /** Hears what is started, and where: "nginx 1.22.1, configuration and log in /tmp/..."; nobody by default. */
  readonly note?: ((text: string) => void) | undefined
  /**
   * Sees it now and then while it runs: live twice a second from the warm-up on, in virtual time some twenty times a second,
   * where it takes that long. Nobody by default, and then nothing is counted for it.
   */
  readonly glimpse?: ((glimpse: Glimpse) => void) | undefined
}

/**
 * What a live trial does after another: starts backends and balancer, connects and warms code, is warmed up, measures, waits
 * for the last answers, stops its programs. When each begins is told on the monotonic clock of the machine, ms.
 */
export type TrialPhase = 'boot' | 'prime' | 'warm-up' | 'measure' | 'drain' | 'stop'

/** Follows one live trial from its start to its end. */
export interface TrialSpan {
  phase(phase: TrialPhase, beginsAtMs: number): void
  /** @param failure undefined where it went well */
  ended(failure: unknown): void
}

/** Whoever wants to see what the programs of live trials count, one trial after the other. */
export interface TrialWatch {
  /** They answer from now on. */
  began(trial: TrialPlan, programs: readonly WatchedProgram[]): void
  /** All requests have ended; they answer until this settles. Not called for a trial that failed. */
  ended(): Promise<void>
}

export interface WatchedProgram {
  /** "balancer", "generator", "backend a". */
  readonly name: string
  /** Resolves to Prometheus' text. Rejects, or hangs, where the program is gone, or is busy for ever. */
  metrics(): Promise<string>
}

/** A world that can run a trial. */
export interface Engine {
  readonly name: string
  /** One line for `lbbench list engines`. */
  readonly summary: string
  /** Whether time is simulated: then results hold no noise, and nothing has to be repeated. */
  readonly world: 'live' | 'virtual'
  /** A sentence where this engine cannot run the candidate on this scenario; shown in the report, not thrown. */
  refuses(candidate: Candidate, scenario: Scenario): string | undefined
  /** A sentence where what it runs is not installed: its candidates are stopped in the first round. */
  missing?(): string | undefined
  /**
   * What its twin runs in virtual time, where that is not the candidate itself: what HAProxy calls round robin is our
   * `haproxy-rr`. Null: nobody knows how it chooses, and it has no twin.
   */
  twinOf?(candidate: Candidate): Candidate | null
  /** Backends and balancer are fresh and gone again when this settles. Rejects with `LbbenchError` or the abort reason. */
  run(plan: TrialPlan, signal: AbortSignal): Promise<Trial>
}

/** What is known of a trial before it runs. */
export function trialHead(plan: TrialPlan): Omit<Trial, 'record' | 'tally' | 'health'> {
  const { role, scenario, candidate, round, position, attempt, seed } = plan
  return {
    role,
    candidate: candidate.id,
    round,
    position,
    attempt,
    seed,
    backends: scenario.backends.map(spec => spec.name),
    weights: scenario.backends.map(spec => (spec.backup ? 0 : spec.weight)),
    durationMs: scenario.run.durationMs,
    ...(scenario.incidents && {
      incidents: scenario.incidents,
      objectiveMs: scenario.objectiveMs ?? scenario.traffic.timeoutMs,
    }),
  }
}
