import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where backends listen, by letter. */
export interface Addresses {
  address(name: string): string
}

/** Backends that answer with their letter, at once or when they are told to. They live in the test's own process. */
export class LetterBackends implements Addresses {
  readonly #servers = new Map<string, http.Server>()
  /** Who waits to hear which backend got a held request, by the request's id. */
  readonly #arrivals = new Map<string, (name: string) => void>()
  /** Held answers, by the request's id. */
  readonly #held = new Map<string, http.ServerResponse>()

  static async start(names: string): Promise<LetterBackends> {
    const backends = new LetterBackends()
    for (const name of names) {
      const server = http.createServer((request, response) => backends.#serve(name, request, response))
      server.keepAliveTimeout = 60_000
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      backends.#servers.set(name, server)
    }
    return backends
  }

  address(name: string): string {
    return `127.0.0.1:${(this.#servers.get(name)!.address() as AddressInfo).port}`
  }

  /** Resolves to the name of the backend that gets the held request of that id. */
  arrival(id: string): Promise<string> {
    return new Promise(resolve => {
      this.#arrivals.set(id, resolve)
    })
  }

  /** Answers a held request; forgets one that never came. */
  answer(id: string): void {
    this.#arrivals.delete(id)
    this.#held.get(id)?.end()
    this.#held.delete(id)
  }

  async stop(): Promise<void> {
    for (const server of this.#servers.values()) {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    }
  }

  #serve(name: string, request: http.IncomingMessage, response: http.ServerResponse): void {
    const id = request.headers['x-hold'] as string | undefined
    response.setHeader('X-Backend', name)
    response.setHeader('Content-Length', '0')
    if (id === undefined) {
      response.end()
      return
    }
    this.#held.set(id, response)
    this.#arrivals.get(id)?.(name)
    this.#arrivals.delete(id)
  }
}
