import { describe, expect, it } from 'vitest'
import type { Traffic } from '../../src/model/traffic.js'
import { drawWorkload, type Workload } from '../../src/model/workload.js'
import { openLoop, traffic } from './specs.js'

const closed: Traffic['load'] = { kind: 'closed', connections: 50, think: { kind: 'exponential', meanMs: 10 } }
const mix: Traffic['requests'] = [1, 2, 5].map(share => ({ method: 'GET', path: `/${share}`, bodyBytes: 0, share }))

function draw(change: Partial<Traffic> = {}, seed = 1): Workload {
  return drawWorkload({ traffic: traffic(change), warmupMs: 1000, durationMs: 9000, seed })
}

type Column = Exclude<keyof Workload, 'size'>
const columns: readonly Column[] = ['dueMs', 'client', 'demand', 'failure', 'kind', 'thinkMs']

describe('drawWorkload', () => {
  it('draws the same from the same seed, and all anew from another', () => {
    expect(draw()).toEqual(draw())
    const [one, other] = [draw({ requests: mix }, 1), draw({ requests: mix }, 2)]
    for (const column of columns.slice(0, 5)) expect(one[column].slice(0, 50)).not.toEqual(other[column].slice(0, 50))
  })

  const changes: readonly [string, Partial<Traffic>, readonly Column[]][] = [
    ['another mix of requests', { requests: mix }, ['kind']],
    ['another crowd', { clients: { count: 7, zipf: 0 } }, ['client']],
    ['another timeout', { timeoutMs: 5 }, []],
    ['even arrivals', { load: { ...openLoop(1000), arrivals: { kind: 'even' } } }, ['dueMs']],
    ['another rate', { load: openLoop(900) }, ['dueMs']],
    ['a closed loop', { load: closed }, ['dueMs', 'thinkMs']],
  ]
  it.each(changes)('%s moves no other draw', (_, change, moved) => {
    const before = draw()
    const after = draw(change)
    const shared = Math.min(before.size, after.size)
    expect(shared).toBeGreaterThan(8000)
    for (const column of columns) {
      const same = expect(after[column].slice(0, shared))
      if (moved.includes(column)) same.not.toEqual(before[column].slice(0, shared))
      else same.toEqual(before[column].slice(0, shared))
    }
  })

  it('draws every column from a stream of its own: no two go together', () => {
    const four: Traffic['requests'] = Array.from({ length: 4 }, () => mix[0]!)
    const load = { ...closed, think: { kind: 'uniform', minMs: 0, maxMs: 1 } } as const
    const { size, client, kind, demand, failure, thinkMs } = draw({
      load,
      requests: four,
      clients: { count: 4, zipf: 0 },
    })
    const scores = [client, kind, demand, failure, thinkMs].map(standardised)
    for (const [i, one] of scores.entries()) {
      for (const other of scores.slice(i + 1)) {
        const correlation = one.reduce((sum, score, row) => sum + score * other[row]!, 0) / size
        expect(Math.abs(correlation)).toBeLessThan(4.5 / Math.sqrt(size))
      }
    }
  })

  it('keeps every column within its bounds', () => {
    const { size, demand, failure, kind, client } = draw({ requests: mix })
    for (let row = 0; row < size; row++) {
      const sound =
        demand[row]! > 0 &&
        demand[row]! < 1 &&
        failure[row]! >= 0 &&
        failure[row]! < 1 &&
        kind[row]! < 3 &&
        client[row]! < 100
      if (!sound) expect.fail(`row ${row}`)
    }
    for (const column of [demand, failure, kind, client]) expect(column.length).toBe(size)
  })

  it('mixes the requests by their shares', () => {
    const { size, kind } = draw({ requests: mix })
    for (const [i, share] of [1 / 8, 2 / 8, 5 / 8].entries()) {
      const drawn = kind.filter(k => k === i).length / size
      expect(Math.abs(drawn - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / size))
    }
  })

  it('refuses more kinds of request than its column holds', () => {
    expect(() => draw({ requests: Array.from({ length: 257 }, () => mix[0]!) })).toThrow(
      '257 kinds of request are more than 256',
    )
  })
})

describe('a closed loop', () => {
  const workload = draw({ load: closed })

  it('has rows for 20,000 requests a second, none of them due at a set time', () => {
    expect(workload.size).toBe(200_050)
    expect(workload.dueMs.every(Number.isNaN)).toBe(true)
  })

  it('has at most 4 million rows', () => {
    const long = drawWorkload({
      traffic: traffic({ load: { ...closed, think: { kind: 'constant', valueMs: 0 } } }),
      warmupMs: 0,
      durationMs: 3_600_000,
      seed: 1,
    })
    expect(long.size).toBe(4_000_000)
  })

  it('thinks as long as it was told', () => {
    const mean = workload.thinkMs.reduce((sum, ms) => sum + ms, 0) / workload.size
    expect(Math.abs(mean - 10)).toBeLessThan((4 * 10) / Math.sqrt(workload.size))
  })

  it('thinks in a closed loop only', () => {
    expect(draw().thinkMs.length).toBe(0)
  })
})

function standardised(column: Float64Array | Int32Array | Uint8Array): Float64Array {
  const values = Float64Array.from(column)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return values.map(value => (value - mean) / Math.sqrt(variance))
}
