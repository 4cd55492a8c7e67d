import type { BackendSpec, FailureSpec } from '../../../model/backend-spec.js'
import type { Ability, BackendKind } from '../../../scenario/backend-kind/kind.js'
import type { Scenario } from '../../../scenario/scenario.js'

/** What a kind cannot do of what a scenario wants of its backends, as the rest of a sentence; undefined where it can all. */
export function kindLacks(kind: BackendKind, { backends, traffic }: Scenario): string | undefined {
  if (traffic.sessions !== undefined && !kind.can.includes('sessions')) return unsaid('sessions')
  for (const spec of backends) {
    const lack = unreal(spec) ?? unable(kind, spec) ?? tooMany(kind, spec)
    if (lack !== undefined) return `${lack} (backend ${spec.name})`
  }
  return undefined
}

/** What no real server does on command. */
function unreal({ faults }: BackendSpec): string | undefined {
  if (faults.some(({ kind }) => kind === 'slow'))
    return 'cannot become slow on command: a real server crashes, freezes, stops and recovers'
  if (faults.some(({ kind }) => kind === 'errors'))
    return 'cannot begin to fail on command: give it errors of its own under "failures", where its kind can'
  return undefined
}

function unable({ can }: BackendKind, { cpuShare, failures }: BackendSpec): string | undefined {
  const wanted: [Ability, boolean][] = [
    ['cpu', cpuShare > 0],
    ...failureKinds.map(([ability, share]): [Ability, boolean] => [ability, failures[share] > 0]),
  ]
  const missing = wanted.find(([ability, isWanted]) => isWanted && !can.includes(ability))
  return missing && unsaid(missing[0])
}

function unsaid(ability: Ability): string {
  return `does not say that it can do ${ability} ("can" in its backend.yaml)`
}

const failureKinds: readonly [Ability, keyof FailureSpec][] = [
  ['errors', 'errorShare'],
  ['resets', 'resetShare'],
  ['closes', 'closeShare'],
  ['hangs', 'hangShare'],
]

function tooMany({ concurrency }: BackendKind, { workers, threads }: BackendSpec): string | undefined {
  if (workers > 1 && concurrency.workers === false) return 'has one worker only: workers must be 1'
  if (threads > 1 && concurrency.threads === false)
    return `has no threads to set: threads must be 1${concurrency.unlimited ? ', it serves whoever comes at once' : ''}`
  return undefined
}
