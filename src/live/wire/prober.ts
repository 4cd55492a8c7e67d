import type { ProbeReport } from '../../strategies/strategy.js'
import { noLoad, readLoad } from '../load-report.js'
import { headers } from '../protocol.js'
import { OwnRequest, ownRequestText } from './own-request.js'
import type { Destination } from './upstream.js'
import { UpstreamPool } from './upstream-pool.js'

/** Probes of one backend under way at once; what is asked for beyond is told the next answer that comes. */
const mostAtOnce = 32

/** A probe is answered outside of any queue: a backend that takes longer cannot say anything of use. */
const timeoutMs = 1_000

const probeFields = `${headers.probe}: 1\r\n`

interface Line {
  readonly backend: number
  readonly pool: UpstreamPool
  readonly text: string
  running: number
  /** Asked for while so many were under way. */
  waiting: number
}

/** Asks backends for their load over connections that are kept. */
export class Prober {
  readonly #lines: readonly Line[]
  readonly #now: () => number
  readonly #told: (backend: number, report: ProbeReport) => void
  #stopped = false

  /** @param told gets an answer, or its failure, for each `ask`; never from within it, and none after `stop` */
  constructor(
    backends: readonly Destination[],
    now: () => number,
    told: (backend: number, report: ProbeReport) => void,
  ) {
    const times = { connectTimeoutMs: timeoutMs, readTimeoutMs: timeoutMs }
    this.#lines = backends.map((destination, backend) => ({
      backend,
      pool: new UpstreamPool(destination, times, mostAtOnce),
      text: ownRequestText(destination, '/', probeFields),
      running: 0,
      waiting: 0,
    }))
    this.#now = now
    this.#told = told
  }

  ask(backend: number): void {
    if (this.#stopped) return
    const line = this.#lines[backend]!
    if (line.running === mostAtOnce) line.waiting++
    else {
      line.running++
      this.#send(line, false)
    }
  }

  stop(): void {
    this.#stopped = true
    for (const { pool } of this.#lines) pool.destroy()
  }

  #send(line: Line, fresh: boolean): void {
    const request = new OwnRequest((answer, reusable) => {
      if (reusable) line.pool.put(upstream, this.#now())
      else upstream.destroy()
      // The backend closed a kept connection at the moment it was used again.
      if (answer === undefined && upstream.reused && !request.heard) this.#send(line, true)
      else this.#end(line, answer === undefined ? noLoad : readLoad(answer.fields.value(headers.load)))
    })
    const upstream = fresh ? line.pool.open(request) : line.pool.take(request)
    upstream.rearm()
    upstream.write(line.text)
  }

  #end(line: Line, report: ProbeReport): void {
    line.running--
    const waited = line.waiting
    line.waiting = 0
    for (let i = 0; i <= waited && !this.#stopped; i++) this.#told(line.backend, report)
  }
}
