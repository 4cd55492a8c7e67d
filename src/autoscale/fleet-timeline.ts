import type { FleetCount } from '../model/scaling-log.js'

/** How many backends there are as time goes by: an entry a change. */
export class FleetTimeline {
  readonly counts: FleetCount[]

  constructor(first: FleetCount) {
    this.counts = [first]
  }

  /** Of several at one time the last stands. */
  note(count: FleetCount): void {
    const last = this.counts.at(-1)!
    if (last.desired === count.desired && last.paid === count.paid && last.serving === count.serving) return
    if (last.atMs === count.atMs) this.counts.pop()
    this.counts.push(count)
  }
}
