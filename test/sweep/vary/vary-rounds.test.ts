import { expect, test } from 'vitest'
import { varyRounds } from '../../../src/sweep/vary/vary-rounds.js'
import { scenarioOf } from '../simulated.js'

const lasting = (seconds: number) =>
  scenarioOf({
    name: 'steady',
    backends: { count: 4, latency: '10ms' },
    traffic: { rate: '100/s' },
    run: { duration: `${seconds}s`, warmup: '1s' },
  })

test.each([
  [[1000, 1000], 1, 20, '200 thousand requests a round'],
  [[12_000, 12_000, 12_000], 1, 5, '3.6 million'],
  [[12_000, 12_000, 12_000], 3, 4, '10.8 million: fewer rounds would make the intervals useless'],
  [[1000, 21_000], 1, 1, 'a trial of 2.1 million: another one would tell little more'],
] as const)('trials of %j s at 100/s and %i candidates: %i rounds (%s)', (lengths, candidates, rounds, _why) => {
  expect(varyRounds(lengths.map(lasting), candidates)).toBe(rounds)
})
