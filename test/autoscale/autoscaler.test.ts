import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Autoscaler } from '../../src/autoscale/autoscaler.js'
import type { Policy } from '../../src/autoscale/policy.js'
import type { PoolSight, ScaledFleet } from '../../src/autoscale/scaled-fleet.js'
import { scalingSpec } from './scaling-spec.js'

/** A fleet that writes down what is done to it, and a pool in which everything is as it is set. */
function world(max: number) {
  const done: string[] = []
  const note =
    (what: string) =>
    (backend: number, nowMs: number): void => {
      done.push(`${what} ${backend} at ${nowMs}`)
    }
  const fleet: ScaledFleet = { boot: note('boot'), join: note('join'), drain: note('drain'), stop: note('stop') }
  const inFlight = new Float64Array(max)
  const sent = new Float64Array(max)
  const sight: PoolSight = {
    inFlight: backend => inFlight[backend]!,
    sent: backend => sent[backend]!,
    takeP99: () => undefined,
  }
  return { done, fleet, inFlight, sent, sight }
}

function lookUntil(autoscaler: Autoscaler, untilMs: number): void {
  while (autoscaler.nextMs() <= untilMs) autoscaler.look(autoscaler.nextMs())
}

const says = (...counts: number[]): Policy => ({ decide: () => counts.shift()! })

describe('Autoscaler', () => {
  it('boots the lowest that are off, and has them join once they have booted', () => {
    const { done, fleet, sight } = world(5)
    const spec = scalingSpec({ max: 5, start: 2, everyMs: 100 })
    const autoscaler = new Autoscaler({ spec, policy: says(4, 4), fleet, sight, servers: 1, nowMs: 0 })
    lookUntil(autoscaler, 100)
    autoscaler.booted(3, 100, 130)
    autoscaler.booted(2, 100, 140)
    lookUntil(autoscaler, 200)
    expect(done).toEqual(['boot 2 at 100', 'boot 3 at 100', 'join 3 at 130', 'join 2 at 140'])
    expect(autoscaler.log().counts).toEqual([
      { atMs: 0, desired: 2, paid: 2, serving: 2 },
      { atMs: 100, desired: 4, paid: 4, serving: 2 },
      { atMs: 130, desired: 4, paid: 4, serving: 3 },
      { atMs: 140, desired: 4, paid: 4, serving: 4 },
    ])
  })

  it('drains the newest first, and stops it at the first look at which it has nothing left', () => {
    const { done, fleet, sight, inFlight } = world(3)
    const spec = scalingSpec({ max: 3, start: 3, everyMs: 100 })
    const autoscaler = new Autoscaler({ spec, policy: says(1, 1), fleet, sight, servers: 1, nowMs: 0 })
    inFlight[2] = 1
    lookUntil(autoscaler, 140)
    inFlight[2] = 0
    lookUntil(autoscaler, 150)
    expect(done).toEqual(['drain 2 at 100', 'drain 1 at 100', 'stop 1 at 110', 'stop 2 at 150'])
    expect(autoscaler.log().counts.at(-1)).toEqual({ atMs: 150, desired: 1, paid: 1, serving: 1 })
  })

  it('stops who boots and is not wanted any more, and does not hear of it again', () => {
    const { done, fleet, sight } = world(3)
    const spec = scalingSpec({ max: 3, start: 1, everyMs: 100 })
    const autoscaler = new Autoscaler({ spec, policy: says(3, 1, 2), fleet, sight, servers: 1, nowMs: 0 })
    lookUntil(autoscaler, 300)
    autoscaler.booted(1, 100, 310)
    expect(done).toEqual(['boot 1 at 100', 'boot 2 at 100', 'stop 2 at 200', 'stop 1 at 200', 'boot 1 at 300'])
    autoscaler.booted(1, 300, 320)
    expect(done.at(-1)).toBe('join 1 at 320')
  })

  it('takes back who drains where nobody else is left', () => {
    const { done, fleet, sight, inFlight } = world(2)
    const spec = scalingSpec({ max: 2, start: 2, everyMs: 100 })
    const autoscaler = new Autoscaler({ spec, policy: says(1, 2), fleet, sight, servers: 1, nowMs: 0 })
    inFlight[1] = 1
    lookUntil(autoscaler, 200)
    expect(done).toEqual(['drain 1 at 100', 'join 1 at 200'])
  })

  it('shows its policy the mean of a period over those that have warmed up', () => {
    const { fleet, sight, inFlight } = world(2)
    const seen: unknown[] = []
    const policy: Policy = {
      decide(observation) {
        seen.push(observation)
        return 2
      },
    }
    const spec = scalingSpec({ max: 2, start: 1, everyMs: 100, warmUpMs: 150, metric: 'inFlight' })
    const autoscaler = new Autoscaler({ spec, policy, fleet, sight, servers: 1, nowMs: 0 })
    for (let atMs = 10; atMs <= 300; atMs += 10) {
      inFlight[0] = atMs / 10
      inFlight[1] = 1000
      autoscaler.look(atMs)
      if (atMs === 100) autoscaler.booted(1, 100, 100)
    }
    expect(seen.slice(0, 2)).toEqual([
      { atMs: 100, desired: 1, ready: 1, value: 5.5 },
      { atMs: 200, desired: 2, ready: 1, value: 15.5 },
    ])
    // From 250 on both count.
    expect(seen[2]).toEqual({
      atMs: 300,
      desired: 2,
      ready: 2,
      value: (21 + 22 + 23 + 24 + [25, 26, 27, 28, 29, 30].reduce((sum, n) => sum + (n + 1000) / 2, 0)) / 10,
    })
  })

  it.each([
    { metric: 'utilisation' as const, value: 0.75 },
    { metric: 'inFlight' as const, value: 5.5 },
    { metric: 'rate' as const, value: 400 },
  ])('measures $metric', ({ metric, value }) => {
    const { fleet, sight, inFlight, sent } = world(2)
    const seen: (number | undefined)[] = []
    const policy: Policy = { decide: each => seen.push(each.value) && 2 }
    const spec = scalingSpec({ max: 2, start: 2, everyMs: 100, metric })
    const autoscaler = new Autoscaler({ spec, policy, fleet, sight, servers: 2, nowMs: 0 })
    inFlight.set([1, 10])
    for (let atMs = 10; atMs <= 100; atMs += 10) {
      sent[0]! += 6
      sent[1]! += 2
      autoscaler.look(atMs)
    }
    expect(seen[0]).toBeCloseTo(value, 9)
  })

  it('says how much of what is sent a newcomer gets in its first second', () => {
    const { fleet, sight, sent } = world(2)
    const spec = scalingSpec({ max: 2, start: 1, everyMs: 1000 })
    const autoscaler = new Autoscaler({ spec, policy: { decide: () => 2 }, fleet, sight, servers: 1, nowMs: 0 })
    sent[0] = 50
    lookUntil(autoscaler, 1000)
    autoscaler.booted(1, 1000, 1050)
    sent.set([80, 90])
    lookUntil(autoscaler, 3000)
    expect(autoscaler.log().newcomers).toEqual([{ atMs: 1050, backend: 1, sent: 90, fair: 60 }])
  })

  it('never has more than the maximum, nor aims below the minimum, whatever a policy says', () => {
    const counts = fc.array(fc.integer({ min: -5, max: 30 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 90 }), (wanted, bootMs) => {
        const { fleet, sight, inFlight } = world(8)
        const spec = scalingSpec({ min: 2, max: 8, start: 3, everyMs: 100 })
        const booting: { backend: number; atMs: number }[] = []
        const autoscaler = new Autoscaler({
          spec,
          policy: says(...wanted, 5),
          fleet: { ...fleet, boot: (backend, atMs) => booting.push({ backend, atMs }) },
          sight,
          servers: 1,
          nowMs: 0,
        })
        for (let atMs = 10; atMs <= 100 * wanted.length; atMs += 10) {
          for (const { backend, atMs: sinceMs } of booting.filter(each => each.atMs + bootMs <= atMs))
            autoscaler.booted(backend, sinceMs, atMs)
          inFlight[atMs % 8] = (atMs / 10) % 3
          autoscaler.look(atMs)
        }
        for (const { desired, paid, serving } of autoscaler.log().counts) {
          expect(desired).toBeGreaterThanOrEqual(2)
          expect(paid).toBeLessThanOrEqual(8)
          expect(serving).toBeLessThanOrEqual(paid)
        }
        expect(autoscaler.log().decisions).toHaveLength(wanted.length)
      }),
    )
  })
})
