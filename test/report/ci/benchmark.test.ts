import { describe, expect, it } from 'vitest'
import { renderBenchmark } from '../../../src/report/ci/benchmark.js'
import type { Results } from '../../../src/results/results.js'
import { crash, drilled } from '../drill/fixture.js'
import { calm, rich } from '../fixture.js'

interface Entry {
  readonly name: string
  readonly unit: string
  readonly value: number
  readonly range?: string
  readonly extra: string
}

const entries = (results: Results): Entry[] => JSON.parse(renderBenchmark(results))
const closed = (results: Results): Results => ({ ...results, scenario: { ...results.scenario, offeredLoad: null } })

describe('customSmallerIsBetter', () => {
  it('has what the action asks for: names that differ, units, finite numbers, ranges in order', () => {
    const all = entries(closed(rich))
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    for (const { name, unit, value, range, extra } of all) {
      expect([typeof name, typeof unit, typeof extra, Number.isFinite(value)]).toEqual([
        'string',
        'string',
        'string',
        true,
      ])
      const [low, high] = range!.split(' to ').map(Number)
      expect(low).toBeLessThanOrEqual(value)
      expect(high).toBeGreaterThanOrEqual(value)
    }
  })

  it('gives what is smaller the better: unfairness, and the time a good answer takes in a closed loop', () => {
    const { jainBusy, goodputPerSecond } = calm.candidates[0]!.metrics
    const named = new Map(entries(closed(calm)).map(({ name, value }) => [name, value]))
    const about = `${calm.scenario.name}: rr `
    expect(named.get(`${about}unfairness`)).toBeCloseTo(1 - jainBusy!.value, 5)
    expect(named.get(`${about}time per good answer`)).toBeCloseTo(1000 / goodputPerSecond!.value, 4)
    expect([...named.keys()].some(name => /goodput|affinity|jain/i.test(name))).toBe(false)
  })

  it('says nothing of the rate in an open loop, nor of who is not to be trusted', () => {
    const names = entries(rich).map(({ name }) => name)
    expect(names.some(name => name.includes('good answer'))).toBe(false)
    expect(names.some(name => name.includes('iphash'))).toBe(false)
    expect(names.some(name => name.includes('lc p99'))).toBe(true)
  })

  it('has what can be told of an incident, by the names of gates, and says where a mean is a bound', () => {
    const met = [{ metrics: { recoveryMs: 800, clientsHurt: 0.25, detectionMs: 500 }, never: { detectionMs: 2 } }]
    const run = drilled([crash], [{ candidate: 'rr', met }])
    const told = entries(run).filter(({ name }) => name.includes('crash.'))
    const about = `${run.scenario.name}: rr crash.`
    expect(told.map(({ name, unit }) => [name, unit])).toEqual([
      [`${about}detection`, 'ms'],
      [`${about}recovery`, 'ms'],
      [`${about}clientsHurt`, '%'],
    ])
    const { clientsHurt } = run.candidates[0]!.incidents![0]!.metrics
    expect(told[2]!.value).toBeCloseTo(100 * clientsHurt!.value, 3)
    expect(told.map(({ extra }) => /^at least, in 2 of 5 rounds; /.test(extra))).toEqual([true, false, false])
  })

  it('leaves the range out where a single round has none', () => {
    const [first, ...others] = calm.candidates
    const alone = { value: 20, low: null, high: null, n: 1 }
    const metrics = { ...first!.metrics, p99Ms: alone, p50Ms: null }
    const told = entries({ ...calm, candidates: [{ ...first!, metrics }, ...others] })
    expect(told.find(({ name }) => name.endsWith('rr p99'))).toEqual({
      name: `${calm.scenario.name}: rr p99`,
      unit: 'ms',
      value: 20,
      extra: expect.any(String),
    })
    expect(told.some(({ name }) => name.endsWith('rr p50'))).toBe(false)
  })
})
