import { once } from 'node:events'
import { connect } from 'node:net'
import { LbbenchError } from '../../../errors.js'

/** In the folder of a trial. HAProxy wants to be told that it is no address. */
export const statsSocket = 'stats.sock'

/** Nobody but who started it, and root, may speak to it; a `user` only asks (management guide, 9.3 "Unix Socket commands"). */
export function socketLine(level: 'user' | 'admin'): string {
  return `stats socket unix@${statsSocket} mode 600 level ${level}`
}

/** How long HAProxy may take for an answer, ms. */
const patienceMs = 5000

/** One command of the runtime API. @throws LbbenchError ENGINE_FAILED where it does not answer */
export async function askHaproxy(path: string, command: string): Promise<string> {
  const socket = connect(path)
  socket.setEncoding('utf8').setTimeout(patienceMs, () => socket.destroy(new Error('no answer')))
  let answer = ''
  socket.on('data', chunk => {
    answer += chunk
  })
  try {
    socket.write(`${command}\n`)
    await once(socket, 'end')
    return answer
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new LbbenchError('ENGINE_FAILED', `HAProxy does not answer on its stats socket: ${why}`)
  } finally {
    socket.destroy()
  }
}
