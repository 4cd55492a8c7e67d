import type { PoolChange } from '../../model/balancer-spec.js'
import type { ListedBackend } from './backend-list.js'
import type { RouteStep } from './route-script.js'

/** What the operator does in a script, step by step. */
export interface ScriptedChanges {
  /** For each step that changes the pool, which of the changes it is; steps that change nothing (an `up` of one that is up) have none. */
  readonly atStep: ReadonlyMap<number, number>
  /** Backends that are down from the start and never come up. */
  readonly downForGood: ReadonlySet<number>
  /** The changes, those whose time is known; the others never come. */
  timed(timesMs: readonly number[]): readonly PoolChange[]
}

/** @param steps name listed backends only */
export function scriptedChanges(steps: readonly RouteStep[], backends: readonly ListedBackend[]): ScriptedChanges {
  const index = new Map(backends.map((backend, i) => [backend.name, i]))
  const isDown = backends.map(({ down }) => down)
  const downForGood = new Set(backends.flatMap((backend, i) => (backend.down ? [i] : [])))
  const changes: Change[] = []
  const atStep = new Map<number, number>()
  steps.forEach((step, i) => {
    if (step.do !== 'down' && step.do !== 'up' && step.do !== 'weight') return
    const backend = index.get(step.backend)!
    if (step.do === 'weight') {
      changes.push({ backend, kind: 'weight', weight: step.weight })
    } else {
      const down = step.do === 'down'
      if (isDown[backend] === down) return
      isDown[backend] = down
      downForGood.delete(backend)
      changes.push({ backend, kind: down ? 'leave' : 'join' })
    }
    atStep.set(i, changes.length - 1)
  })
  const timed = (timesMs: readonly number[]) =>
    changes.map((change, i): PoolChange => ({ ...change, atMs: timesMs[i] ?? Infinity }))
  return { atStep, downForGood, timed }
}

type Change =
  | { readonly backend: number; readonly kind: 'leave' | 'join' }
  | { readonly backend: number; readonly kind: 'weight'; readonly weight: number }
