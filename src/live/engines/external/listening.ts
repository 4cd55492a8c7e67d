import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { LbbenchError } from '../../../errors.js'
import { monotonicMs } from '../../clock.js'
import { loopback } from '../measure.js'
import type { Product } from './product.js'

/** How long it may take until it listens, ms. */
const patienceMs = 10_000

/** Resolves once somebody accepts connections, or the program has ended: the trial fails with that. @throws LbbenchError ENGINE_FAILED */
export async function listening(port: number, { title }: Product, ended: () => boolean): Promise<void> {
  const deadline = monotonicMs() + patienceMs
  while (!ended() && !(await accepts(port))) {
    if (monotonicMs() > deadline)
      throw new LbbenchError(
        'ENGINE_FAILED',
        `${title} does not listen on ${loopback}:${port} after ${patienceMs / 1000} s`,
      )
    await delay(10)
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, loopback)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
