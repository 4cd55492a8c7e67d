import type { BackendSpec } from '../../src/model/backend-spec.js'
import { randomStream } from '../../src/model/random.js'
import { BackendModel } from './fleet-of-one.js'

export interface ClosedLoopRun {
  /** Ascending, ms. */
  readonly latenciesMs: readonly number[]
  readonly perSecond: number
}

/**
 * Drives one backend as its vectors were measured: so many clients, each sending its next request when it has its answer,
 * for `forMs`; then the last answers are waited for, and counted.
 */
export function closedLoop(spec: BackendSpec, { clients = 1, forMs = 3000, seed = 1 }): ClosedLoopRun {
  const latenciesMs: number[] = []
  let lastMs = 0
  const model: BackendModel = new BackendModel(spec, {
    lane: randomStream(seed, 'lane'),
    bootMs: 0,
    done(client, _fate, queueMs, appMs, endMs) {
      latenciesMs.push(queueMs + appMs)
      lastMs = endMs
      if (endMs < forMs) model.arrive(client, 0.5, 0.5, endMs)
    },
  })
  for (let client = 0; client < clients; client++) model.arrive(client, 0.5, 0.5, 0)
  for (let atMs = model.nextEventMs(); atMs < Infinity; atMs = model.nextEventMs()) model.advance(atMs)
  return { latenciesMs: latenciesMs.sort((a, b) => a - b), perSecond: (latenciesMs.length * 1000) / lastMs }
}

/** The value below which a share p of them lies (nearest rank). */
export function percentile(ascending: readonly number[], p: number): number {
  return ascending[Math.max(0, Math.ceil(p * ascending.length) - 1)]!
}
