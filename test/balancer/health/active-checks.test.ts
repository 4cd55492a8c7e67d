import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { productHealth } from '../../../src/model/products.js'
import { backend } from '../test-balancer.js'
import { TestWorld } from '../test-world.js'

const check = { ...productHealth.haproxy.active, path: '/up' }
const health = { ...productHealth.none, active: check }
const three = [backend('a'), backend('b'), backend('c')]

describe('active checks', () => {
  it('begin up, the first of each spread over the interval', () => {
    const world = new TestWorld(three, { health: { ...health, active: { ...check, intervalMs: 3000 } } })
    expect(world.to(4999).available()).toBe('abc')
    expect(world.asked).toEqual([
      '0 check 0 /up 2000',
      '1000 check 1 /up 2000',
      '2000 check 2 /up 2000',
      '3000 check 0 /up 2000',
      '4000 check 1 /up 2000',
    ])
    expect(world.balancer.stats).toMatchObject({ checks: 5, checksFailed: 0, markedDown: 0 })
  })

  /** haproxy-2.6.12-behaviours.json, httpchk_defaults_timeline_s: the first bad check comes 1.41 s after the failure began. */
  it('take a backend down and up as HAProxy was seen to do', () => {
    const world = new TestWorld([backend('a')], { health })
    const failsAtMs = 590
    world.healthy = () => world.nowMs < failsAtMs || world.nowMs >= recoversAtMs
    let recoversAtMs = Infinity
    const upAt = (seconds: number) => world.to(failsAtMs + 1000 * seconds).available() === 'a'
    expect([1.41, 3.42, 5.38].map(upAt)).toEqual([true, true, true])
    expect(upAt(5.42)).toBe(false)
    recoversAtMs = 6050
    expect([2.03, 3.9, 4.04].map(s => world.to(recoversAtMs + 1000 * s).available())).toEqual(['', '', 'a'])
    expect(world.balancer.stats).toMatchObject({ checksFailed: 3, markedDown: 1 })
  })

  it.each([
    // fall, rise, answers in turn, up after each
    [3, 2, '---++', '++..+'],
    [2, 1, '-+--+', '+++.+'],
    [1, 3, '-++-+++', '......+'],
  ])('fall %i, rise %i: %s goes %s', (fall, rise, answers, expected) => {
    const active = { ...check, intervalMs: 10, downIntervalMs: 10, fall, rise }
    const world = new TestWorld([backend('a')], { health: { ...health, active } })
    let k = 0
    world.healthy = () => answers[k++] === '+'
    const seen = [...answers].map((_, i) => (world.to(10 * i).available() === 'a' ? '+' : '.'))
    expect(seen.join('')).toBe(expected)
  })

  it('look at who is down at its own interval', () => {
    const active = { ...check, intervalMs: 100, downIntervalMs: 30, fall: 1 }
    const world = new TestWorld([backend('a')], { health: { ...health, active } })
    world.healthy = () => false
    world.to(160)
    expect(world.asked.map(line => Number.parseInt(line, 10))).toEqual([0, 30, 60, 90, 120, 150])
  })

  it('have one check a backend under way; an answer that comes late is bad, and one nobody waits for is nothing', () => {
    const world = new TestWorld([backend('a')], { health: { ...health, active: { ...check, fall: 1 } } })
    world.healthy = () => undefined
    world.to(9000)
    expect(world.asked).toEqual(['0 check 0 /up 2000'])
    world.balancer.checked(0, true, 9000)
    expect(world.available()).toBe('')
    for (let k = 0; k < 5; k++) world.balancer.checked(0, true, 9000)
    expect(world.available()).toBe('')
    // The next one comes an interval later, and is on time.
    world.to(11_000)
    expect(world.asked[1]).toBe('11000 check 0 /up 2000')
    world.balancer.checked(0, true, 11_001)
    world.to(13_500)
    expect(world.asked[2]).toBe('13001 check 0 /up 2000')
    world.balancer.checked(0, true, 13_500)
    expect(world.available()).toBe('a')
  })

  it('begin an interval after the last one ended, however long that took and whatever it said', () => {
    const took = fc.record({ ms: fc.integer({ min: 0, max: 300 }), ok: fc.boolean() })
    const property = fc.property(fc.array(took, { minLength: 1, maxLength: 30 }), checks => {
      const active = { ...check, intervalMs: 100, downIntervalMs: 40, timeoutMs: 1000 }
      const world = new TestWorld([backend('a')], { health: { ...health, active } })
      world.healthy = () => undefined
      let atMs = 0
      for (const { ms, ok } of checks) {
        world.to(atMs)
        expect(world.asked.at(-1)).toBe(`${atMs} check 0 /up 1000`)
        world.to(atMs + ms).balancer.checked(0, ok, atMs + ms)
        atMs += ms + (world.available() === 'a' ? 100 : 40)
        expect(world.balancer.nextMs()).toBe(atMs)
      }
      expect(world.balancer.stats.checks).toBe(checks.length)
    })
    fc.assert(property, { seed: 1, numRuns: 200 })
  })

  /** Measured of HAProxy 2.6.12: 10 to 12 s from a SIGSTOP (docs/drills-engines.md). A timeout, then an interval, and so on. */
  it("take 3 timeouts and 2 intervals from the first that is not answered, as HAProxy's", () => {
    const world = new TestWorld([backend('a')], { health })
    world.healthy = () => (world.nowMs === 0 ? true : undefined)
    for (const sentMs of [2000, 6000, 10_000]) {
      expect(world.to(sentMs).asked.at(-1)).toBe(`${sentMs} check 0 /up 2000`)
      expect(world.to(sentMs + 2000).available()).toBe('a')
      world.balancer.checked(0, false, sentMs + 2000)
    }
    expect(world.available()).toBe('')
    expect(world.asked.length).toBe(4)
  })

  it('go on in their turn where somebody was away', () => {
    const changes = [
      { atMs: 100, backend: 1, kind: 'leave' },
      { atMs: 5500, backend: 1, kind: 'join' },
    ] as const
    const world = new TestWorld([backend('a'), backend('b')], { health, changes })
    world.to(8000)
    const own = world.asked.filter(line => line.includes('check 1'))
    expect(own.map(line => Number.parseInt(line, 10))).toEqual([7000])
  })

  it('leave out who left, and who is down by configuration', () => {
    const backends = [backend('a'), backend('b', { down: true }), backend('c')]
    const changes = [{ atMs: 100, backend: 2, kind: 'leave' }] as const
    const world = new TestWorld(backends, { health, changes })
    world.to(3000)
    expect(world.asked.map(line => line.split(' ').slice(0, 3).join(' '))).toEqual(['0 check 0', '2000 check 0'])
  })

  it('go as a slow state machine goes, whatever comes', () => {
    const property = fc.property(
      fc.array(fc.boolean(), { maxLength: 60 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      (answers, fall, rise) => {
        const active = { ...check, intervalMs: 10, downIntervalMs: 10, fall, rise }
        const world = new TestWorld([backend('a')], { health: { ...health, active } })
        let k = 0
        world.healthy = () => answers[k++] ?? true
        answers.forEach((_, i) => {
          world.to(10 * i)
          expect(world.available() === 'a').toBe(isUp(answers.slice(0, i + 1), fall, rise))
        })
      },
    )
    fc.assert(property, { seed: 1, numRuns: 200 })
  })
})

/** Counting back from the end each time. */
function isUp(answers: readonly boolean[], fall: number, rise: number): boolean {
  let up = true
  for (let end = 1; end <= answers.length; end++) {
    const run = answers.slice(0, end)
    const same = run.length - 1 - run.lastIndexOf(up)
    if (same >= (up ? fall : rise)) up = !up
  }
  return up
}
