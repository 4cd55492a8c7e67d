import { describe, expect, it } from 'vitest'
import { PassiveHealth } from '../../../src/balancer/health/health.js'
import { BackendPool } from '../../../src/balancer/pool.js'

/** One backend under the rules; `live` is whether a pick at that moment could go there, the others whether they changed that. */
function watch(maxFails: number, failTimeoutMs: number) {
  const pool = new BackendPool([{ name: 'a', address: '127.0.0.1:1', weight: 1, maxFails }])
  const health = new PassiveHealth(pool, [failTimeoutMs])
  const live = (nowMs: number) => {
    health.release(nowMs)
    expect(health.isBanned(0, nowMs)).toBe(pool.available[0] === 0)
    return pool.available[0] === 1
  }
  let changes = 0
  pool.watch(() => changes++)
  const changed = (call: () => void) => {
    const before = changes
    call()
    return changes > before
  }
  const pick = (nowMs: number) => changed(() => health.picked(0, nowMs))
  const fail = (nowMs: number) => changed(() => health.answered(0, true, nowMs))
  const succeed = (nowMs: number) => changed(() => health.answered(0, false, nowMs))
  return { live, pick, fail, succeed }
}

describe('passive health', () => {
  it('bans at max_fails, for fail_timeout and the rest of that second', () => {
    const { live, fail } = watch(2, 2000)
    expect([fail(500), live(500)]).toEqual([false, true])
    expect([fail(900), live(900)]).toEqual([true, false])
    expect([live(2999), live(3000)]).toEqual([false, true])
  })

  it('lets one request probe: being picked bans again until the answer', () => {
    const { live, pick, fail, succeed } = watch(1, 2000)
    fail(0)
    expect([live(3000), pick(3000), live(3000)]).toEqual([true, true, false])
    expect([fail(3100), live(5999), live(6000)]).toEqual([false, false, true])
    expect([pick(6000), live(6000), succeed(6050), live(6050)]).toEqual([true, false, true, true])
  })

  it('gives another probe after fail_timeout where the first has no answer', () => {
    const { live, pick, fail } = watch(1, 2000)
    fail(0)
    pick(3000)
    expect([live(5999), live(6000), pick(6000), live(6000)]).toEqual([false, true, true, false])
  })

  it('a success in between forgives nothing: failures add up over a window that restarts with each', () => {
    const { live, pick, fail, succeed } = watch(3, 10_000)
    for (const at of [0, 9000, 18_000]) {
      pick(at)
      fail(at)
      pick(at + 100)
      succeed(at + 100)
    }
    expect(live(18_100)).toBe(false)
  })

  it('a success that answers a pick made more than fail_timeout after the last failure forgives all', () => {
    const { live, pick, fail, succeed } = watch(2, 10_000)
    fail(0)
    pick(11_000)
    succeed(11_100)
    fail(12_000)
    expect(live(12_000)).toBe(true)
    fail(12_000)
    expect(live(12_000)).toBe(false)
  })

  it('an old answer that arrives during the probe ends the ban, as in nginx', () => {
    const { live, pick, fail, succeed } = watch(1, 1000)
    fail(0)
    pick(2000)
    expect([live(2000), succeed(2000), live(2000)]).toEqual([false, true, true])
  })

  it('an old answer that arrives during the ban does not', () => {
    const { live, fail, succeed } = watch(1, 5000)
    fail(0)
    expect([succeed(100), live(100)]).toEqual([false, false])
  })

  it('a failure during the ban prolongs it', () => {
    const { live, fail } = watch(1, 2000)
    fail(0)
    fail(2500)
    expect([live(3000), live(4999), live(5000)]).toEqual([false, false, true])
  })

  it('max_fails 0 never bans', () => {
    const { live, fail } = watch(0, 10_000)
    for (let i = 0; i < 10; i++) fail(i)
    expect(live(10)).toBe(true)
  })

  it('fail_timeout 0 and fractions of a second ban for the rest of the second', () => {
    for (const failTimeoutMs of [0, 999]) {
      const { live, fail } = watch(1, failTimeoutMs)
      fail(300)
      expect([live(999), live(1000)]).toEqual([false, true])
    }
  })

  it('works before time 0, where warming up happens', () => {
    const { live, fail } = watch(1, 1000)
    fail(-2500)
    expect([live(-1001), live(-1000), live(0)]).toEqual([false, true, true])
  })
})
