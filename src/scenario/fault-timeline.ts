import type { FaultEvent } from '../model/backend-spec.js'
import { formatDuration } from '../units.js'
import type { FaultDocument } from './faults.js'
import { timeOf } from './moment.js'

/** Told about a fault that makes no sense: its place in the list, the key to point at, and a sentence. */
export type RefuseFault = (index: number, key: 'at' | 'from' | 'to' | 'flap', message: string) => void

/** Beyond this a flapping backend is a typing mistake, and its schedule would no longer fit into memory. */
export const mostFlaps = 10_000

interface Timed {
  readonly index: number
  readonly fault: FaultDocument
  readonly event: FaultEvent
}

/**
 * A backend's schedule in time order. Refused: what never happens within the run (a report must not claim a crash that
 * was never seen), `recover` without a crash, a crash while down, and slow stretches that overlap.
 */
export function faultTimeline(faults: readonly FaultDocument[], durationMs: number, refuse: RefuseFault): FaultEvent[] {
  const events = faults
    .flatMap((fault, index): Timed[] => {
      const report = (key: Parameters<RefuseFault>[1], message: string) => refuse(index, key, message)
      if (!happens(fault, durationMs, report)) return []
      return eventsOf(fault, durationMs).map(event => ({ index, fault, event }))
    })
    .sort((a, b) => inTurn(a.event, b.event))
  refuseClashes(events, refuse)
  return events.map(({ event }) => event)
}

/** For `sort`: in time order, and where one stretch ends as another begins, its end first. */
export function inTurn(a: FaultEvent, b: FaultEvent): number {
  return a.atMs - b.atMs || Number(!isEnd(a)) - Number(!isEnd(b))
}

function isEnd(event: FaultEvent): boolean {
  if (event.kind === 'slow') return event.factor === 1
  return event.kind === 'errors' ? event.share === 0 : event.kind === 'recover' || event.kind === 'thaw'
}

function happens(
  fault: FaultDocument,
  durationMs: number,
  report: (key: 'at' | 'from' | 'to' | 'flap', message: string) => void,
): boolean {
  const [key, moment] = 'at' in fault ? (['at', fault.at] as const) : (['from', fault.from] as const)
  const startMs = timeOf(moment, durationMs)
  if (startMs >= durationMs) {
    report(key, `expected a time before the end of the run, which lasts ${formatDuration(durationMs)}`)
    return false
  }
  if ('at' in fault) return true
  const lastsMs = timeOf(fault.to, durationMs) - startMs
  if (lastsMs <= 0) report('to', 'expected a time after "from"')
  const flaps = fault.kind === 'flap' ? lastsMs / (fault.upMs + fault.downMs) : 0
  if (flaps > mostFlaps) report('flap', `goes down more than ${mostFlaps} times`)
  return lastsMs > 0 && flaps <= mostFlaps
}

function eventsOf(fault: FaultDocument, durationMs: number): FaultEvent[] {
  if ('at' in fault) return [{ atMs: timeOf(fault.at, durationMs), kind: fault.kind }]
  const fromMs = timeOf(fault.from, durationMs)
  const toMs = timeOf(fault.to, durationMs)
  if (fault.kind === 'flap') return flapping(fromMs, toMs, fault.upMs, fault.downMs)
  return [
    { atMs: fromMs, kind: 'slow', factor: fault.factor },
    { atMs: toMs, kind: 'slow', factor: 1 },
  ]
}

/** A backend that flaps: down at `from`, up `downMs` later, down again `upMs` later, ... and up at `to` whatever the rhythm says. */
export function flapping(fromMs: number, toMs: number, upMs: number, downMs: number): FaultEvent[] {
  const events: FaultEvent[] = []
  for (let cycle = 0; fromMs + cycle * (upMs + downMs) < toMs; cycle++) {
    const atMs = fromMs + cycle * (upMs + downMs)
    events.push({ atMs, kind: 'crash' }, { atMs: Math.min(atMs + downMs, toMs), kind: 'recover' })
  }
  return events
}

function refuseClashes(events: readonly Timed[], refuse: RefuseFault): void {
  let down = false
  let slow: number | undefined
  const refused = new Set<number>()
  const clash = ({ index, fault }: Timed, message: string): void => {
    if (!refused.has(index)) refuse(index, 'at' in fault ? 'at' : 'from', message)
    refused.add(index)
  }
  for (const timed of events) {
    const { event, index } = timed
    if (event.kind === 'crash') {
      if (down) clash(timed, 'this crash comes while the backend is down already')
      down = true
    } else if (event.kind === 'recover') {
      if (!down) clash(timed, 'this recovery comes while the backend is up')
      down = false
    } else if (event.kind !== 'slow') {
      // Nothing else comes out of what a backend's list can say.
    } else if (event.factor === 1 && slow === index) {
      slow = undefined
    } else if (slow !== undefined && slow !== index) {
      clash(timed, 'this overlaps another slow stretch of the same backend')
    } else slow = index
  }
}
