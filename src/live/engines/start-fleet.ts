import type { BackendSpec } from '../../model/backend-spec.js'
import type { Scenario } from '../../scenario/scenario.js'
import type { Fleet, FleetNeeds } from '../backends/fleet.js'
import type { BootBackends } from '../backends/program.js'
import { startRealFleet } from '../backends/real/real-fleet.js'
import type { StoreTrouble } from '../backends/session-desk.js'
import type { ProgramGroup } from '../programs/group.js'
import { watched } from '../programs/watched.js'
import { checkStore, startStore } from '../sessions/start-store.js'

/** Starts the backends of a trial, of whatever kind. */
export function startFleet(group: ProgramGroup, scenario: Scenario, needs: FleetNeeds): Fleet {
  const start = scenario.run.backendKind === undefined ? startSimulated : startRealFleet
  return start(group, scenario, needs)
}

/** Starts the process, or with `isolation: process` the processes, of simulated backends. */
function startSimulated(group: ProgramGroup, scenario: Scenario, needs: FleetNeeds): Fleet {
  const { isolation, realtime } = scenario.run
  const shares = isolation === 'process' ? scenario.backends.map(spec => [spec]) : [scenario.backends]
  const programs = shares.map(specs => ({
    specs,
    program: group.start({
      title: titleOf(specs),
      module: 'backends/program.js',
      diedCode: 'BACKEND_FAILED',
      realtime,
    }),
  }))
  const tell = async (name: 'start' | 'stop', backend: number): Promise<void> => {
    const alone = isolation === 'process'
    await programs[alone ? backend : 0]!.program.call(name, alone ? 0 : backend)
  }
  const everywhere = <T>(name: string, argument?: unknown): Promise<T[]> =>
    Promise.all(programs.map(({ program }) => program.call<T>(name, argument)))
  return {
    async boot({ metrics } = { metrics: false }) {
      const store = await startStore(group, scenario)
      const { note: _, ...told } = needs
      const boot = (specs: readonly BackendSpec[]): BootBackends => ({
        ...told,
        metrics,
        store,
        specs,
        down: specs.flatMap((spec, own) => (needs.down?.includes(scenario.backends.indexOf(spec)) ? [own] : [])),
        ports: specs.map(spec => spec.port),
      })
      const ports = await Promise.all(programs.map(({ specs, program }) => program.call<number[]>('boot', boot(specs))))
      return ports.flat()
    },
    async begin(when) {
      await everywhere('begin', when)
    },
    start: backend => tell('start', backend),
    stop: backend => tell('stop', backend),
    utilisation: async () => Math.max(...(await everywhere<number>('utilisation'))),
    check: async () =>
      checkStore(scenario.traffic.sessions, await everywhere<StoreTrouble | undefined>('storeTrouble')),
    watched: () => programs.map(({ specs, program }) => watched(nameOf(specs), program)),
  }
}

/** As a label. */
function nameOf([first, ...others]: readonly BackendSpec[]): string {
  return others.length === 0 ? `backend ${first!.name}` : 'backends'
}

function titleOf(specs: readonly BackendSpec[]): string {
  return specs.length === 1
    ? `backend ${specs[0]!.name}`
    : `the process of backends ${specs[0]!.name} to ${specs.at(-1)!.name}`
}
