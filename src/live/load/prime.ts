import type { RequestText } from './request-text.js'
import type { RequestSource, Sockets } from './sockets.js'

export interface PrimeOptions {
  /** Sockets to open: so many requests are in flight at once. */
  readonly sockets: number
  /** Requests to send in all, raised to `sockets`. */
  readonly requests: number
  /** What has not been answered by then is given up, ms. */
  readonly timeoutMs: number
}

/**
 * Opens sockets and sends requests that count for nothing, so that neither a connect nor code that is not compiled
 * yet is measured. They take the path of real ones, but leave no row and no cookie.
 * @param rows rows of the workload to borrow kinds and clients from
 * @returns how many were answered; 0 says that nobody listens
 */
export function prime(sockets: Sockets, text: RequestText, rows: number, options: PrimeOptions): Promise<number> {
  if (rows === 0) return Promise.resolve(0)
  return new Promise(resolve => {
    const source = new PrimeSource(sockets, text, rows, options)
    const timer = setTimeout(() => source.giveUp(), options.timeoutMs)
    source.start(answered => {
      clearTimeout(timer)
      resolve(answered)
    })
  })
}

class PrimeSource implements RequestSource {
  readonly #sockets: Sockets
  readonly #text: RequestText
  readonly #rows: number
  readonly #width: number
  readonly #flying = new Set<number>()
  #finished: (answered: number) => void = () => {}
  #answered = 0
  #begun = 0
  #requests: number

  constructor(sockets: Sockets, text: RequestText, rows: number, options: PrimeOptions) {
    this.#sockets = sockets
    this.#text = text
    this.#rows = rows
    this.#width = options.sockets
    this.#requests = Math.max(options.sockets, options.requests)
  }

  start(finished: (answered: number) => void): void {
    this.#finished = finished
    this.#sockets.serve(this)
    for (let i = 0; i < this.#width; i++) this.#next()
  }

  giveUp(): void {
    this.#requests = 0
    for (const request of [...this.#flying]) {
      this.#sockets.abandon(request)
      this.ended(request, 0)
    }
  }

  write(request: number): { text: string; bodiless: boolean } {
    const row = request % this.#rows
    return { text: this.#text.priming(row), bodiless: this.#text.isHead(row) }
  }

  sent(): void {}

  resent(): void {}

  head(): void {}

  ended(request: number, status: number): void {
    this.#flying.delete(request)
    if (status >= 100) this.#answered++
    if (this.#begun < this.#requests) this.#next()
    else if (this.#flying.size === 0) this.#finished(this.#answered)
  }

  #next(): void {
    const request = this.#begun++
    this.#flying.add(request)
    this.#sockets.take(request)
  }
}
