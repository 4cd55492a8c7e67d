import { setTimeout as sleep } from 'node:timers/promises'
import { watchMachine } from './machine.js'

/** A window is quiet where others use less than this, in cores: the limit from which on a result is cautioned. */
const quietCores = 0.3
const windowMs = 250

/**
 * Waits until other programs leave the machine alone, at most `patienceMs`: a spoiled trial that is repeated at once meets
 * the same neighbour again. Returns at once where the kernel tells nothing.
 */
export async function quietMoment(patienceMs: number, signal: AbortSignal): Promise<void> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += windowMs) {
    const load = watchMachine()
    await sleep(windowMs, undefined, { signal }).catch(() => signal.throwIfAborted())
    const { foreignCores } = load()
    if (foreignCores === undefined || foreignCores < quietCores) return
  }
}
