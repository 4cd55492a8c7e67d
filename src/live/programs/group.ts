import { followersTicks, type OwnPrograms } from '../process-ticks.js'
import { type Program, type ProgramSpec, startProgram } from './parent.js'

/** The programs of one trial: if one ends, or the user stops the run, work on them fails at once; they stop together. */
export class ProgramGroup implements OwnPrograms {
  readonly #programs: Program[] = []
  readonly #groups = new Set<number>()
  #lostTicks = 0
  readonly #afterwards: (() => Promise<void>)[] = []
  readonly #broken: Promise<never>
  /** Ends the work on all of them with this reason; the first one counts. */
  fail: (reason: unknown) => void = () => undefined
  readonly #signal: AbortSignal
  readonly #onAbort = (): void => this.fail(this.#signal.reason)

  constructor(signal: AbortSignal) {
    this.#signal = signal
    this.#broken = new Promise((_, reject) => {
      this.fail = reject
    })
    this.#broken.catch(() => undefined)
    signal.addEventListener('abort', this.#onAbort)
    if (signal.aborted) this.#onAbort()
  }

  start(spec: ProgramSpec): Program {
    const program = startProgram(spec)
    this.#programs.push(program)
    void program.gone.then(this.fail)
    return program
  }

  /** A process group whose CPU counts as the trial's: that of a program which is not ours. */
  addGroup(pid: number): void {
    this.#groups.add(pid)
  }

  /** Kills such a group by `kill`, which resolves once it is gone. What it used stays counted as the trial's. */
  async killGroup(pid: number, kill: () => Promise<unknown>): Promise<void> {
    // The keeper waits for the leader, and counts it; init waits for the rest.
    const ticks = followersTicks(pid)
    await kill()
    if (this.#groups.delete(pid)) this.#lostTicks += ticks
  }

  /** See `OwnPrograms`. */
  get lostTicks(): number {
    return this.#lostTicks
  }

  /** Process groups: each program is the leader of one. */
  get pids(): number[] {
    return [...this.#programs.map(program => program.pid), ...this.#groups]
  }

  /** Done once all programs are gone. */
  afterwards(what: () => Promise<void>): void {
    this.#afterwards.push(what)
  }

  /** Runs `work`; whatever it leaves behind, all programs are gone when this settles. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await Promise.race([work(), this.#broken])
    } finally {
      this.#signal.removeEventListener('abort', this.#onAbort)
      await Promise.all(this.#programs.map(program => program.stop()))
      await Promise.all(this.#afterwards.map(what => what()))
    }
  }
}
