import { type ErrorCode, LbbenchError } from '../errors.js'
import type { Candidate } from './candidate.js'
import type { Trial } from './trial.js'

/** A candidate that is out of the run, since when, and why in one sentence. */
export interface StoppedCandidate {
  readonly candidate: string
  /** From 0. */
  readonly round: number
  readonly reason: string
}

/** What is a candidate's own misfortune: the others can go on. */
const ownFaults: readonly ErrorCode[] = ['STRATEGY_FAILED', 'ENGINE_FAILED', 'STORE_FAILED']

/** Who is out of the run because its strategy did what it must not, or what it runs in failed; the others go on. */
export class Stops {
  readonly #stopped: (stop: StoppedCandidate) => void
  readonly #controllers = new Map<string, AbortController>()

  constructor(stopped: (stop: StoppedCandidate) => void) {
    this.#stopped = stopped
  }

  /** Aborted once the candidate is out. */
  signalOf({ id }: Candidate): AbortSignal {
    return this.#controllerOf(id).signal
  }

  /** Runs a trial, unless its candidate is out already; undefined where it is, or is from now on. */
  async unlessStopped(
    { candidate, round }: { readonly candidate: Candidate; readonly round: number },
    run: () => Promise<Trial>,
  ): Promise<Trial | undefined> {
    const controller = this.#controllerOf(candidate.id)
    if (controller.signal.aborted) return undefined
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof LbbenchError) || !ownFaults.includes(error.code)) throw error
      this.#stopped({ candidate: candidate.id, round, reason: reasonOf(error) })
      controller.abort(error)
      return undefined
    }
  }

  #controllerOf(id: string): AbortController {
    const controller = this.#controllers.get(id) ?? new AbortController()
    this.#controllers.set(id, controller)
    return controller
  }
}

/** A strategy's fault tells all in its sentence; a balancer that is missing can be installed. */
function reasonOf({ message, hint }: LbbenchError): string {
  return hint === undefined ? message : `${message} (${hint})`
}
