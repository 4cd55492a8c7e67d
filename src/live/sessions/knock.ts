import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/**
 * Sends PING to whoever listens there; resolves to the first line of the answer, '' where it closes without one.
 * Ahead of the client, which of what is no Redis says only that the connection was closed.
 * Rejects with the system's error, or where no answer comes in time.
 */
export function knock(url: string, timeoutMs: number): Promise<string> {
  const socket = open(new URL(url))
  return new Promise<string>((resolve, reject) => {
    let text = ''
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('it does not answer')))
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (text.includes('\n') || text.length > longestLine) socket.destroy()
    })
    socket.on('error', reject)
    socket.on('end', () => socket.destroy())
    socket.on('close', () => resolve(text.split(/[\r\n]/, 1)[0]!.slice(0, longestLine)))
    socket.write('PING\r\n')
  })
}

/** More need not be told. */
const longestLine = 60

function open({ protocol, hostname, port }: URL): Socket {
  const host = hostname.replace(/^\[|\]$/g, '') || '127.0.0.1'
  const at = { host, port: Number(port || 6379) }
  return protocol === 'rediss:' ? connectTls({ ...at, servername: host }) : connect(at)
}
