import { describe, expect, it, test } from 'vitest'
import { defaultRequests, lasting, plannedRequests } from '../../src/sweep/trial-length.js'
import { scenarioOf } from './simulated.js'

const backends = { count: 4, latency: '10ms' }

describe('the length of a trial', () => {
  it('follows the requests asked for, with a fifth of it before', () => {
    const { run } = lasting(scenarioOf({ backends, traffic: { rate: '200/s' }, run: { duration: '3s' } }), 100_000)
    expect(run).toMatchObject({ durationMs: 500_000, warmupMs: 100_000 })
  })

  it('is the scenario own where its clock matters', () => {
    const faulty = scenarioOf({
      backends: { ...backends, faults: [{ at: '1s', do: 'crash' }] },
      traffic: { rate: '200/s' },
      run: { duration: '3s' },
    })
    expect(lasting(faulty, 100_000)).toBe(faulty)
    expect(plannedRequests(faulty)).toBe(600)
  })

  test.each([
    ['as fast as the users ask', { connections: 2, think: '90ms' }, 20],
    ['as fast as the backends serve', { connections: 500 }, 400],
  ])('of a closed loop goes by the fastest it can be: %s', (_, traffic, rate) => {
    const { run } = lasting(scenarioOf({ backends, traffic }), 10_000)
    expect(run.durationMs).toBe(Math.ceil(1e7 / rate))
  })

  test.each([
    [4, 100_000],
    [64, 320_000],
    [10_000, 1_000_000],
  ])('%d backends get %d requests where nobody says', (count, requests) => {
    expect(defaultRequests(scenarioOf({ backends: { ...backends, count }, traffic: { load: '50%' } }))).toBe(requests)
  })
})
