import { join } from 'node:path'
import { LbbenchError } from '../../../errors.js'
import type { PoolChange } from '../../../model/balancer-spec.js'
import type { Hands } from '../external/running.js'
import { askHaproxy, statsSocket } from './stats-socket.js'

/** By the runtime API: nothing is read again, and no connection is lost. */
export const haproxyHands: Hands = {
  async change({ setup, folder }, change) {
    const command = commandOf(setup.backends[change.backend]!.spec.name, change)
    const answer = (await askHaproxy(join(folder, statsSocket), command)).trim()
    // Who has done it says nothing.
    if (answer !== '') throw new LbbenchError('ENGINE_FAILED', `HAProxy refused "${command}": ${answer}`)
  },
}

const states = { drain: 'drain', leave: 'maint', join: 'ready' } as const

function commandOf(name: string, change: PoolChange): string {
  const server = `set server backends/${name}`
  return change.kind === 'weight' ? `${server} weight ${change.weight}` : `${server} state ${states[change.kind]}`
}
