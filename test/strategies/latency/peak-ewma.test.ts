import { describe, expect, it } from 'vitest'
import { PeakEwma } from '../../../src/strategies/latency/peak-ewma.js'
import { testPool } from '../test-pool.js'

function estimate(weight = 1) {
  const pool = testPool([weight])
  const estimates = new PeakEwma(pool, 1000)
  const load = (nowMs: number) => estimates.load(0, nowMs)
  const observe = (latencyMs: number, nowMs: number) => estimates.observe(0, latencyMs, nowMs)
  return { pool, load, observe, estimates }
}

describe('peak EWMA', () => {
  it('jumps to a peak at once', () => {
    const { load, observe } = estimate()
    observe(10, 0)
    observe(80, 1)
    expect(load(1)).toBe(80)
  })

  it('moves to a lower sample by the share of time that passed: 1 - 1/e after one decay', () => {
    const { load, observe } = estimate()
    observe(80, 0)
    observe(20, 1000)
    expect(load(1000)).toBeCloseTo(80 / Math.E + 20 * (1 - 1 / Math.E), 10)
  })

  it('decays towards 0 by being looked at, in however many looks', () => {
    const [once, often] = [estimate(), estimate()]
    once.observe(80, 0)
    often.observe(80, 0)
    for (let nowMs = 100; nowMs < 2000; nowMs += 100) often.load(nowMs)
    expect(once.load(2000)).toBeCloseTo(80 / Math.E ** 2, 10)
    expect(often.load(2000)).toBeCloseTo(once.load(2000), 10)
  })

  it('a look leaves a later sample only the time since', () => {
    const { load, observe } = estimate()
    observe(80, 0)
    load(1000)
    observe(20, 1000)
    expect(load(1000)).toBeCloseTo(80 / Math.E, 10)
  })

  it('the load counts one request more than there are, per weight', () => {
    const { pool, load, observe } = estimate(4)
    observe(80, 0)
    expect(load(0)).toBe(20)
    pool.inFlight[0] = 2
    expect(load(0)).toBe(60)
  })

  it('without history the load is nothing, or a penalty', () => {
    const { pool, load, estimates } = estimate()
    expect([load(5), estimates.isMeasured(0)]).toEqual([0, false])
    pool.inFlight[0] = 3
    expect(load(5)).toBe((2 ** 47 - 1) / 1e6 + 3)
  })

  it('time that stands still or runs backwards changes nothing', () => {
    const { load, observe } = estimate()
    observe(80, 100)
    observe(20, 100)
    observe(20, 50)
    expect(load(0)).toBe(80)
  })

  it('the lasting load orders as the load does, at any later time', () => {
    const [a, b] = [estimate(), estimate()]
    a.observe(80, 0)
    b.observe(50, 300)
    // 80 e^-0.3 = 59.3 is still more than 50.
    expect(a.estimates.lastingLogLoad(0)).toBeGreaterThan(b.estimates.lastingLogLoad(0))
    expect(a.load(7000)).toBeGreaterThan(b.load(7000))
    expect(Math.exp(b.estimates.lastingLogLoad(0) - 7)).toBeCloseTo(b.load(7000), 10)
  })
})
