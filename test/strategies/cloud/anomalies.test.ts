import { expect, it } from 'vitest'
import { randomStream } from '../../../src/model/random.js'
import { drawAroundAnomalies } from '../../../src/strategies/cloud/anomalies.js'
import type { Chooser, Pool } from '../../../src/strategies/strategy.js'
import { anyRequest, failure, ok, outcome, testPool } from '../test-pool.js'

const windowMs = 1000

/** Requests a millisecond apart; how many of them each target got. */
function serve(
  chooser: Chooser,
  pool: Pool,
  fromMs: number,
  toMs: number,
  end: (target: number) => typeof ok,
): number[] {
  const counts = new Array<number>(pool.size).fill(0)
  for (let nowMs = fromMs; nowMs < toMs; nowMs++) {
    const target = chooser.pick(anyRequest, nowMs)
    counts[target]++
    chooser.answered!(target, end(target), nowMs)
  }
  return counts
}

const fine = () => ok
const firstFails = (target: number) => (target === 0 ? outcome({ status: 500 }) : ok)

it('takes traffic from a target that fails more than the others, down to a trickle, and gives it back', () => {
  const pool = testPool([1, 1, 1, 1])
  const chooser = drawAroundAnomalies(pool, randomStream(1, 'pick'), windowMs)
  const [before] = serve(chooser, pool, 0, windowMs, firstFails)
  expect(before).toBeGreaterThan(150)
  const [halved] = serve(chooser, pool, windowMs, 2 * windowMs, firstFails)
  expect(halved).toBeLessThan(200)
  const later = serve(chooser, pool, 2 * windowMs, 10 * windowMs, firstFails)
  expect(later[0]).toBeGreaterThan(0)
  expect(later[0]! / 8000).toBeLessThan(0.12)
  serve(chooser, pool, 10 * windowMs, 18 * windowMs, fine)
  const healed = serve(chooser, pool, 18 * windowMs, 22 * windowMs, fine)
  for (const count of healed) expect(count).toBeGreaterThan(850)
})

it('does nothing where all fail alike: nobody is out of proportion', () => {
  const pool = testPool([1, 1, 1])
  const chooser = drawAroundAnomalies(pool, randomStream(2, 'pick'), windowMs)
  for (const count of serve(chooser, pool, 0, 9 * windowMs, () => failure)) expect(count).toBeGreaterThan(2800)
})

it('does nothing with fewer than three targets', () => {
  const pool = testPool([1, 1])
  const chooser = drawAroundAnomalies(pool, randomStream(3, 'pick'), windowMs)
  const [failing] = serve(chooser, pool, 0, 9 * windowMs, firstFails)
  expect(failing).toBeGreaterThan(4200)
})
