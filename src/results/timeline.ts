import { mostBackendRows } from '../bench/windowing.js'
import type { JoinedWindows } from './joined-windows.js'
import type { BackendTimeline, Timeline } from './results.js'

/**
 * How it went over time, over rounds, which are of one length. Four significant digits, so that files stay small: a picture shows
 * three. Rounds with other backends than the first one's have none of them.
 */
export function timelineOf(rounds: readonly [JoinedWindows, ...JoinedWindows[]]): Timeline {
  const [first] = rounds
  const { windowMs, count, durationMs } = first
  const windows = Array.from({ length: count }, (_, window) => window)
  const seconds = (window: number): number => Math.min(windowMs, durationMs - window * windowMs) / 1000
  const kinds = [...new Set(rounds.flatMap(({ errors }) => [...errors.keys()]))].sort()
  const failed = (kind: string, window: number): number => sum(rounds, ({ errors }) => errors.get(kind)?.[window] ?? 0)
  const requests = (window: number): number => sum(rounds, one => one.requests[window]!)
  const aSecond = (total: number, window: number): number => rounded(total / rounds.length / seconds(window))
  const shareOfFailed = (window: number): number | null => {
    const all = sum(kinds, kind => failed(kind, window))
    return requests(window) === 0 ? null : rounded(all / requests(window))
  }
  return {
    windowMs,
    p50Ms: windows.map(window => medianOf(rounds.map(({ p50Ms }) => p50Ms[window]!))),
    p99Ms: windows.map(window => medianOf(rounds.map(({ p99Ms }) => p99Ms[window]!))),
    ratePerSecond: windows.map(window => aSecond(requests(window), window)),
    errorRate: windows.map(shareOfFailed),
    errors: Object.fromEntries(kinds.map(kind => [kind, windows.map(window => aSecond(failed(kind, window), window))])),
    backends: backendsOf(rounds, windows),
  }
}

function backendsOf(
  rounds: readonly [JoinedWindows, ...JoinedWindows[]],
  windows: readonly number[],
): BackendTimeline[] {
  const names = rounds[0].backends
  const alike = rounds.every(({ backends }) => backends.join('\n') === names.join('\n'))
  if (names.length > mostBackendRows || !alike) return []
  const cell = (window: number, backend: number): number => window * names.length + backend
  const all = windows.map(window => sum(names, (_, backend) => sum(rounds, one => one.sent[cell(window, backend)]!)))
  const seen = rounds.every(({ out }) => out !== undefined)
  return names.map((name, backend) => {
    const total =
      (read: (one: JoinedWindows) => Float64Array) =>
      (window: number): number =>
        sum(rounds, one => read(one)[cell(window, backend)]!)
    const [sent, inFlight, out] = [total(one => one.sent), total(one => one.inFlight), total(one => one.out!)]
    const mean = (of: (window: number) => number): number[] =>
      windows.map(window => rounded(of(window) / rounds.length))
    return {
      name,
      share: windows.map(window => (all[window] === 0 ? null : rounded(sent(window) / all[window]!))),
      inFlight: mean(inFlight),
      out: seen ? mean(out) : null,
    }
  })
}

function medianOf(values: readonly number[]): number | null {
  const known = values.filter(value => !Number.isNaN(value)).sort((a, b) => a - b)
  if (known.length === 0) return null
  const middle = (known.length - 1) / 2
  return rounded((known[Math.floor(middle)]! + known[Math.ceil(middle)]!) / 2)
}

function sum<T>(items: readonly T[], read: (item: T, index: number) => number): number {
  return items.reduce((total, item, i) => total + read(item, i), 0)
}

const rounded = (value: number): number => Number(value.toPrecision(4))
