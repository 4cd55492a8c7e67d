import type { Socket } from 'node:net'

/**
 * Sends what is left, then FIN, and reads on for a while without looking: closing a socket with unread bytes sends RST,
 * which can make the peer lose the answer it has not read yet (RFC 9112 9.6, nginx's lingering_close).
 * A peer that takes nothing for `stallMs` is reset: half an answer must not look like a whole one.
 * The caller's own `data` listener must ignore what still comes.
 */
export function closeGently(socket: Socket, stallMs = defaultStallMs): void {
  if (socket.destroyed) return
  const giveUp = (): void => void socket.resetAndDestroy()
  // The socket's own timeout: it alone sees that a write, however big, is on its way.
  socket.setTimeout(stallMs, giveUp)
  socket.once('finish', () => {
    socket.setTimeout(0, giveUp)
    linger(socket)
  })
  socket.once('end', () => socket.destroySoon())
  socket.end()
  socket.resume()
}

/** As nginx's send_timeout. */
const defaultStallMs = 60_000

function linger(socket: Socket): void {
  const timer = setTimeout(() => socket.destroy(), lingerMs)
  timer.unref()
  socket.once('close', () => clearTimeout(timer))
}

/** Long enough for a client across a continent to read an error; short enough not to pile up sockets. */
const lingerMs = 2_000
