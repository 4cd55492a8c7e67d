import { closeSync, openSync, writeSync } from 'node:fs'
import { cannotWrite } from '../cannot-write.js'
import { decidedLine, endedLine, headerLine, lastLine, type TraceHeader } from '../trace/format.js'
import type { Decision, EndedRequest, Observer } from './observer.js'

/** Characters kept before they are written: some thousand events. */
const blockLength = 1 << 16

/**
 * Writes every decision and every end of a trial to a file of its own. It blocks, in a thread that has nothing else to do, so a
 * trace of any length needs memory for one block.
 */
export class TraceWriter implements Observer {
  readonly #path: string
  readonly #file: number
  #block: string
  #ended = 0

  /** @throws LbbenchError OUTPUT, as do all methods, where the file cannot be written */
  constructor(path: string, header: TraceHeader) {
    this.#path = path
    this.#file = this.#trying(() => openSync(path, 'w'))
    this.#block = headerLine(header)
  }

  decided({ row, attempt, backend, atMs }: Decision): void {
    this.#add(decidedLine(row, attempt, backend, atMs))
  }

  ended({ row, status, backend, doneMs }: EndedRequest): void {
    this.#ended++
    this.#add(endedLine(row, status, backend, doneMs))
  }

  /** The trial is over. */
  finish(): void {
    this.#add(lastLine(this.#ended))
    this.#flush()
  }

  /** Without `finish` before it, the trace counts as cut off. */
  close(): void {
    closeSync(this.#file)
  }

  #add(line: string): void {
    this.#block += line
    if (this.#block.length >= blockLength) this.#flush()
  }

  #flush(): void {
    const bytes = Buffer.from(this.#block)
    this.#block = ''
    this.#trying(() => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at)
    })
  }

  #trying<T>(write: () => T): T {
    try {
      return write()
    } catch (error) {
      throw cannotWrite(`cannot write the trace ${this.#path}`, error as Error, 'name another file with --trace')
    }
  }
}
