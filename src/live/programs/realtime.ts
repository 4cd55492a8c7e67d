import { execa } from 'execa'
import { LbbenchError } from '../../errors.js'

/** Puts a command line under round-robin real-time scheduling: sched(7). It more than halves the tail of the harness. */
export function realtimeCommand(command: readonly string[]): string[] {
  return ['chrt', '-r', '10', ...command]
}

/** @throws LbbenchError USAGE where this machine has no chrt or does not let us */
export async function assertRealtimePermitted(): Promise<void> {
  const [file, ...args] = realtimeCommand(['true'])
  const { failed, code } = await execa(file!, args, { reject: false })
  if (!failed) return
  const reason =
    code === 'ENOENT' ? 'there is no chrt on this machine' : 'chrt is not permitted to set a real-time priority'
  throw new LbbenchError('USAGE', `--realtime: ${reason}`, 'leave it out, or run as root or with CAP_SYS_NICE')
}
