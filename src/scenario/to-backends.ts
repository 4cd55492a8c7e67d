import type { BackendSpec } from '../model/backend-spec.js'
import type { Distribution } from '../model/distribution.js'
import { type BackendDocument, mostBackends } from './backends.js'
import { faultTimeline } from './fault-timeline.js'
import type { LatencyDocument } from './latency-forms.js'
import type { Path, Report } from './problems.js'

/** What `toBackends` needs to know besides the entries. */
export interface BackendContext {
  readonly durationMs: number
  /** Reads a distribution from its file where it stands in one; undefined once reported. */
  readonly distribution: (document: LatencyDocument, path: Path) => Distribution
  /** Path of an entry in the document: a list, or one entry alone. */
  readonly pathOf: (entry: number) => Path
  readonly report: Report
}

/** Entries with counts -> a spec a backend, with unique names. */
export function toBackends(entries: readonly BackendDocument[], context: BackendContext): BackendSpec[] {
  const specs: BackendSpec[] = []
  const names = new Set<string>()
  const total = entries.reduce((sum, entry) => sum + entry.count, 0)
  if (total > mostBackends) context.report(['backends'], `expected at most ${mostBackends} backends in all`)
  for (const [index, entry] of total > mostBackends ? [] : entries.entries()) {
    const path = context.pathOf(index)
    const shared = specOf(entry, path, context)
    if (entry.port > 0 && entry.port + entry.count > 65536)
      context.report([...path, 'port'], `expected room for ${entry.count} ports`)
    for (let copy = 0; copy < entry.count; copy++) {
      const name = nameOf(entry, copy, specs.length)
      if (names.has(name))
        context.report([...path, ...(entry.name ? ['name'] : [])], `the name "${name}" is taken already`)
      names.add(name)
      specs.push({ ...shared, name, port: entry.port && entry.port + copy })
    }
  }
  if (specs.length > 0 && specs.every(spec => spec.backup))
    context.report(['backends'], 'expected a backend that is no backup')
  return specs
}

function nameOf(entry: BackendDocument, copy: number, position: number): string {
  if (entry.name === undefined) return `b${position + 1}`
  return entry.count > 1 ? `${entry.name}-${copy + 1}` : entry.name
}

function specOf(
  entry: BackendDocument,
  path: Path,
  { durationMs, distribution, report }: BackendContext,
): Omit<BackendSpec, 'name' | 'port'> {
  const { weight, workers, threads, backlog, backup, maxFails, maxRequests, failures, slowStart } = entry
  return {
    ...{ weight, workers, threads, backlog, backup, maxFails, maxRequests, failures, slowStart },
    keepAliveMs: entry.keepAlive,
    latency: distribution(entry.latency, [...path, 'latency']),
    cpuShare: entry.cpu,
    failTimeoutMs: entry.failTimeout,
    faults: faultTimeline(entry.faults, durationMs, (index, key, message) =>
      report([...path, 'faults', index, key], message),
    ),
  }
}
