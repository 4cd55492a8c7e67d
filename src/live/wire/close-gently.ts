import type { Socket } from 'node:net'

/**
 * Sends what is left, then FIN, and reads on for a while without looking: closing a socket with unread bytes sends RST,
 * which can make the peer lose the answer it has not read yet (RFC 9112 9.6, nginx's lingering_close).
 * The caller's own `data` listener must ignore what still comes.
 */
export function closeGently(socket: Socket): void {
  if (socket.destroyed) return
  socket.end()
  socket.resume()
  const timer = setTimeout(() => socket.destroy(), lingerMs)
  timer.unref()
  socket.once('end', () => socket.destroySoon())
  socket.once('close', () => clearTimeout(timer))
}

/** Long enough for a client across a continent to read an error; short enough not to pile up sockets. */
const lingerMs = 2_000
