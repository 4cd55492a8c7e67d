import type { Socket } from 'node:net'
import { scripted } from './lab.js'

/** What a backend does to a request; the client's view of it follows. */
export const behaviours = {
  ok: {
    status: 200,
    retried: false,
    act: (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine'),
  },
  chunked: {
    status: 201,
    retried: false,
    act: (socket: Socket) => socket.write('HTTP/1.1 201 C\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n0\r\n\r\n'),
  },
  lastOne: {
    status: 202,
    retried: false,
    act: (socket: Socket) => socket.end('HTTP/1.1 202 A\r\nConnection: close\r\nContent-Length: 4\r\n\r\nfine'),
  },
  error: {
    status: 503,
    retried: false,
    act: (socket: Socket) => socket.write('HTTP/1.1 503 S\r\nContent-Length: 4\r\n\r\nbusy'),
  },
  excess: {
    status: 203,
    retried: false,
    act: (socket: Socket) => socket.write('HTTP/1.1 203 N\r\nContent-Length: 4\r\n\r\nfineHTTP/1.1 299 X\r\n\r\n'),
  },
  fin: { status: 502, retried: true, act: (socket: Socket) => socket.end() },
  reset: { status: 502, retried: true, act: (socket: Socket) => socket.resetAndDestroy() },
  lateReset: { status: 502, retried: true, act: (socket: Socket) => setTimeout(() => socket.resetAndDestroy(), 15) },
  halfHead: { status: 502, retried: true, act: (socket: Socket) => socket.end('HTTP/1.1 2') },
  nonsense: { status: 502, retried: true, act: (socket: Socket) => socket.write('ready\r\n\r\n') },
  hang: { status: 504, retried: true, act: () => {} },
  // A status, then not the body it promised: the client's connection must end here.
  cut: {
    status: 206,
    retried: false,
    act: (socket: Socket) => socket.end('HTTP/1.1 206 P\r\nContent-Length: 9\r\n\r\nhalf'),
  },
} as const
export type Behaviour = keyof typeof behaviours

/** Does what the request's own plan says for this backend. */
export async function faulty(index: number): Promise<number> {
  const { port } = await scripted((socket, received) => {
    const plan = /X-Plan: (\S+)\r\n(?![\s\S]*X-Plan)/.exec(received)?.[1]
    if (plan && received.endsWith('\r\n\r\n')) behaviours[plan.split(',')[index] as Behaviour].act(socket)
  })
  return port
}
