import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Results } from '../../src/results/results.js'
import { lbbench, type Said } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-cli-'))
const out = join(folder, 'out')
const quick = ['--duration', '800ms', '--warmup', '100ms', '--rounds', '2']

describe('compare, from the command line to the files it leaves', () => {
  let said: Said
  let results: Results
  beforeAll(async () => {
    const gates = ['--gate', 'p50 <= 10s', '--gate', 'errorRate < 100%']
    said = await lbbench('compare', '--strategies', 'rr,lc', ...quick, ...gates, '--out', out)
    results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))
  })

  it('prints the plan on stderr, the result on stdout, without colour in a pipe', () => {
    expect(said.stderr).toContain('candidates  rr, lc')
    expect(said.stdout).toContain('rr')
    expect(said.stdout + said.stderr).not.toContain('\u001b[')
    expect(said.stdout.split('\n').filter(line => line.length > 100)).toEqual([])
  })

  it('leaves four files, none half written', () => {
    expect(readdirSync(out).sort()).toEqual(['report.md', 'requests.csv', 'results.csv', 'results.json'])
  })

  it('writes results by the published names, each with value, low, high and n', () => {
    expect(results).toMatchObject({ schema: 'lbbench/results@1', complete: true, rounds: { planned: 2, done: 2 } })
    for (const candidate of results.candidates) {
      for (const name of [
        'p50Ms',
        'p90Ms',
        'maxMs',
        'meanMs',
        'errorRate',
        'timeoutRate',
        'goodputPerSecond',
        'requests',
        'jainRequests',
        'jainBusy',
        'maxOverMean',
        'affinity',
      ] as const)
        expect(candidate.metrics[name]).toMatchObject({
          value: expect.any(Number),
          low: expect.any(Number),
          high: expect.any(Number),
          n: 2,
        })
      // 800 ms at 240/s are too few requests for ten beyond the 99th percentile.
      expect(candidate.metrics.p99Ms).toBeNull()
      expect(candidate.backends.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
    }
  })

  it('has a row in requests.csv for every request of every trial', () => {
    const rows = readFileSync(join(out, 'requests.csv'), 'utf8').trim().split('\n').slice(1)
    const measured = rows.filter(row => Number(row.split(',')[3]) >= 0)
    const counted = results.candidates.reduce((sum, { metrics }) => sum + metrics.requests!.value * 2, 0)
    // A repeated trial stays in the file beside its repetition.
    expect(measured.length).toBeGreaterThanOrEqual(Math.round(counted))
  })

  it('met both candidates with the same requests', () => {
    const due = (candidate: string): string[] => {
      const rows = readFileSync(join(out, 'requests.csv'), 'utf8').split('\n')
      return rows
        .filter(row => row.startsWith(`${candidate},0,`))
        .map(row => [row.split(',')[3], row.split(',')[8]].join())
    }
    expect(due('rr').length).toBeGreaterThan(100)
    expect(new Set(due('rr'))).toEqual(new Set(due('lc')))
  })

  it('report renders the same results again, in every format', async () => {
    expect((await lbbench('report', out, '--format', 'markdown')).stdout).toBe(
      readFileSync(join(out, 'report.md'), 'utf8'),
    )
    expect((await lbbench('report', out, '--format', 'csv')).stdout).toBe(
      readFileSync(join(out, 'results.csv'), 'utf8'),
    )
    expect(JSON.parse((await lbbench('report', join(out, 'results.json'), '--format', 'json')).stdout)).toEqual(results)
    expect((await lbbench('report', out)).stdout).toBe(said.stdout)
  })

  it('gates: 0 where all hold, 1 where one fails, 4 where the results are not to be trusted', async () => {
    // The machine may be busy; whether the run above can be trusted is not what is tested here.
    const quiet = { ...results, warnings: results.warnings.filter(({ level }) => level !== 'invalid') }
    const trusted = join(folder, 'trusted.json')
    writeFileSync(trusted, JSON.stringify(quiet))
    expect((await lbbench('gate', trusted, '--gate', 'errorRate <= 100%')).status).toBe(0)
    const failed = await lbbench('gate', trusted, '--gate', 'rr.jainRequests >= 1.5', '--gate', 'errorRate <= 100%')
    expect(failed.status).toBe(1)
    expect(failed.stdout).toMatch(/^FAIL .*rr\.jainRequests/m)
    const spoilt = {
      ...quiet,
      warnings: [{ code: 'late', level: 'invalid', candidate: 'rr', round: 0, message: 'sent late' }],
    }
    const doubtful = join(folder, 'doubtful.json')
    writeFileSync(doubtful, JSON.stringify(spoilt))
    expect((await lbbench('gate', doubtful, '--gate', 'rr.errorRate <= 100%')).status).toBe(4)
  })

  it('holds a run against itself as baseline, and against a better one', async () => {
    const faster = structuredClone({ ...results, warnings: [] }) as unknown as {
      candidates: {
        metrics: Record<string, { value: number; low: number; high: number } | null>
        rounds: { metrics: Record<string, number | null> }[]
      }[]
    }
    for (const candidate of faster.candidates) {
      for (const name of ['p50Ms', 'meanMs']) {
        for (const key of ['value', 'low', 'high'] as const) candidate.metrics[name]![key] /= 3
        for (const round of candidate.rounds) round.metrics[name] = round.metrics[name]! / 3
      }
    }
    const [same, better] = [join(folder, 'same.json'), join(folder, 'better.json')]
    writeFileSync(same, JSON.stringify({ ...results, warnings: [] }))
    writeFileSync(better, JSON.stringify(faster))
    expect((await lbbench('gate', same, '--baseline', same)).status).toBe(0)
    expect((await lbbench('gate', same, '--baseline', better, '--max-regression', '10%')).status).toBe(1)
  })
})

describe('compare, where it cannot go on', () => {
  it('a folder that cannot be written is known before anything runs', async () => {
    const blocked = join(folder, 'a-file')
    writeFileSync(blocked, '')
    const said = await lbbench('compare', ...quick, '--out', join(blocked, 'out'))
    expect(said).toMatchObject({ status: 3, stdout: '' })
    expect(said.stderr).toContain('cannot make the folder')
    // A parent that takes no children; Node's recursive mkdir spins for ever on it.
    expect(await lbbench('compare', ...quick, '--out', '/proc/out')).toMatchObject({ status: 3, stdout: '' })
  })

  it('a taken port: one sentence, 3, and no report of nothing', async () => {
    const { createServer } = await import('node:net')
    const squatter = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => squatter.once('listening', resolve))
    const { port } = squatter.address() as { port: number }
    const path = join(folder, 'taken.yaml')
    writeFileSync(path, `backends: { count: 2, latency: 1ms }\ntraffic: { rate: 50 }\nbalancer: { port: ${port} }\n`)
    const said = await lbbench('compare', path, ...quick, '--out', join(folder, 'taken'))
    squatter.close()
    expect(said).toMatchObject({ status: 3, stdout: '' })
    expect(said.stderr).toContain(`lbbench: the balancer cannot listen on 127.0.0.1:${port}: the port is taken`)
    expect(readdirSync(join(folder, 'taken'))).toEqual([])
  })

  it('a run that fails leaves no results of an earlier one behind', async () => {
    const used = join(folder, 'used')
    mkdirSync(used)
    writeFileSync(join(used, 'results.json'), '{}')
    writeFileSync(join(used, 'mine.txt'), '')
    const path = join(folder, 'taken.yaml')
    const { createServer } = await import('node:net')
    const squatter = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => squatter.once('listening', resolve))
    const { port } = squatter.address() as { port: number }
    writeFileSync(path, `backends: { count: 2, latency: 1ms, port: ${port} }\ntraffic: { rate: 50 }\n`)
    expect((await lbbench('compare', path, ...quick, '--out', used)).status).toBe(3)
    squatter.close()
    expect(readdirSync(used)).toEqual(['mine.txt'])
  })

  it('two runs do not write to one folder', async () => {
    const shared = join(folder, 'shared')
    mkdirSync(shared)
    // A living process that is not us.
    writeFileSync(join(shared, '.running'), `${process.ppid}\n`)
    const said = await lbbench('compare', ...quick, '--out', shared)
    expect(said).toMatchObject({ status: 3, stdout: '' })
    expect(said.stderr).toContain(`another run (process ${process.ppid}) is writing to ${shared}`)
  })
})
