import { expect, test } from 'vitest'
import { defaultSlo } from '../../../src/sweep/scaling/default-slo.js'
import { scenarioOf } from '../simulated.js'

const scenario = (latency: unknown, timeout = '2s') =>
  scenarioOf({ backends: [{ latency: '1ms' }, { latency }], traffic: { load: '50%', timeout } })

test.each([
  ['the slowest primary decides', '20ms', '2s', 'p99 <= 40ms'],
  // -10 ms ln 0.01 = 46.05 ms, twice that is 92.1.
  ['to two digits', { exponential: { mean: '10ms' } }, '2s', 'p99 <= 92ms'],
  ['not beyond what a client waits for', '3s', '5s', 'p99 <= 5s'],
])('%s', (_, latency, timeout, text) => {
  const { slo, from } = defaultSlo(scenario(latency, timeout))
  expect([slo.text, from]).toEqual([text, 'default'])
})

test("the scenario's own comes first", () => {
  const { slo, from } = defaultSlo({ ...scenario('20ms'), objectiveMs: 250 })
  expect([slo.text, slo.limit, from]).toEqual(['p99 <= 250ms', 250, 'scenario'])
})
