import type { ServerResponse } from 'node:http'

/** An event of an event stream (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export interface PageEvent {
  readonly name: string
  /** Told as JSON. */
  readonly data: unknown
}

/** All there is to know at this moment, for whoever comes, or has missed something. */
export type Present = () => readonly PageEvent[]

/** Those who follow a page, each by an answer that does not end. */
export class Visitors {
  readonly #present: Present
  /** Whether the visitor reads what it is sent. */
  readonly #reads = new Map<ServerResponse, boolean>()

  constructor(present: Present) {
    this.#present = present
  }

  get count(): number {
    return this.#reads.size
  }

  welcome(response: ServerResponse): void {
    response.on('close', () => this.#reads.delete(response))
    // Told just when it went: nothing is lost that anybody would have seen.
    response.on('error', () => undefined)
    response.on('drain', () => this.#send(response, streamOf(this.#present())))
    // A browser that has lost us asks again a second later.
    this.#send(response, `retry: 1000\n\n${streamOf(this.#present())}`)
  }

  /** A visitor that does not read, such as a tab put to sleep, is told everything once it reads again, instead of each thing it missed. */
  tell(events: readonly PageEvent[]): void {
    if (this.count === 0) return
    const text = streamOf(events)
    for (const [response, reads] of this.#reads) if (reads) this.#send(response, text)
  }

  /** Ends all; resolves once the kernel has all they are to be told, or they are gone. */
  async end(): Promise<void> {
    await Promise.all([...this.#reads].map(([response, reads]) => (reads ? ended(response) : endedOnceRead(response))))
  }

  #send(response: ServerResponse, text: string): void {
    this.#reads.set(response, response.write(text))
  }
}

function streamOf(events: readonly PageEvent[]): string {
  return events.map(({ name, data }) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`).join('')
}

/** What it has missed is sent as soon as it reads. */
function endedOnceRead(response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    response.on('close', resolve)
    response.on('drain', () => response.end(resolve))
  })
}

function ended(response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    response.on('close', resolve)
    response.end(resolve)
  })
}
