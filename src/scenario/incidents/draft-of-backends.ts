import type { BackendDocument } from '../backends.js'
import type { FaultDocument } from '../faults.js'
import { timeOf } from '../moment.js'
import type { Draft } from './named.js'

/** What the backends' own lists come to: an incident a crash, slow stretch or flapping, of all that an entry's `count` makes. */
export function draftsOfBackends(entries: readonly BackendDocument[], durationMs: number): Draft[] {
  let first = 0
  return entries.flatMap(({ count, faults }) => {
    const start = first
    first += count
    const backends = Array.from({ length: faults.length > 0 ? count : 0 }, (_, copy) => start + copy)
    return stretchesOf(faults, durationMs).map(stretch => ({ name: undefined, backends, ...stretch }))
  })
}

function stretchesOf(faults: readonly FaultDocument[], durationMs: number): Omit<Draft, 'name' | 'backends'>[] {
  const recoveries = faults.flatMap(fault => (fault.kind === 'recover' ? [timeOf(fault.at, durationMs)] : []))
  return faults.flatMap(fault => {
    if (fault.kind === 'recover') return []
    const fromMs = timeOf('at' in fault ? fault.at : fault.from, durationMs)
    const ends = 'at' in fault ? recoveries.filter(ms => ms > fromMs) : [timeOf(fault.to, durationMs)]
    return [{ kind: fault.kind, fromMs, toMs: Math.min(durationMs, ...ends) }]
  })
}
