import { LbbenchError } from '../../../errors.js'
import { startsDown } from '../../../model/faults.js'
import type { Scenario } from '../../../scenario/scenario.js'
import { monotonicMs } from '../../clock.js'
import { watchCpu } from '../../cpu-use.js'
import { startCommands } from '../../programs/commands.js'
import type { ProgramGroup } from '../../programs/group.js'
import { type TemporaryFolder, temporaryFolder } from '../../programs/temporary-folder.js'
import { checkStore, startStore } from '../../sessions/start-store.js'
import { sessionEnvironment } from '../../sessions/store-access.js'
import type { Fleet, FleetNeeds } from '../fleet.js'
import { kindOf, titleWithVersion } from './kind-of.js'
import { RealBackend } from './real-backend.js'

/**
 * Real servers as the backends of one trial, started for it, a server each. `boot` rejects with what `kindOf` and
 * `RealBackend` throw.
 */
export function startRealFleet(group: ProgramGroup, scenario: Scenario, needs: FleetNeeds): Fleet {
  const commands = startCommands(group, scenario.run.realtime)
  let backends: readonly RealBackend[] = []
  let folder: TemporaryFolder | undefined
  let timers: NodeJS.Timeout[] = []
  let cpu: () => (number | undefined)[] = () => []
  return {
    async boot() {
      const kind = kindOf(scenario)!
      const store = await startStore(group, scenario)
      const { host } = needs
      const env = { ...needs.env, ...sessionEnvironment(store) }
      backends = scenario.backends.map(spec => new RealBackend({ kind, spec, host, commands, env }))
      folder = await temporaryFolder('backends')
      needs.note?.(`${titleWithVersion(kind)}; what the backends write is in ${folder.path} while the trial runs`)
      const ports = new Set<number>()
      for (const backend of backends) ports.add(await backend.prepare(folder.path, ports))
      const up = backends.filter((_, i) => !startsDown(scenario.backends[i]!) && !needs.down?.includes(i))
      await Promise.all(up.map(backend => backend.boot()))
      return [...ports]
    },
    async begin({ startAt, durationMs }) {
      const at = (ms: number, act: () => void): unknown =>
        timers.push(setTimeout(act, Math.max(0, startAt + ms - monotonicMs())))
      const measuring = { fromMs: startAt, untilMs: startAt + durationMs }
      cpu = watchCpu(() => backends.map(({ group }) => group), measuring)
      for (const [i, { faults }] of scenario.backends.entries()) {
        for (const { kind: what, atMs } of faults) {
          // `kindLacks` has refused the others.
          if (what === 'slow' || what === 'errors') continue
          at(atMs, () => void backends[i]![what]().catch(group.fail))
        }
      }
    },
    start: backend => backends[backend]!.boot(),
    stop: backend => backends[backend]!.stop(),
    utilisation: async () => busiest(cpu()),
    check: () => checkStore(scenario.traffic.sessions),
    watched: () => [],
    async end() {
      for (const timer of timers) clearTimeout(timer)
      timers = []
      await Promise.all(backends.map(backend => backend.stop()))
    },
    async gone(failure) {
      for (const timer of timers) clearTimeout(timer)
      const isOurs = failure instanceof LbbenchError && failure.code === 'BACKEND_FAILED'
      if (isOurs && folder !== undefined) {
        await folder.keep()
        const hint = failure.hint ?? `the logs of the backends are in ${folder.path}`
        return new LbbenchError(failure.code, failure.message, hint)
      }
      await folder?.remove()
      return failure
    },
  }
}

function busiest(cores: readonly (number | undefined)[]): number | undefined {
  const known = cores.filter(each => each !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}
