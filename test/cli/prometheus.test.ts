import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { latencyBounds } from '../../src/live/metrics/histogram-rows.js'
import type { Results } from '../../src/results/results.js'
import { everyFamily, sampleNames } from '../live/metrics/every-family.js'
import { lbbench, lbbenchIn, type Said } from './lbbench.js'
import { type PrometheusServer, startPrometheus } from './prometheus-server.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-metrics-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A request of requests.csv, of the attempt that counts. */
interface Row {
  readonly candidate: string
  readonly round: string
  readonly dueMs: number
  readonly doneMs: number
  readonly status: number
  readonly backend: string
}

describe('a run that Prometheus watches', () => {
  const out = join(folder, 'out')
  let prometheus: PrometheusServer
  let said: Said
  let results: Results
  let rows: readonly Row[]
  /** What curl would see in the middle of the run. */
  let text = ''

  beforeAll(async () => {
    let url = ''
    let told: (url: string) => void = () => undefined
    const listening = new Promise<string>(resolve => {
      told = resolve
    })
    const hears = (line: string): void => {
      const found = /^Metrics: (http:\S+)/.exec(line)
      if (found !== null) told(found[1]!)
    }
    const args = ['--duration', '1500ms', '--warmup', '300ms', '--rounds', '2', '--rate', '150']
    const run = lbbenchIn({ hears }, 'compare', '-s', 'rr,lc', ...args, '--metrics-port', '0', '--out', out)
    url = await listening
    prometheus = await startPrometheus(new URL(url).host)
    for (; !text.includes('lbbench_generator_requests_total{'); await sleep(100)) text = await (await fetch(url)).text()
    said = await run
    results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))
    rows = readRows(join(out, 'requests.csv'))
    // Two programs start, four trials run, and Prometheus comes once more: minutes, where others use the machine as well.
  }, 240_000)
  afterAll(() => prometheus?.stop())

  const last = (selector: string): string => `last_over_time(${selector}[10m])`

  it('waits for the last scrape, and says so', () => {
    expect(said.stderr).toContain("Metrics: waiting for Prometheus' last scrape")
    expect(said.status).not.toBe(3)
  })

  it('shows every metric there is, by candidate, round and program', () => {
    const shown = new Set(text.split('\n').flatMap(line => /^([a-z]\w*)[{ ]/.exec(line)?.slice(1) ?? []))
    // Nobody has answered yet: no status to tell.
    const names = Object.values(everyFamily()).flat().flatMap(sampleNames)
    expect([...shown].filter(name => !names.includes(name))).toEqual([])
    expect(names.filter(name => !shown.has(name) && name !== 'lbbench_balancer_requests_total')).toEqual([])
    for (const program of ['balancer', 'backends', 'generator'])
      expect(text).toMatch(new RegExp(`\\{candidate="(rr|lc)",round="0",program="${program}"[,}]`))
  })

  it('is stored with all its requests: as many as are in the results, of each candidate in each round', async () => {
    const stored = await prometheus.query(
      `sum by (candidate, round) (${last('lbbench_generator_requests_total{phase="measured"}')})`,
    )
    const counts = countBy(
      rows.filter(({ dueMs }) => dueMs >= 0),
      ({ candidate, round }) => `${candidate} ${round}`,
    )
    expect(
      Object.fromEntries(stored.map(({ metric, value }) => [`${metric.candidate} ${metric.round}`, value])),
    ).toEqual(counts)
    for (const { id, metrics } of results.candidates) {
      const mean = (counts[`${id} 0`]! + counts[`${id} 1`]!) / 2
      expect(metrics.requests!.value).toBeCloseTo(mean, 6)
    }
  })

  it('is stored as the balancer and the backends saw it: the same requests, warm-up included, by backend', async () => {
    const counts = countBy(
      rows.filter(({ status }) => status === 200),
      ({ candidate, backend }) => `${candidate} ${backend}`,
    )
    for (const metric of [
      'lbbench_balancer_requests_total{code="200"}',
      'lbbench_backend_requests_total{outcome="answer"}',
    ]) {
      const stored = await prometheus.query(`sum by (candidate, backend) (${last(metric)})`)
      expect(
        Object.fromEntries(
          stored.map(({ metric: { candidate, backend }, value }) => [`${candidate} ${backend}`, value]),
        ),
      ).toEqual(counts)
    }
  })

  it('has quantiles that are those of the results, as far as buckets tell', async () => {
    const stored = await prometheus.query(
      `histogram_quantile(0.5, sum by (candidate, le) (${last('lbbench_generator_latency_seconds_bucket')}))`,
    )
    expect(stored.map(({ metric }) => metric.candidate).sort()).toEqual(['lc', 'rr'])
    for (const { metric, value } of stored) {
      const latencies = rows
        .filter(({ candidate, dueMs, status }) => candidate === metric.candidate && dueMs >= 0 && status === 200)
        .map(({ doneMs, dueMs }) => (doneMs - dueMs) / 1000)
        .sort((a, b) => a - b)
      const at = (share: number): number => latencies[Math.floor(share * latencies.length)]!
      expect(value).toBeGreaterThanOrEqual(Math.max(0, ...latencyBounds.filter(bound => bound < at(0.48))))
      expect(value).toBeLessThanOrEqual(Math.min(...latencyBounds.filter(bound => bound > at(0.52))))
    }
  })

  it('has rates, and requests in flight, while it runs', async () => {
    const [peak] = await prometheus.query(
      'max_over_time(sum(rate(lbbench_generator_requests_total{phase="measured"}[2s]))[10m:500ms])',
    )
    // All requests of a trial lie within 1.5 s, so that no second has more than all of them.
    expect(peak!.value).toBeGreaterThan(0)
    expect(peak!.value).toBeLessThan(Math.max(...results.candidates.map(({ metrics }) => metrics.requests!.value)))
    const [inFlight] = await prometheus.query('max_over_time(sum(lbbench_balancer_backend_in_flight)[10m:500ms])')
    expect(inFlight!.value).toBeGreaterThanOrEqual(1)
    const up = await prometheus.query('min by (backend) (min_over_time(lbbench_balancer_backend_up[10m]))')
    expect(up.map(({ metric, value }) => `${metric.backend} ${value}`)).toEqual(['b1 1', 'b2 1', 'b3 1', 'b4 1'])
  })

  it('ends with nothing in flight, and says that it is over', async () => {
    const value = async (expr: string): Promise<number> => (await prometheus.query(expr))[0]!.value
    expect(await value(last('lbbench_run_finished'))).toBe(1)
    expect(await value(last('lbbench_run_trials_done'))).toBe(4)
    expect(await value(last('lbbench_run_rounds_done'))).toBe(2)
  })
})

describe('--metrics-port, where it cannot be', () => {
  it('is taken: one sentence, exit status 3, and no folder', async () => {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const out = join(folder, 'never')
    const { status, stderr } = await lbbench('compare', '--metrics-port', String(port), '--out', out)
    server.close()
    expect(status).toBe(3)
    expect(stderr).toContain(`lbbench: the metrics port cannot listen on 127.0.0.1:${port}: the port is taken\n`)
    expect(() => readFileSync(join(out, 'results.json'))).toThrow()
  })

  it.each(['x', '-1', '65536', '1.5', ''])('is no port: %j', async port => {
    const { status, stderr } = await lbbench('compare', `--metrics-port=${port}`)
    expect(status).toBe(2)
    expect(stderr).toContain(`--metrics-port ${port}: expected a whole number from 0 to 65535`)
  })

  it('is no use in virtual time but for the run itself, which ends as ever', async () => {
    const { status, stderr } = await lbbench(
      ...['compare', '-e', 'virtual', '-s', 'rr', '--rounds', '1', '--metrics-port', '0', '--out', join(folder, 'v')],
    )
    expect(status).toBe(0)
    expect(stderr).toContain('Metrics: http://127.0.0.1:')
    expect(stderr).not.toContain('waiting')
  })
})

function readRows(path: string): Row[] {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split('\n')
  const names = head!.split(',')
  const all = lines.map(line => {
    const fields = line.split(',')
    const field = (name: string): string => fields[names.indexOf(name)]!
    return {
      ...{ candidate: field('candidate'), round: field('round'), attempt: Number(field('attempt')) },
      ...{ dueMs: Number(field('due_ms')), doneMs: Number(field('done_ms')), status: Number(field('status')) },
      backend: field('backend'),
    }
  })
  const lastOf = new Map<string, number>()
  for (const { candidate, round, attempt } of all)
    lastOf.set(`${candidate} ${round}`, Math.max(attempt, lastOf.get(`${candidate} ${round}`) ?? 0))
  return all.filter(({ candidate, round, attempt }) => lastOf.get(`${candidate} ${round}`) === attempt)
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1
  return counts
}
