import type { BackendDocument } from '../backends.js'
import { inTurn } from '../fault-timeline.js'
import type { Report } from '../problems.js'
import type { Scenario } from '../scenario.js'
import { refuseClashes, type Stretch } from './clashes.js'
import { deploySteps } from './deploy.js'
import { draftsOfBackends } from './draft-of-backends.js'
import { effectsOf } from './fault-effects.js'
import type { FaultKeys } from './fault-keys.js'
import { type Hit, hitsOf } from './hits.js'
import { type Draft, named } from './named.js'
import { withTrafficFaults } from './traffic-faults.js'

/** The parts of a scenario that faults change. */
type Parts = Pick<Scenario, 'backends' | 'traffic' | 'balancer'>

/** What `withFaults` needs to know besides the parts. */
export interface FaultContext {
  /** `faults:` as read. */
  readonly faults: readonly FaultKeys[]
  /** `backends:` as read: their own faults are incidents as well. */
  readonly entries: readonly BackendDocument[]
  readonly durationMs: number
  readonly report: Report
}

/** The parts with their faults in them, and the incidents that these are. What makes no sense is reported. */
export function withFaults(
  parts: Parts,
  { faults, entries, durationMs, report }: FaultContext,
): Parts & Pick<Scenario, 'incidents'> {
  // Too many backends are none, which is reported already.
  if (parts.backends.length === 0) return parts
  const hits = hitsOf(faults, { scenario: parts, durationMs, report })
  const drafts = draftsOfBackends(entries, durationMs)
  const names = parts.backends.map(({ name }) => name)
  refuseTwins(hits, report)
  refuseClashes([...hits.flatMap(stretchesOfHit), ...drafts.flatMap(stretchesOfDraft)], names, report)
  const befalling = hits.map(({ fault }) => fault)
  const traffic = withTrafficFaults(parts.traffic, befalling, { durationMs, report })
  const incidents = named([...hits.map(draftOf), ...drafts])
  return { ...withEffects(parts, hits), traffic, ...(incidents.length > 0 && { incidents }) }
}

function withEffects({ backends, balancer }: Parts, hits: readonly Hit[]): Pick<Parts, 'backends' | 'balancer'> {
  const effects = hits.map(hit => effectsOf(hit.fault, hit.backends))
  const faults = backends.map(spec => [...spec.faults])
  for (const { backend, event } of effects.flatMap(({ events }) => events)) faults[backend].push(event)
  const changes = [...balancer.changes, ...effects.flatMap(each => each.changes)].sort((a, b) => a.atMs - b.atMs)
  return {
    backends: backends.map((spec, i) => ({ ...spec, faults: faults[i].sort(inTurn) })),
    balancer: { ...balancer, changes },
  }
}

function refuseTwins(hits: readonly Hit[], report: Report): void {
  const taken = new Set<string>()
  for (const { fault } of hits) {
    const { name } = fault.keys
    if (name === undefined) continue
    if (taken.has(name)) report([...fault.path, 'name'], `the name "${name}" is taken already`)
    taken.add(name)
  }
}

function draftOf({ fault: { kind, fromMs, toMs, keys }, backends }: Hit): Draft {
  return { name: keys.name, kind, fromMs, toMs, backends }
}

/** Of a deploy each backend has its own turn only. */
function stretchesOfHit({ fault, backends }: Hit): Stretch[] {
  const { kind, toMs } = fault
  const path = [...fault.path, kind === 'join' ? 'at' : 'from']
  if (kind === 'deploy')
    return deploySteps(fault, backends).map(({ backend, drainMs, joinMs }) => {
      return { kind, backend, fromMs: drainMs, toMs: joinMs, path }
    })
  const fromMs = kind === 'join' ? -Infinity : fault.fromMs
  return backends.map(backend => ({ kind, backend, fromMs, toMs, path }))
}

function stretchesOfDraft({ kind, fromMs, toMs, backends }: Draft): Stretch[] {
  return backends.map(backend => ({ kind, backend, fromMs, toMs, path: undefined }))
}
