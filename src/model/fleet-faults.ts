import type { FaultEvent } from './backend-spec.js'
import type { FaultTimeline } from './faults.js'
import type { FleetReports } from './fleet-reports.js'
import type { FleetWorld } from './fleet-world.js'
import type { JobTable } from './job-table.js'
import type { Knockers } from './knockers.js'
import type { ServiceTimes } from './service-times.js'
import type { WorkerQueues } from './worker-queues.js'

/** All that faults befall. */
export interface FaultyFleet {
  readonly timeline: FaultTimeline
  readonly jobs: JobTable
  readonly queues: WorkerQueues
  readonly knockers: Knockers
  readonly services: ServiceTimes
  readonly reports: FleetReports | undefined
  readonly world: FleetWorld
}

/** What faults do to a fleet, and who is told. */
export class FleetFaults {
  readonly #fleet: FaultyFleet
  #stopping = 0

  constructor(fleet: FaultyFleet) {
    this.#fleet = fleet
  }

  /** When the next fault is due, ms. */
  nextMs(): number {
    return this.#fleet.timeline.nextMs()
  }

  /** The next of the timeline happens. */
  next(atMs: number): void {
    const fault = this.#fleet.timeline.next()
    if (fault !== undefined) this.#strikes(fault.backend, fault.event.kind, atMs)
  }

  /** One that is in no timeline happens now. */
  happens(backend: number, kind: 'crash' | 'recover', atMs: number): void {
    if (this.#fleet.timeline.happens({ backend, event: { kind, atMs } })) this.#strikes(backend, kind, atMs)
  }

  /** A request left the backend: one that is stopping may be through. */
  ended(backend: number, endMs: number): void {
    if (this.#stopping > 0) this.#leaves(backend, endMs)
  }

  #strikes(backend: number, kind: FaultEvent['kind'], atMs: number): void {
    const { queues, services, world } = this.#fleet
    if (kind === 'slow' || kind === 'errors') services.changed(backend)
    else if (kind === 'crash') this.#crash(backend, atMs)
    else if (kind === 'stop') this.#stop(backend, atMs)
    else if (kind === 'recover') this.#recover(backend, atMs)
    else if (kind === 'freeze') {
      queues.freeze(backend, atMs)
      world.frozen?.(backend, atMs)
    } else {
      queues.thaw(backend, atMs)
      world.thawed?.(backend, atMs)
    }
  }

  #crash(backend: number, atMs: number): void {
    const { queues, knockers, jobs, reports, world } = this.#fleet
    const lost = [...queues.clear(backend), ...knockers.clear(backend)]
    for (const job of lost) jobs.burning[job] = 0
    reports?.restarted(backend)
    world.crashed?.(backend, lost, atMs)
  }

  /** Those that knock are not let in any more. */
  #stop(backend: number, atMs: number): void {
    const { queues, knockers, world } = this.#fleet
    queues.thaw(backend, atMs)
    this.#stopping++
    world.stopping?.(backend, knockers.clear(backend), atMs)
    this.#leaves(backend, atMs)
  }

  /** Whoever is told may have asked for it already, so it is looked at again. */
  #leaves(backend: number, atMs: number): void {
    const { timeline, queues, reports, world } = this.#fleet
    if (timeline.stopping[backend] === 0 || !queues.idle(backend)) return
    this.#stopping--
    const succeeded = timeline.gone(backend)
    reports?.restarted(backend)
    world.stopped?.(backend, atMs)
    if (succeeded) this.#recover(backend, atMs)
  }

  #recover(backend: number, atMs: number): void {
    const { services, world } = this.#fleet
    services.restarted(backend, atMs)
    world.recovered?.(backend, atMs)
  }
}
