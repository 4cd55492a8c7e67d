import { LbbenchError } from '../../../errors.js'
import type { Scenario } from '../../../scenario/scenario.js'
import { monotonicMs } from '../../clock.js'
import type { Fleet, FleetNeeds } from '../../engines/fleet.js'
import { cpuSecondsOf } from '../../machine.js'
import { startCommands } from '../../programs/commands.js'
import type { ProgramGroup } from '../../programs/group.js'
import { type TemporaryFolder, temporaryFolder } from '../../programs/temporary-folder.js'
import { checkStore, startStore } from '../../sessions/start-store.js'
import { sessionEnvironment } from '../../sessions/store-access.js'
import { kindOf } from './kind-of.js'
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
  let cpu = noCpu
  return {
    async boot() {
      const kind = kindOf(scenario)!
      const store = await startStore(group, scenario)
      const { host } = needs
      const env = { ...needs.env, ...sessionEnvironment(store) }
      backends = scenario.backends.map(spec => new RealBackend({ kind, spec, host, commands, env }))
      folder = await temporaryFolder('backends', false)
      const ports = new Set<number>()
      for (const backend of backends) ports.add(await backend.prepare(folder.path, ports))
      await Promise.all(backends.map(backend => backend.boot()))
      return [...ports]
    },
    async begin({ startAt }) {
      const at = (ms: number, act: () => void): unknown =>
        timers.push(setTimeout(act, Math.max(0, startAt + ms - monotonicMs())))
      at(0, () => {
        cpu = watchCpu(backends)
      })
      for (const [i, { faults }] of scenario.backends.entries()) {
        for (const { kind: what, atMs } of faults) {
          const act = what === 'crash' ? () => backends[i]!.crash() : () => backends[i]!.recover()
          at(atMs, () => void act().catch(group.fail))
        }
      }
    },
    utilisation: async () => cpu(),
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
      if (isOurs && folder !== undefined)
        return new LbbenchError(
          failure.code,
          failure.message,
          failure.hint ?? `the logs of the backends are in ${folder.path}`,
        )
      await folder?.remove()
      return failure
    },
  }
}

const noCpu = (): number | undefined => undefined

/** From now on: CPU of the busiest server, in cores; undefined where it cannot be told, as of one that was started again. */
function watchCpu(backends: readonly RealBackend[]): () => number | undefined {
  const groups = backends.map(backend => backend.group)
  const before = groups.map(cpuOf)
  const fromMs = monotonicMs()
  return () => {
    const seconds = (monotonicMs() - fromMs) / 1000
    const used = groups.map((group, i) =>
      group === backends[i]!.group ? difference(cpuOf(group), before[i]) : undefined,
    )
    const known = used.filter(each => each !== undefined)
    return known.length === 0 ? undefined : Math.max(...known) / seconds
  }
}

function cpuOf(group: number | undefined): number | undefined {
  return group === undefined ? undefined : cpuSecondsOf([group])
}

function difference(after: number | undefined, before: number | undefined): number | undefined {
  return after === undefined || before === undefined ? undefined : after - before
}
