import type { BackendSpec } from '../../model/backend-spec.js'
import { formatDuration } from '../../units.js'
import { mostFlaps } from '../fault-timeline.js'
import type { Report } from '../problems.js'
import type { Scenario } from '../scenario.js'
import { deployProblem } from './deploy.js'
import type { FaultKeys } from './fault-keys.js'
import { type Fault, faultOf } from './fault-of.js'
import { backendsOf } from './whom.js'

/** A fault, and whom it befalls by number. */
export interface Hit {
  readonly fault: Fault
  readonly backends: readonly number[]
}

/** What the entries of `faults:` need to be understood. */
export interface HitContext {
  readonly scenario: Pick<Scenario, 'backends' | 'balancer'>
  readonly durationMs: number
  readonly report: Report
}

/** `faults:` as read -> those that make sense by themselves; the others are reported. */
export function hitsOf(entries: readonly FaultKeys[], { scenario, durationMs, report }: HitContext): Hit[] {
  const names = scenario.backends.map(({ name }) => name)
  return entries.flatMap((keys, index): Hit[] => {
    const path = ['faults', index]
    let sound = true
    const refuse: Report = (where, message, at) => {
      sound = false
      report([...path, ...where], message, at)
    }
    const fault = faultOf(keys, { path, durationMs, report })
    if (fault === undefined) return []
    const whom = keys.backends
    const backends = whom ? backendsOf(whom, names, (at, message) => refuse(['backends', ...at], message)) : []
    if (sound) checkHit({ fault, backends }, scenario, refuse)
    return sound ? [{ fault, backends }] : []
  })
}

function checkHit(hit: Hit, { backends: specs, balancer }: HitContext['scenario'], refuse: Report): void {
  const { kind, keys, fromMs, toMs } = hit.fault
  if (kind === 'flap' && (toMs - fromMs) / (keys.flap!.up + keys.flap!.down) > mostFlaps)
    refuse(['flap'], `goes down more than ${mostFlaps} times`)
  if (kind === 'flap' && keys.flap!.down >= toMs - fromMs) refuse(['flap', 'down'], onceDown(toMs - fromMs))
  const misfit = kind === 'deploy' ? deployProblem(hit.fault, hit.backends.length) : undefined
  if (misfit) refuse(['deploy'], misfit, 'key')
  const full = kind === 'errors' ? hit.backends.find(i => failing(specs[i]) + keys.errors! > 1 + 1e-9) : undefined
  if (full !== undefined)
    refuse(['errors'], `with its own failures ${specs[full].name} would fail more than 100% of its requests`)
  if (kind !== 'join' && kind !== 'deploy') return
  const moved = balancer.changes.find(change => change.kind !== 'weight' && hit.backends.includes(change.backend))
  if (moved)
    refuse(['backends'], `"changes" of the balancer move ${specs[moved.backend].name} as well; keep one of them`)
}

function onceDown(lastsMs: number): string {
  return `expected less than ${formatDuration(lastsMs)}, as long as it flaps: it goes down first, and never comes up; write "do: crash"`
}

function failing({ failures }: BackendSpec): number {
  return failures.errorShare + failures.resetShare + failures.closeShare + failures.hangShare
}
