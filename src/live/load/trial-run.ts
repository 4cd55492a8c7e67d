import type { ParsedHead } from 'autocannon'
import type { Glimpse } from '../../bench/glimpse.js'
import { errorKinds, type TrialRecord } from '../../bench/trial.js'
import type { Workload } from '../../model/workload.js'
import { readAnswerHead } from './answer-head.js'
import type { BackendNames } from './backend-names.js'
import { createCookieJar } from './cookie-jar.js'
import { Glimpses } from './glimpses.js'
import type { LoadCounts } from './load-counts.js'
import type { LoadLoop, LoadSite } from './load-loop.js'
import { Recorder } from './recorder.js'
import type { RequestText } from './request-text.js'
import { SessionHands } from './session-hands.js'
import type { RequestSource, Sockets } from './sockets.js'
import { Timeouts } from './timeouts.js'

/** What is below is an error kind. */
const leastStatus = 100

export interface TrialRunOptions {
  readonly sockets: Sockets
  readonly text: RequestText
  readonly workload: Workload
  readonly backends: BackendNames
  /** Header of the answer that names the backend, lower case. */
  readonly backendHeader: string
  readonly timeoutMs: number
  /** Whether clients have sessions; false by default. */
  readonly sessions?: boolean
  /** Counts while it runs; nobody by default. */
  readonly counts?: LoadCounts | undefined
  /** The trial's clock, ms. */
  readonly nowMs: () => number
}

/** One trial's requests from the moment they are due to their one end, whichever way that comes. */
export class TrialRun implements RequestSource, LoadSite {
  readonly nowMs: () => number
  readonly #options: TrialRunOptions
  readonly #recorder: Recorder
  readonly #jar = createCookieJar()
  readonly #sessions: SessionHands | undefined
  readonly #timeouts: Timeouts
  #loop: LoadLoop | undefined
  #settle: { resolve(): void; reject(reason: unknown): void } | undefined
  #begun = 0
  #waited = 0
  #resends = 0
  /** Rows that found all sockets busy and have not been sent yet. */
  readonly #unserved = new Set<number>()
  /** Made where somebody looks. */
  #glimpses: Glimpses | undefined

  constructor(options: TrialRunOptions) {
    this.nowMs = options.nowMs
    this.#options = options
    const { sessions = false } = options
    this.#sessions = sessions ? new SessionHands() : undefined
    const recorder = new Recorder(options.workload, options.backends, sessions)
    this.#recorder = recorder
    this.#timeouts = new Timeouts({
      timeoutMs: options.timeoutMs,
      nowMs: options.nowMs,
      dueMs: row => recorder.dueMs(row),
      hasEnded: row => recorder.hasEnded(row),
      expire: row => this.#expire(row),
    })
  }

  /** Resolves once every row begun has ended. Rejects with the signal's reason, or where the loop breaks. */
  async run(loop: LoadLoop, signal: AbortSignal): Promise<void> {
    this.#loop = loop
    const abort = (): void => this.#settle?.reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    try {
      await new Promise<void>((resolve, reject) => {
        this.#settle = { resolve, reject }
        this.#options.sockets.serve(this)
        loop.start()
      })
    } finally {
      signal.removeEventListener('abort', abort)
      this.#timeouts.stop()
      await loop.stop()
    }
  }

  /** Requests begun in the measured part that found all sockets busy. */
  get waitedForSocket(): number {
    return this.#waited
  }

  /** Requests of the whole trial that the kernel took on a second try. */
  get resends(): number {
    return this.#resends
  }

  record(): TrialRecord {
    return this.#recorder.taken(this.#begun)
  }

  /** What there is to see of it. */
  glimpse(lasting: { readonly warmupMs: number; readonly durationMs: number }): Glimpse {
    const { backends } = this.#options
    this.#glimpses ??= new Glimpses({
      record: this.#recorder.rows,
      backendNames: () => backends.all,
      warmupMs: lasting.warmupMs,
      durationMs: lasting.durationMs,
    })
    return this.#glimpses.take(this.#begun, this.nowMs())
  }

  begin(row: number, dueMs: number): void {
    this.#begun = row + 1
    this.#recorder.due(row, dueMs)
    this.#options.counts?.due(dueMs)
    if (!this.#options.sockets.take(row)) this.#noteWait(row, dueMs)
    this.#timeouts.begin(row)
  }

  finished(): void {
    this.#settle?.resolve()
  }

  broken(error: Error): void {
    this.#settle?.reject(error)
  }

  write(row: number): { text: string; bodiless: boolean } {
    const { text } = this.#options
    const client = this.#recorder.client(row)
    const nowMs = Date.now()
    const session = this.#sessions?.carry(row, client, nowMs)
    const cookies = [this.#jar.header(client, nowMs), session?.cookie ?? ''].filter(one => one !== '')
    return { text: text.of(row, cookies.join('; '), session?.lines), bodiless: text.isHead(row) }
  }

  sent(row: number): void {
    const nowMs = this.nowMs()
    this.#unserved.delete(row)
    if (!this.#recorder.wasSent(row)) this.#options.counts?.sent(this.#recorder.dueMs(row), nowMs)
    this.#recorder.sent(row, nowMs)
  }

  resent(): void {
    this.#resends++
  }

  head(row: number, head: ParsedHead): void {
    const answer = readAnswerHead(head.headers, this.#options.backendHeader)
    this.#recorder.answerHead(row, answer)
    this.#options.counts?.head(this.#recorder.dueMs(row), answer.storeMs)
    const cookies = this.#sessions?.head(row, answer, Date.now()) ?? answer.setCookies
    if (cookies === undefined) return
    const client = this.#recorder.client(row)
    for (const cookie of cookies) this.#jar.store(client, cookie, Date.now())
  }

  ended(row: number, status: number): void {
    const nowMs = this.nowMs()
    this.#recorder.end(row, status, nowMs)
    const session = this.#sessions?.ended(row, this.#recorder.client(row), status >= leastStatus)
    const { counts } = this.#options
    counts?.ended(this.#recorder.dueMs(row), status, nowMs)
    if (session !== undefined) {
      this.#recorder.sessionEnd(row, session)
      counts?.session(this.#recorder.dueMs(row), session)
    }
    this.#loop!.ended(row, status)
  }

  #noteWait(row: number, dueMs: number): void {
    this.#unserved.add(row)
    if (dueMs >= 0) this.#waited++
  }

  #expire(row: number): void {
    this.#options.sockets.abandon(row)
    // A dial that stalls is the server's doing, a dial that had to wait for its turn is ours.
    this.ended(row, this.#unserved.delete(row) ? errorKinds.notSent : errorKinds.timeout)
  }
}
