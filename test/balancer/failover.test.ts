import { describe, expect, it } from 'vitest'
import failoverFile from './data/nginx-1.22.1-failover.json' with { type: 'json' }
import { backend, balance, send } from './test-balancer.js'

/** X and Y are closed ports. As `config` of the file has them. */
const closed = new Set(['X', 'Y'])
const upstreams = {
  rrfail1: [backend('X', { weight: 5 }), backend('b'), backend('c')],
  rrfail3: [backend('X', { weight: 6, maxFails: 3 }), backend('b', { weight: 2 }), backend('c')],
  rrfail0: [backend('X', { maxFails: 0 }), backend('b'), backend('c')],
  rrbk: [backend('X'), backend('Y'), backend('c', { backup: true }), backend('d', { backup: true })],
  rrall: [backend('X'), backend('Y')],
  rrsingle: [backend('X')],
}

describe('fails over as nginx 1.22.1 did', () => {
  it.each(Object.entries(upstreams))('%s', (name, backends) => {
    const observed = failoverFile.observed[name as keyof typeof upstreams]
    const balancer = balance(backends)
    // nginx logs the upstream's own name where no server was live.
    const expected = observed.map(({ tried }) => (tried === name ? '' : tried))
    expect(expected.map((_, i) => send(balancer, closed, i * 10))).toEqual(expected)
  })

  it('reads rows that mean something', () => {
    const tried = Object.keys(upstreams).map(name => failoverFile.observed[name as keyof typeof upstreams][0].tried)
    expect(tried).toEqual(['X>b', 'X>b', 'X>b', 'X>Y>c', 'X>Y', 'X'])
  })
})

describe('fail_timeout 2 s, polled every 50 ms', () => {
  const probeTimesMs = (phaseMs: number): number[] => {
    const balancer = balance([backend('X', { failTimeoutMs: 2000 }), backend('b')])
    const times = Array.from({ length: 400 }, (_, i) => phaseMs + i * 50)
    return times.filter(nowMs => send(balancer, closed, nowMs) === 'X>b')
  }

  it.each([0, 1, 430, 950, 999, 123_456, -5000])(
    'bans for 2 to 3 s, then lets one request probe (from %i ms on)',
    phaseMs => {
      const probes = probeTimesMs(phaseMs)
      const gaps = probes.slice(1).map((at, i) => at - probes[i])
      expect(gaps.length).toBeGreaterThanOrEqual(6)
      for (const gap of gaps) {
        expect(gap).toBeGreaterThan(2000)
        // The ban ends with the third tick of the clock; then the smooth rotation gives X its next turn within two polls.
        expect(gap).toBeLessThanOrEqual(3000 + 2 * 50)
      }
    },
  )

  it('includes the gaps that were measured', () => {
    const gapsS = [0, 430, 999].flatMap(phaseMs => {
      const probes = probeTimesMs(phaseMs)
      return probes.slice(1).map((at, i) => (at - probes[i]) / 1000)
    })
    for (const gap of failoverFile.observed.fail_timeout_2s_probe_gaps_s) {
      expect(gap).toBeGreaterThanOrEqual(Math.min(...gapsS) - 0.05)
      expect(gap).toBeLessThanOrEqual(Math.max(...gapsS) + 0.05)
    }
  })
})
