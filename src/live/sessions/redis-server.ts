import { join } from 'node:path'
import { LbbenchError } from '../../errors.js'
import { portFor } from '../listen.js'
import { startCommands } from '../programs/commands.js'
import { findProgram } from '../programs/find-program.js'
import type { ProgramGroup } from '../programs/group.js'
import { temporaryFolder } from '../programs/temporary-folder.js'

const host = '127.0.0.1'

/** In the order in which they are looked for: the one is the other's heir, and either does. */
const servers = ['redis-server', 'valkey-server']

/** Names of the servers that are looked for, and which is there; undefined where none is. */
export function installedRedis(): string | undefined {
  return servers.find(name => findProgram(name) !== undefined)
}

/**
 * Starts a Redis of the trial's own, on loopback, that keeps nothing on disk; resolves to its URL before it listens.
 * @throws LbbenchError STORE_FAILED
 */
export async function startRedis(group: ProgramGroup, realtime: boolean): Promise<string> {
  const program = installedRedis()
  if (program === undefined)
    throw new LbbenchError(
      'STORE_FAILED',
      `sessions in Redis need ${servers.join(' or ')}, and neither is installed`,
      'apt-get install redis-server, or name your own by --redis URL',
    )
  const port = await portFor('STORE_FAILED', 0, host, 'Redis')
  const folder = await temporaryFolder('redis')
  group.afterwards(() => folder.remove())
  const log = join(folder.path, 'log')
  await startCommands(group, realtime).start({
    title: `Redis (${program})`,
    diedCode: 'STORE_FAILED',
    argv: [program, ...settings(port, folder.path)],
    cwd: folder.path,
    log,
    complaint: /# (.*)$/,
    unprivileged: { owns: folder.path },
  })
  return `redis://${host}:${port}`
}

function settings(port: number, folder: string): string[] {
  const given = { bind: host, port: String(port), save: '', appendonly: 'no', daemonize: 'no', dir: folder }
  return Object.entries(given).flatMap(([name, value]) => [`--${name}`, value])
}
