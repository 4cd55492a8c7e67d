import fc from 'fast-check'
import type { Chooser, Pool, RequestView } from '../../src/strategies/strategy.js'
import { failure, ok } from './test-pool.js'

export type Step =
  | { readonly kind: 'send'; readonly client: number; readonly attempt: number }
  | { readonly kind: 'answer'; readonly which: number; readonly failed: boolean }
  | { readonly kind: 'toggle'; readonly backend: number }
  /** The weight of a backend changes. */
  | { readonly kind: 'weigh'; readonly backend: number; readonly weight: number }
  /** A sticky session decides where a request goes. */
  | { readonly kind: 'stick'; readonly backend: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('send' as const), client: fc.nat(65_535), attempt: fc.nat(3) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('answer' as const), which: fc.nat(), failed: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('toggle' as const), backend: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('weigh' as const),
      backend: fc.nat(),
      weight: fc.integer({ min: 1, max: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stick' as const), backend: fc.nat() }) },
)

/** A pool and what happens to it, in any order. */
export const historyOf = fc.record({
  weights: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 9 }),
  maxFails: fc.nat(3),
  steps: fc.array(step, { minLength: 1, maxLength: 80 }),
})

/** Larger pools of few weights, and longer histories: what an index has to live through. */
export const longHistoryOf = fc.record({
  weights: fc.oneof(
    fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 24 }),
    fc.tuple(fc.constantFrom(1, 2, 7), fc.integer({ min: 1, max: 24 })).map(([weight, n]) => Array(n).fill(weight)),
  ) as fc.Arbitrary<number[]>,
  maxFails: fc.nat(3),
  steps: fc.array(step, { minLength: 1, maxLength: 400, size: 'max' }),
})

/** Plays the history as a balancer would; checks every pick. Returns the picks. */
export function replay(chooser: Chooser, pool: Pool, steps: readonly Step[]): number[] {
  const running: number[] = []
  const picks: number[] = []
  const outcome = { ...ok }

  function send(backend: number, nowMs: number): void {
    pool.inFlight[backend]++
    chooser.sent?.(backend, nowMs)
    running.push(backend)
  }

  function take(step: Step, nowMs: number): void {
    if (step.kind === 'send') {
      const backend = chooser.pick({ ...client(step.client), attempt: step.attempt }, nowMs)
      picks.push(backend)
      checkAllowed(pool, backend)
      if (backend !== -1) send(backend, nowMs)
    } else if (step.kind === 'answer') {
      if (running.length === 0) return
      const [backend] = running.splice(step.which % running.length, 1)
      pool.inFlight[backend]--
      chooser.answered?.(backend, Object.assign(outcome, step.failed ? failure : ok), nowMs)
      // Valid during the call only: who kept it would now believe this.
      Object.assign(outcome, { failed: true, status: 999, latencyMs: Number.NaN })
    } else if (step.kind === 'stick') {
      const backend = step.backend % pool.size
      if (pool.available[backend] === 1) send(backend, nowMs)
    } else {
      const backend = step.backend % pool.size
      if (step.kind === 'weigh') pool.weight[backend] = step.weight * pool.weightScale
      else pool.available[backend] = pool.up[backend] = 1 - pool.available[backend]
      chooser.changed?.(backend)
    }
  }

  for (const [nowMs, step] of steps.entries()) take(step, nowMs)
  return picks
}

function checkAllowed(pool: Pool, backend: number): void {
  const allowed = backend === -1 ? !pool.available.includes(1) : pool.available[backend] === 1
  if (!allowed) throw new Error(`picked ${backend} where ${pool.available} are available`)
}

/** Scattered over the /24s, so that no two of 15,000 share one: 40503 is odd. */
export function client(i: number): RequestView {
  const scattered = (i * 40_503) & 0xffff
  return { client: `${10 + (i >> 16)}.${scattered >> 8}.${scattered & 255}.1`, path: `/item/${i}`, attempt: 0 }
}
