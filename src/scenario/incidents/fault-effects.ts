import type { FaultEvent } from '../../model/backend-spec.js'
import type { PoolChange } from '../../model/balancer-spec.js'
import { flapping } from '../fault-timeline.js'
import { deploySteps } from './deploy.js'
import type { Fault } from './fault-of.js'

/** What a fault does, in terms that engines know. */
export interface Effects {
  readonly events: readonly { readonly backend: number; readonly event: FaultEvent }[]
  readonly changes: readonly PoolChange[]
}

/** What befalls these backends. A surge and a hot client are for the traffic to have. */
export function effectsOf(fault: Fault, backends: readonly number[]): Effects {
  if (fault.kind === 'deploy') return deploying(fault, backends)
  const events = backends.flatMap(backend => eventsOf(fault).map(event => ({ backend, event })))
  if (fault.kind !== 'join') return { events, changes: [] }
  return { events, changes: backends.map(backend => ({ atMs: fault.fromMs, backend, kind: 'join' })) }
}

function eventsOf({ kind, fromMs, toMs, ends, keys }: Fault): FaultEvent[] {
  const both = (begin: FaultEvent, end: FaultEvent): FaultEvent[] => (ends ? [begin, end] : [begin])
  switch (kind) {
    case 'crash':
      return both({ atMs: fromMs, kind: 'crash' }, { atMs: toMs, kind: 'recover' })
    case 'freeze':
      return both({ atMs: fromMs, kind: 'freeze' }, { atMs: toMs, kind: 'thaw' })
    case 'slow':
      return both({ atMs: fromMs, kind: 'slow', factor: keys.slow! }, { atMs: toMs, kind: 'slow', factor: 1 })
    case 'flap':
      return flapping(fromMs, toMs, keys.flap!.up, keys.flap!.down)
    case 'join':
      return [{ atMs: fromMs, kind: 'recover' }]
    case 'errors':
      return failing(fromMs, toMs, ends, keys)
    default:
      return []
  }
}

const rampSteps = 10

/** The first step comes at once, so that the fault begins when it says; the last as the ramp's last tenth begins. */
function failing(fromMs: number, toMs: number, ends: boolean, { errors, status = 503, ramp = 0 }: Fault['keys']) {
  const steps = ramp === 0 ? 1 : rampSteps
  const rise = Array.from({ length: steps }, (_, k): FaultEvent => {
    return {
      atMs: fromMs + (k * ramp) / steps,
      kind: 'errors',
      share: Number(((errors! * (k + 1)) / steps).toPrecision(12)),
      status,
    }
  })
  return ends ? [...rise, { atMs: toMs, kind: 'errors', share: 0, status } as const] : rise
}

function deploying(fault: Fault, backends: readonly number[]): Effects {
  const steps = deploySteps(fault, backends)
  return {
    events: steps.flatMap(({ backend, stopMs, startMs }) => [
      { backend, event: { atMs: stopMs, kind: 'stop' } as const },
      { backend, event: { atMs: startMs, kind: 'recover' } as const },
    ]),
    changes: steps.flatMap(({ backend, drainMs, joinMs }): PoolChange[] => [
      { atMs: drainMs, backend, kind: 'drain' },
      { atMs: joinMs, backend, kind: 'join' },
    ]),
  }
}
