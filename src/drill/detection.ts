import { type Incident, makesSick } from '../model/incident.js'
import { windowMs } from '../model/sight.js'
import type { Lasted } from './lasted.js'
import type { Sendings } from './sendings.js'

/** Windows for which traffic must have left, in a row: a second. */
const span = 1000 / windowMs
/** Fewest, where the incident is over sooner. */
const shortest = 2
/** What of its fair share a backend may still get that counts as found: probes, and the odd request. */
const leftOver = 0.1
/** Tries that must have been due to the sick: that none of ten came is chance once in 20,000 times. */
const leastExpected = 10
/** Tries that must have been due to say what the share was before, and how long before is asked for, ms. */
const leastUsual = 20
const usualMs = 2000

/**
 * How long the balancer went on to send the sick what was theirs, ms: from the start of the incident to the first window from
 * which on, for a second (or until the incident is over), it sends them less than a tenth of their fair share. Fair is by
 * weight (see `Sendings`), or what they got before where that is less: hashing may have sent them hardly anything. Where in a
 * second fewer than ten tries would be theirs, the time is longer: as long as it takes for ten.
 *
 * It is about where requests go, not what the balancer knows: who counts requests in flight leaves a frozen backend alone
 * without any check. Undetected until the incident is over: how long that was. Null where nobody is sick, or so little would
 * be sent to the sick that nothing can be told.
 * @param endMs when the first incident begins, ms
 */
export function detectionOf(sendings: Sendings, incident: Incident, endMs: number): Lasted | null {
  if (!makesSick(incident) || incident.backends.length === 0) return null
  const { fromMs, toMs } = incident
  const sent = summed(sendings.of(incident.backends))
  const fair = sendings.fairShare(incident.backends)
  const fairly = summed(sendings.wanted.map((wanted, window) => wanted * fair[window]!))
  const usual = usualOf(sent, fairly, [endMs, fromMs])
  const [first, end] = [Math.floor(fromMs / windowMs), Math.min(Math.floor(toMs / windowMs), sendings.count)]
  const due = (from: number, to: number): number => usual * (fairly[to]! - fairly[from]!)
  if (end - first < shortest || due(first, end) < leastExpected) return null
  let to = first
  for (let from = first; from <= end - shortest; from++) {
    to = Math.max(to, Math.min(from + span, end))
    while (to < end && due(from, to) < leastExpected) to++
    if (due(from, to) < leastExpected) break
    const isLeft = (until: number): boolean =>
      sent[until] === sent[from] || sent[until]! - sent[from]! < leftOver * due(from, until)
    if (isLeft(from + 1) && isLeft(to)) return { ms: Math.max(0, from * windowMs - fromMs), atLeast: false }
  }
  return { ms: toMs - fromMs, atLeast: true }
}

/**
 * What part of the fair share came, at most 1: before anything befell the trial, or just before this incident, whichever is
 * more. A backend may have joined in between; another incident may have ended just then.
 */
function usualOf(sent: Float64Array, fairly: Float64Array, [endMs, fromMs]: readonly [number, number]): number {
  const spans = [
    [0, endMs],
    [fromMs - usualMs, fromMs],
  ] as const
  const parts = spans.flatMap(([from, to]) => {
    const [first, last] = [Math.max(0, Math.floor(from / windowMs)), Math.floor(to / windowMs)]
    const due = fairly[last]! - fairly[first]!
    return due < leastUsual ? [] : [(sent[last]! - sent[first]!) / due]
  })
  return parts.length === 0 ? 1 : Math.min(1, Math.max(...parts))
}

/** Of all windows before each, one longer. */
function summed(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1)
  for (const [i, value] of values.entries()) sums[i + 1] = sums[i]! + value
  return sums
}
