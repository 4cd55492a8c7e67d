import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Histogram } from '../../src/stats/histogram.js'
import { parseEvent, parseHeader, type TraceEvent } from '../../src/trace/format.js'
import type { Progress, SimulationJob } from '../../src/virtual/job.js'
import { runJob } from '../../src/virtual/run-job.js'
import { openLoop, traffic } from '../model/specs.js'
import { temporaryFolder } from '../trace/temporary-traces.js'
import { plain } from './plain-tally.js'
import { scenarioOf } from './scenario.js'

const folder = temporaryFolder()
const job = (change: Partial<SimulationJob> = {}): SimulationJob => ({
  ...{ scenario: scenarioOf(), strategy: 'lc', options: {}, seed: 7 },
  ...change,
})

describe('runJob', () => {
  it('keeps records only where they are asked for', () => {
    expect(runJob(job()).record).toBeUndefined()
    const { record, tally } = runJob(job({ records: true }))
    const measured = record!.dueMs.filter(dueMs => dueMs >= 0)
    expect(measured.length).toBe(tally.requests)
    expect(record!.size).toBeGreaterThan(measured.length)
  })

  it('tells how far it is, now and then, and never more than all', () => {
    const told: Progress[] = []
    const scenario = scenarioOf({
      traffic: traffic({ load: openLoop(150) }),
      run: { ...scenarioOf().run, durationMs: 3_000_000 },
    })
    const { tally } = runJob(job({ scenario, looked: true }), progress => told.push(progress))
    expect(told.length).toBeGreaterThanOrEqual(2)
    expect(told.length).toBeLessThan(10)
    for (const { atMs, requests, failed, p99Ms, ratePerSecond, perBackend } of told) {
      expect(Math.abs(atMs / 3_000_000 - requests / tally.requests)).toBeLessThan(0.02)
      expect([failed, perBackend.reduce((sum, count) => sum + count)]).toEqual([0, requests])
      expect(ratePerSecond / 150).toBeCloseTo(1, 1)
      expect(p99Ms! / new Histogram(tally.latency).quantile(0.99)).toBeCloseTo(1, 1)
    }
    expect(told.map(({ atMs }) => atMs)).toEqual(told.map(({ atMs }) => atMs).sort((a, b) => a - b))
  })

  it('tells nobody where nobody looks', () => {
    const scenario = scenarioOf({ run: { ...scenarioOf().run, durationMs: 3_000_000 } })
    runJob(job({ scenario }), () => expect.unreachable())
  })

  it('writes a trace that says what the record says', () => {
    const path = `${folder}/one.trace`
    const traced = runJob(job({ records: true, trace: { path, label: { candidate: 'lc', round: 3 } } }))
    const { record, tally } = traced
    expect(plain(tally)).toEqual(plain(runJob(job()).tally))
    const lines = readFileSync(path, 'utf8').split('\n')
    expect(parseHeader(lines[0]!)).toEqual({ candidate: 'lc', round: 3, backends: ['b1', 'b2'] })
    expect(lines.slice(-2)).toEqual([`= ${record!.size}`, ''])
    const events = lines.slice(1, -2).map(line => parseEvent(line)!)
    expect(events.map(({ atMs }) => atMs)).toEqual(events.map(({ atMs }) => atMs).sort((a, b) => a - b))
    expect(endsOf(events)).toEqual(
      Array.from({ length: record!.size }, (_, row) => [
        record!.status[row],
        record!.backend[row],
        record!.doneMs[row],
      ]),
    )
    const tries = events.filter(({ kind }) => kind === 'decided')
    expect(tries.length).toBe(record!.tries.reduce((sum, own) => sum + own, 0))
    expect(tries.filter((event, i) => event.row === i && event.atMs === record!.dueMs[i]).length).toBe(tries.length)
  })

  it('replaces a trace of an earlier run', () => {
    const path = `${folder}/twice.trace`
    const trace = { path, label: { candidate: 'lc', round: 0 } }
    runJob(job({ trace }))
    const first = readFileSync(path, 'utf8')
    runJob(job({ trace }))
    expect(readFileSync(path, 'utf8')).toBe(first)
  })

  it('says where it cannot write one', () => {
    const trace = { path: `${folder}/none/x.trace`, label: { candidate: 'lc', round: 0 } }
    expect(() => runJob(job({ trace }))).toThrow(expect.objectContaining({ code: 'OUTPUT' }))
  })

  it('leaves the trace of a trial that broke without an end', () => {
    const path = `${folder}/broken.trace`
    const options = { scenario: scenarioOf(), trace: { path, label: { candidate: 'lc', round: 0 } } }
    expect(() => runJob(job({ ...options, strategy: 'none' }))).toThrow('unknown strategy "none"')
    expect(readFileSync(path, 'utf8')).not.toContain('=')
  })
})

function endsOf(events: readonly TraceEvent[]): unknown[] {
  return events
    .flatMap(event => (event.kind === 'ended' ? [event] : []))
    .sort((a, b) => a.row - b.row)
    .map(({ status, backend, atMs }) => [status, backend, atMs])
}
