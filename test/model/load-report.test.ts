import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LoadReport } from '../../src/model/load-report.js'

interface Sample {
  readonly latencyMs: number
  readonly met: number
  readonly atMs: number
}

/** What the doc comment says, without any thrift. */
function expectedMs(samples: readonly Sample[], inFlight: number, nowMs: number): number {
  const nearest = samples
    .slice(-64)
    .filter(({ atMs }) => atMs >= nowMs - 5000)
    .reverse()
    .map(sample => ({ ...sample, distance: Math.abs(sample.met - inFlight) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 9)
    .map(({ latencyMs }) => latencyMs)
    .sort((a, b) => a - b)
  const { length } = nearest
  return length === 0 ? Number.NaN : (nearest[Math.floor((length - 1) / 2)] + nearest[Math.floor(length / 2)]) / 2
}

/** A request that came and is answered, alone. */
function visited(report: LoadReport, latencyMs: number, nowMs: number): void {
  report.completed(latencyMs, report.arrived(), nowMs)
}

const step = fc.record({
  kind: fc.constantFrom(
    'arrive' as const,
    'arrive' as const,
    'complete' as const,
    'complete' as const,
    'lose' as const,
  ),
  which: fc.nat(),
  waitMs: fc.constantFrom(0, 1, 30, 900),
})

describe('LoadReport', () => {
  it('tells the median of the nine nearest recent samples, and who is there', () => {
    const property = fc.property(fc.array(step, { maxLength: 300, size: 'max' }), steps => {
      const report = new LoadReport()
      const here: { met: number; sinceMs: number }[] = []
      const samples: Sample[] = []
      let nowMs = -100
      for (const { kind, which, waitMs } of steps) {
        nowMs += waitMs
        if (kind === 'arrive') {
          expect(report.inFlight).toBe(here.length)
          here.push({ met: report.arrived(), sinceMs: nowMs })
        } else if (here.length > 0) {
          const [{ met, sinceMs }] = here.splice(which % here.length, 1)
          if (kind === 'lose') report.lost()
          else {
            samples.push({ latencyMs: nowMs - sinceMs, met, atMs: nowMs })
            report.completed(nowMs - sinceMs, met, nowMs)
          }
        }
        expect(report.latencyMs(nowMs)).toBe(expectedMs(samples, here.length, nowMs))
      }
    })
    fc.assert(property, { seed: 1, numRuns: 200 })
  })

  it('has no estimate before the first answer, nor long after the last, nor after a restart', () => {
    const report = new LoadReport()
    expect(report.latencyMs(0)).toBeNaN()
    visited(report, 30, 10)
    expect(report.latencyMs(5010)).toBe(30)
    expect(report.latencyMs(5010.1)).toBeNaN()
    report.arrived()
    report.restarted()
    expect([report.inFlight, report.latencyMs(10)]).toEqual([0, Number.NaN])
  })

  it('tells apart what a request finds alone from what it finds behind others', () => {
    const report = new LoadReport()
    for (let i = 0; i < 20; i++) visited(report, 10, i)
    const met = [0, 1, 2].map(() => report.arrived())
    expect(met).toEqual([0, 1, 2])
    for (let i = 0; i < 20; i++) {
      report.completed(40, report.arrived(), 20)
    }
    expect(report.latencyMs(20)).toBe(40)
    for (const before of met) report.completed(10, before, 20)
    expect(report.latencyMs(20)).toBe(10)
  })
})
