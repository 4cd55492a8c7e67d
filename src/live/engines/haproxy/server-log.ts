import { blocks } from '../../../balancer/pool.js'
import type { Glimpse } from '../external/sighting.js'

/** HAProxy's log, in the format `iso`, of what becomes of servers: those lines are of level notice and above, traffic is not. */
export const serverLogLine = 'log stdout format iso daemon notice'

const change = /^(\d{4}-\S+) (?:Backup )?Server \w+\/(\S+) is (UP|DOWN)\b(.*)/

/**
 * Servers that checks, or traffic that failed (`on-error mark-down`), took down, and who is up again. What the operator did is
 * there as well ("is going DOWN for maintenance", "enters drain state") and is known already.
 * @param servers by name, in their order
 */
export function serverGlimpses(
  log: string,
  servers: readonly string[],
  inTrial: (wallMs: number) => number,
): Glimpse[] {
  return log.split('\n').flatMap((line): Glimpse[] => {
    const [, time, name, state, why] = change.exec(line) ?? []
    const backend = name === undefined ? -1 : servers.indexOf(name)
    if (backend === -1) return []
    const atMs = inTrial(Date.parse(time!))
    const set = (block: typeof blocks.banned | typeof blocks.unhealthy, on: boolean) => ({ atMs, backend, block, on })
    if (state === 'UP') return [set(blocks.banned, false), set(blocks.unhealthy, false)]
    return [set(/consecutive errors/.test(why!) ? blocks.banned : blocks.unhealthy, true)]
  })
}
