import { readSync } from 'node:fs'
import type { Socket } from 'node:net'

/**
 * Whether the kernel has nothing for us on this socket: no byte, no FIN, no reset. Asked now, with one read that does
 * not wait (3 us), where Node would tell at the event loop's next turn. A byte it finds is lost, so a socket that is
 * not silent must be closed. Always true on Windows, where a socket has no descriptor.
 */
export function isSilent(socket: Socket): boolean {
  const fd = descriptor(socket)
  if (fd === undefined) return false
  if (fd < 0) return true
  const { stackTraceLimit } = Error
  // "Nothing there" is the usual answer and comes as an exception, of which the stack is the dearest part.
  Error.stackTraceLimit = 0
  try {
    readSync(fd, oneByte, 0, 1, null)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN'
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

const oneByte = Buffer.alloc(1)

/** Not of Node's public interface, but there since 0.x; undefined once the socket is closed. */
function descriptor(socket: Socket): number | undefined {
  const { _handle: handle } = socket as unknown as { readonly _handle: { readonly fd: number } | null }
  return handle?.fd
}
