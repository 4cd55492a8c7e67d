import { expect } from 'vitest'
import type { Strategy } from '../../src/strategies/strategy.js'
import { answer, hold, serve, setAvailable, startWith, testPool } from './test-pool.js'

/** What a real HAProxy did, step by step; the data file says how the steps are written. */
export interface Trace {
  readonly weights: readonly number[]
  readonly steps: string
}

/** Expects the strategy to do the same. */
export function expectTrace(strategy: Strategy, { weights, steps }: Trace): void {
  const pool = testPool(weights, 0)
  const chooser = startWith(strategy, pool)
  const done: string[] = []
  for (const step of steps.split(' ')) {
    const [, kind, backend, weight] = /^([-+hrw]?)(\d+)(?:=(\d+))?$/.exec(step) ?? []
    const at = Number(backend)
    if (kind === 'w') {
      pool.weight[at] = Number(weight)
      chooser.changed?.(at)
    } else if (kind === 'r') {
      answer(chooser, pool, at)
    } else if (step === '-1' && !pool.available.includes(1)) {
      // No server is called -1 by a request: 503.
      done.push(String(serve(chooser, pool)))
      continue
    } else if (kind === '-' || kind === '+') {
      setAvailable(chooser, pool, at, kind === '+')
    } else {
      done.push(kind === 'h' ? `h${hold(chooser, pool)}` : String(serve(chooser, pool)))
      continue
    }
    done.push(step)
  }
  expect(done.join(' ')).toBe(steps)
}
