import type { WorkerQueueSpec } from './worker-queue-spec.js'

const none = -1

/**
 * Which server (a thread of a worker) serves next: of the free ones of a queue, the one idle for longest; gunicorn's workers
 * share their work evenly. Only those who burn real CPU need to know: what is only waited for takes as long anywhere.
 */
export class ServerRota {
  /** Free servers of each queue, linked by `#next`. */
  readonly #first: Int32Array
  readonly #last: Int32Array
  readonly #next: Int32Array
  /** The worker a server is a thread of, and the first server of each backend. */
  readonly #workerOf: Int32Array
  readonly #firstServer: Int32Array

  constructor(specs: readonly WorkerQueueSpec[], queues: number) {
    this.#first = new Int32Array(queues)
    this.#last = new Int32Array(queues)
    this.#firstServer = new Int32Array(specs.length + 1)
    specs.forEach(({ workers, threads }, i) => {
      this.#firstServer[i + 1] = this.#firstServer[i]! + workers * threads
    })
    this.#next = new Int32Array(this.#firstServer[specs.length]!)
    this.#workerOf = new Int32Array(this.#firstServer[specs.length]!)
  }

  /** All servers of a backend are free. Without lanes, the first thread of each worker comes first. */
  freeAll(backend: number, { workers, threads }: WorkerQueueSpec, firstQueue: number, lanes: number): void {
    const firstServer = this.#firstServer[backend]!
    for (let lane = 0; lane < lanes; lane++) this.#first[firstQueue + lane] = none
    for (let server = 0; server < workers * threads; server++) {
      this.#workerOf[firstServer + server] = server % workers
      this.release(firstQueue + (lanes === 1 ? 0 : server % workers), firstServer + server)
    }
  }

  /** One must be free. */
  take(queue: number): number {
    const server = this.#first[queue]!
    this.#first[queue] = this.#next[server]!
    return server
  }

  release(queue: number, server: number): void {
    this.#next[server] = none
    if (this.#first[queue] === none) this.#first[queue] = server
    else this.#next[this.#last[queue]!] = server
    this.#last[queue] = server
  }

  /** 0 .. workers - 1 of its backend. */
  workerOf(server: number): number {
    return this.#workerOf[server]!
  }
}
