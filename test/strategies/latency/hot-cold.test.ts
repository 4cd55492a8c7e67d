import { describe, expect, it } from 'vitest'
import { bestProbe, hotAbove, worstProbe } from '../../../src/strategies/latency/hot-cold.js'

/** Probes of backends 0, 1, ... as [requests in flight, latency], oldest first. */
function probesOf(...rows: readonly (readonly [rif: number, latencyMs: number])[]) {
  return rows.map(([rif, latencyMs], backend) => ({ backend, rif, latencyMs, atMs: backend, usesLeft: 1 }))
}

const latency = ({ latencyMs }: { readonly latencyMs: number }) => latencyMs

describe('the hot-cold lexicographic rule', () => {
  it.each([
    {
      name: 'the fastest cold one, whatever it has in flight',
      rows: [
        [3, 20],
        [0, 30],
        [9, 5],
      ],
      above: 5,
      best: 0,
      worst: 2,
    },
    {
      name: 'a slow cold one before a fast hot one',
      rows: [
        [1, 900],
        [6, 1],
        [7, 2],
      ],
      above: 5,
      best: 0,
      worst: 2,
    },
    {
      name: 'none cold: the fewest in flight, whatever they take',
      rows: [
        [7, 1],
        [6, 900],
        [8, 1],
      ],
      above: 5,
      best: 1,
      worst: 2,
    },
    {
      name: 'none hot: the slowest is the worst',
      rows: [
        [1, 30],
        [5, 10],
        [2, 50],
      ],
      above: 5,
      best: 1,
      worst: 2,
    },
    {
      name: 'equally fast: the fewest in flight',
      rows: [
        [4, 10],
        [2, 10],
        [3, 10],
      ],
      above: 5,
      best: 1,
      worst: 0,
    },
    {
      name: 'equally hot: the faster',
      rows: [
        [7, 20],
        [7, 10],
      ],
      above: 5,
      best: 1,
      worst: 0,
    },
    {
      name: 'equal in all: the oldest',
      rows: [
        [1, 10],
        [1, 10],
      ],
      above: 5,
      best: 0,
      worst: 0,
    },
    {
      name: 'as many as the threshold is not hot',
      rows: [
        [5, 10],
        [4, 20],
      ],
      above: 5,
      best: 0,
      worst: 1,
    },
  ] as const)('$name', ({ rows, above, best, worst }) => {
    const probes = probesOf(...rows)
    expect(bestProbe(probes, above, latency)?.backend).toBe(best)
    expect(worstProbe(probes, above, latency)?.backend).toBe(worst)
  })

  it('has nothing to say of nobody', () => {
    expect([bestProbe([], 0, latency), worstProbe([], 0, latency)]).toEqual([undefined, undefined])
  })

  it('divides at the quantile by nearest rank', () => {
    const probes = probesOf(...[9, 0, 3, 1, 7, 2, 5, 4, 8, 6].map(rif => [rif, 0] as const))
    expect([0, 0.01, 0.1, 0.11, 0.84, 1].map(quantile => hotAbove(probes, quantile))).toEqual([
      -Infinity,
      0,
      0,
      1,
      8,
      9,
    ])
    expect(hotAbove([], 0.84)).toBe(Infinity)
  })
})
