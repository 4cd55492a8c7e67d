import { describe, expect, it } from 'vitest'
import { capacityPerSecond, offeredLoad } from '../../src/model/load.js'
import { backendSpec, failureSpec, openLoop, traffic } from './specs.js'

const steady = backendSpec({ workers: 2, latency: { kind: 'exponential', meanMs: 20 } })

describe('capacityPerSecond', () => {
  it('adds up workers * threads / mean service time', () => {
    expect(capacityPerSecond([steady, { ...steady, threads: 4 }])).toBe(100 + 400)
  })

  it('does not ask what fails', () => {
    const failures = failureSpec({ errorShare: 0.5, afterShare: 0, hangShare: 0.1, hangMs: 3000 })
    expect(capacityPerSecond([{ ...steady, failures }])).toBe(100)
  })

  it('leaves backups out', () => {
    expect(capacityPerSecond([steady, { ...steady, backup: true }])).toBe(100)
  })

  it('gives a worker that burns CPU no more than its one CPU', () => {
    expect(capacityPerSecond([{ ...steady, threads: 4, cpuShare: 1 }])).toBe(100)
    expect(capacityPerSecond([{ ...steady, threads: 4, cpuShare: 0.5 }])).toBe(200)
    expect(capacityPerSecond([{ ...steady, threads: 4, cpuShare: 0.1 }])).toBe(400)
  })
})

describe('offeredLoad', () => {
  const run = { durationMs: 10_000 }
  const backends = [steady, steady, steady, steady]

  it('is the planned share of capacity', () => {
    expect(offeredLoad({ backends, traffic: traffic({ load: openLoop(240) }), run })).toBeCloseTo(0.6, 12)
  })

  it('of a trace is what it has in the run', () => {
    const timesMs = Array.from({ length: 4000 }, (_, i) => i * 5)
    const load = { ...openLoop(1), arrivals: { kind: 'trace', timesMs } as const }
    expect(offeredLoad({ backends, traffic: traffic({ load }), run })).toBeCloseTo(200 / 400, 12)
  })

  it('of a closed loop cannot be told beforehand', () => {
    const load = { kind: 'closed', connections: 5, think: { kind: 'constant', valueMs: 0 } } as const
    expect(offeredLoad({ backends, traffic: traffic({ load }), run })).toBeUndefined()
  })
})
