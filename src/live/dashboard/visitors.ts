import type { ServerResponse } from 'node:http'

/** An event of an event stream (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export interface PageEvent {
  readonly name: string
  /** Told as JSON. */
  readonly data: unknown
}

/** All there is to know at this moment, for whoever comes, or has missed something. */
export type Present = () => readonly PageEvent[]

/** Whether a visitor has read what it was sent; who has not, is sent nothing, and may miss something. */
type State = 'ready' | 'busy' | 'missed'

/** Those who follow a page, each by an answer that does not end. */
export class Visitors {
  readonly #present: Present
  readonly #states = new Map<ServerResponse, State>()

  constructor(present: Present) {
    this.#present = present
  }

  get count(): number {
    return this.#states.size
  }

  welcome(response: ServerResponse): void {
    response.on('close', () => this.#states.delete(response))
    // Told just when it went: nothing is lost that anybody would have seen.
    response.on('error', () => undefined)
    response.on('drain', () => this.#readAll(response))
    // A browser that has lost us asks again a second later.
    this.#send(response, `retry: 1000\n\n${streamOf(this.#present())}`)
  }

  /** A visitor that does not read, such as a tab put to sleep, is told everything once it reads again, instead of each thing it missed. */
  tell(events: readonly PageEvent[]): void {
    if (this.count === 0) return
    const text = streamOf(events)
    for (const [response, state] of this.#states) {
      if (state === 'ready') this.#send(response, text)
      else this.#states.set(response, 'missed')
    }
  }

  /** Ends all; resolves once the kernel has all they are to be told, or they are gone. */
  async end(): Promise<void> {
    const all = [...this.#states]
    await Promise.all(all.map(([response, state]) => ended(response, state === 'missed')))
  }

  #readAll(response: ServerResponse): void {
    if (this.#states.get(response) === 'missed') this.#send(response, streamOf(this.#present()))
    else this.#states.set(response, 'ready')
  }

  #send(response: ServerResponse, text: string): void {
    this.#states.set(response, response.write(text) ? 'ready' : 'busy')
  }
}

function streamOf(events: readonly PageEvent[]): string {
  return events.map(({ name, data }) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`).join('')
}

/** @param waits until it has been sent what it missed, which is as soon as it reads */
function ended(response: ServerResponse, waits: boolean): Promise<void> {
  return new Promise(resolve => {
    response.on('close', resolve)
    if (waits) response.on('drain', () => response.end(resolve))
    else response.end(resolve)
  })
}
