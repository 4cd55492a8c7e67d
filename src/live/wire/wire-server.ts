import { createServer, type Server, type Socket } from 'node:net'
import type { Handler } from './handler.js'
import { WireConnection } from './wire-connection.js'

export interface WireServerOptions {
  /** How long a connection may idle after an answer, ms; 0 closes after every answer, Infinity never closes. */
  readonly keepAliveMs: number
}

/** A `net.Server` whose connections can all be torn down, as when its process is killed, or in good order. */
export type WireServer = Server & {
  resetAll(): void
  /** Takes no more connections and closes each once it has its answer; resolves when the last one is gone. */
  drain(): Promise<void>
}

/**
 * An HTTP/1.1 server with the framing of this room. A handler is called once the whole request is here; of pipelined
 * requests the next is looked at when the one before is answered, so answers leave in order.
 */
export function createWireServer(handler: Handler, options: WireServerOptions): WireServer {
  const connections = new Map<Socket, WireConnection>()
  const server = createServer({ noDelay: true, allowHalfOpen: true }, socket => {
    connections.set(socket, new WireConnection(socket, handler, options.keepAliveMs))
    socket.on('close', () => connections.delete(socket))
  })
  const resetAll = (): void => {
    for (const socket of connections.keys()) socket.resetAndDestroy()
  }
  const drain = (): Promise<void> =>
    new Promise(resolve => {
      // Its error says that it did not listen; its connections are waited for all the same.
      server.close(() => resolve())
      for (const connection of connections.values()) connection.drain()
    })
  return Object.assign(server, { resetAll, drain })
}
