import type { HotStretch, Surge, Traffic } from '../../model/traffic.js'
import { formatDuration } from '../../units.js'
import type { Report } from '../problems.js'
import { tooManyRequests } from '../to-traffic.js'
import { described, type Fault } from './fault-of.js'

/** The traffic with its surges and hot clients. Refused: where nobody says when requests come, and two at a time. */
export function withTrafficFaults(
  traffic: Traffic,
  faults: readonly Fault[],
  { durationMs, report }: { readonly durationMs: number; readonly report: Report },
): Traffic {
  const [surging, heating] = [ofKind(faults, 'surge'), ofKind(faults, 'hot')]
  for (const fault of [...surging, ...heating]) refuseTraffic(traffic, fault, report)
  for (const list of [surging, heating]) refuseOverlaps(list, report)
  const surges = surging.map(({ fromMs, toMs, keys }): Surge => ({ fromMs, toMs, factor: keys.surge! }))
  const canSurge = traffic.load.kind === 'open' && !(traffic.load.arrivals.kind in ownRhythm) && surges.length > 0
  const tooMany = canSurge ? tooManyRequests({ load: traffic.load, surges }, durationMs) : undefined
  if (tooMany) report([...surging[0].path, 'surge'], tooMany)
  const hot = heating.map(({ fromMs, toMs, keys }): HotStretch => ({ fromMs, toMs, share: keys.hot! }))
  return { ...traffic, ...(surges.length > 0 && { surges }), ...(hot.length > 0 && { hot }) }
}

function ofKind(faults: readonly Fault[], kind: 'surge' | 'hot'): Fault[] {
  return faults.filter(fault => fault.kind === kind).sort((a, b) => a.fromMs - b.fromMs)
}

function refuseTraffic({ load }: Traffic, { kind, path }: Fault, report: Report): void {
  const reason = load.kind === 'closed' ? noClock : kind === 'surge' ? ownRhythm[load.arrivals.kind] : undefined
  if (reason) report([...path, kind], `${described[kind]} ${reason}`, 'key')
}

const noClock = 'needs an open loop; give "rate" or "load" instead of "connections"'

const ownRhythm: Readonly<Record<string, string>> = {
  trace: 'multiplies a rate, and a trace says itself when requests come; write it into the trace',
  burst: 'multiplies a rate that has no bursts of its own; write "arrivals: poisson"',
}

function refuseOverlaps(inOrder: readonly Fault[], report: Report): void {
  for (const [i, fault] of inOrder.entries()) {
    const before = inOrder[i - 1]
    if (before === undefined || before.toMs <= fault.fromMs) continue
    const time = `from ${formatDuration(before.fromMs)} to ${formatDuration(before.toMs)}`
    report(
      [...fault.path, 'from'],
      `this overlaps ${described[before.kind]} ${time}; let one end before the other begins`,
    )
  }
}
