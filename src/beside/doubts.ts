import { differencesOf, machineKey } from '../baseline/machine-key.js'
import { distrust, unfinished } from '../gate/trust.js'
import type { CandidateResult, Results } from '../results/results.js'
import type { Run } from './beside.js'

interface Both {
  readonly before: Run
  readonly after: Run
}

/** Why nothing may be concluded from one candidate of both results; undefined where something may. */
export function doubtOf(
  { before, after }: Both,
  left: CandidateResult,
  right: CandidateResult,
  hasControl: boolean,
): string | undefined {
  return (
    early('before', before.results) ??
    early('after', after.results) ??
    worlds(left, right) ??
    spoiled('before', before.results, left.id) ??
    spoiled('after', after.results, right.id) ??
    elsewhere({ before, after }, left, hasControl)
  )
}

function early(side: string, results: Results): string | undefined {
  const why = unfinished(results)
  return why && `${side}, ${why}`
}

/** Live numbers hold what harness, proxy and machine add, virtual ones do not. */
function worlds(left: CandidateResult, right: CandidateResult): string | undefined {
  if (left.world === right.world) return undefined
  const word = { live: 'measured live', virtual: 'run in virtual time' }
  return `it was ${word[left.world]} before and ${word[right.world]} after: the difference would be the worlds'`
}

function spoiled(side: string, results: Results, id: string): string | undefined {
  const why = distrust(results, id)
  return why && `${side}, ${why}`
}

/** By value live results hold on one machine only; virtual ones hold everywhere. */
function elsewhere({ before, after }: Both, { world }: CandidateResult, hasControl: boolean): string | undefined {
  if (world === 'virtual' || hasControl) return undefined
  const changes = machineChanges(before.results, after.results)
  if (changes.length === 0) return undefined
  return `another machine or version (${changes.join(', ')}), and no control that tells how much of the change is the machine's`
}

/** "Node v22.1.0 instead of v20.19.2"; none where live numbers of both may be compared as they are. */
export function machineChanges(before: Results, after: Results): string[] {
  return differencesOf(machineKey(before.environment), machineKey(after.environment))
}
