import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Results } from '../../src/results/results.js'
import { lbbench, type Said } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-cli-'))
const out = join(folder, 'out')
const quick = ['--duration', '600ms', '--warmup', '100ms', '--rounds', '3']

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

  it('leaves its files, none half written', () => {
    const files = [
      'ranking.svg',
      'report.html',
      'report.md',
      'requests.csv',
      'results.csv',
      'results.json',
      'spectrum.svg',
    ]
    expect(readdirSync(out).sort()).toEqual(files)
  })

  it('writes results by the published names, each with value, low, high and n', () => {
    expect(results).toMatchObject({ schema: 'lbbench/results@1', complete: true, rounds: { planned: 3, done: 3 } })
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
          n: 3,
        })
      // 600 ms at 240/s are too few requests for ten beyond the 99th percentile.
      expect(candidate.metrics.p99Ms).toBeNull()
      expect(candidate.backends.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
    }
  })

  it('has a row in requests.csv for every request of every trial', () => {
    const rows = readFileSync(join(out, 'requests.csv'), 'utf8').trim().split('\n').slice(1)
    const measured = rows.filter(row => Number(row.split(',')[3]) >= 0)
    const counted = results.candidates.reduce((sum, { metrics }) => sum + metrics.requests!.value * 3, 0)
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

  it('shows each candidate beside its twin, which met the same requests in virtual time', () => {
    const table = said.stdout.slice(said.stdout.indexOf('Twin: the same requests in virtual time, in ms\n'))
    for (const head of ['p50 live', 'p50 twin', 'p50 gap', 'mean gap']) expect(table).toContain(head)
    for (const { twin, rounds } of results.candidates) {
      expect(twin!.p50Ms).toMatchObject({ twin: { n: 3 }, ratio: { n: 3 }, differenceMs: { n: 3 } })
      expect(twin!.p99Ms).toBeNull()
      for (const round of rounds)
        expect(round.twin).toMatchObject({ p50Ms: expect.any(Number), meanMs: expect.any(Number) })
    }
  })

  it('shows how much there is to win: the ideal once a round, beside every candidate', () => {
    expect(results.ideal!.rounds.map(({ round }) => round)).toEqual([0, 1, 2])
    for (const { overIdeal } of results.candidates) expect(overIdeal!.meanMs).toMatchObject({ n: 3 })
    expect(said.stdout).toContain('mean / ideal')
  })

  it('writes down requests that were sent only, none of a twin', () => {
    const rows = readFileSync(join(out, 'requests.csv'), 'utf8').split('\n')
    for (const { id, rounds } of results.candidates) {
      const [{ metrics, attempt }] = rounds
      const own = rows.filter(row => row.startsWith(`${id},0,${attempt},`))
      expect(own.filter(row => Number(row.split(',')[3]) >= 0).length).toBe(metrics.requests)
    }
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

  it('holds a run against itself as baseline, and against one in which lc did better beside the same rr', async () => {
    const faster = structuredClone({ ...results, warnings: [] }) as unknown as {
      candidates: { id: string; rounds: { metrics: Record<string, number | null> }[] }[]
    }
    for (const { id, rounds } of faster.candidates)
      for (const { metrics } of rounds) if (id === 'lc') metrics.p50Ms = metrics.p50Ms! / 3
    const [same, better] = [join(folder, 'same.json'), join(folder, 'better.json')]
    writeFileSync(same, JSON.stringify({ ...results, warnings: [] }))
    writeFileSync(better, JSON.stringify(faster))
    const gates = ['--gate', 'p50 <= 1.1 * baseline', '--gate', 'errorRate <= baseline + 5%']
    const passed = await lbbench('gate', same, '--baseline', same, ...gates)
    expect(passed).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^PASS +lc\.p50 <= 1\.1 \* baseline: lc\.p50 \/ rr/),
    })
    expect((await lbbench('gate', same, '--baseline', better, ...gates)).status).toBe(1)
    // Made on another machine: the relation to rr holds there too, and the verdict says so. lc alone has no control.
    const { environment } = results
    const elsewhere = (file: string, of: object): string => {
      writeFileSync(join(folder, file), JSON.stringify({ ...of, environment: { ...environment, cpu: 'Other CPU' } }))
      return join(folder, file)
    }
    const afar = await lbbench(
      'gate',
      same,
      '--baseline',
      elsewhere('afar.json', { ...results, warnings: [] }),
      ...gates,
    )
    expect(afar).toMatchObject({ status: 0, stdout: expect.stringMatching(/^PASS .*another machine .*Other CPU/m) })
    const caught = await lbbench('gate', same, '--baseline', elsewhere('afar-better.json', faster), ...gates)
    expect(caught.status).toBe(1)
    const lonely = { ...results, warnings: [], candidates: results.candidates.filter(({ id }) => id === 'lc') }
    const alone = await lbbench('gate', same, '--baseline', elsewhere('alone.json', lonely), ...gates)
    expect(alone).toMatchObject({ status: 4, stdout: expect.stringMatching(/^INVALID .*--control/m) })
    // Too short for a p99, which the default gates ask for: cannot be told, whatever the user wants to hear of that.
    const untold = (...more: string[]) => lbbench('gate', same, '--baseline', same, ...more)
    expect(await untold()).toMatchObject({
      status: 4,
      stdout: expect.stringMatching(/^INCONCLUSIVE .*p99 cannot be told/m),
    })
    expect((await untold('--inconclusive', 'pass')).status).toBe(0)
    expect((await untold('--inconclusive', 'fail')).status).toBe(1)
  })

  it('refuses gates that it could never judge, before anything runs', async () => {
    const refused = (...argv: string[]) => lbbench('compare', '-s', 'rr,virtual:lc', '--dry-run', ...argv)
    const few = await refused('--rounds', '2', '--gate', 'rr.p50 <= 1s')
    expect(few).toMatchObject({ status: 2, stderr: expect.stringContaining('cannot be judged by 2 live rounds') })
    expect((await refused('--rounds', '1', '--gate', 'p50 <= 1s')).stderr).toContain('a single live round')
    expect((await refused('--rounds', '1', '--gate', 'virtual:lc.p50 <= 1s')).status).toBe(0)
    expect((await refused('--gate', 'p50 <= 1.1 * baseline')).stderr).toContain('give --baseline FILE')
  })
})

describe('compare in both worlds', () => {
  const once = ['--duration', '300ms', '--warmup', '100ms', '--rounds', '1']
  const run = async (name: string, ...argv: string[]): Promise<{ said: Said; results: Results }> => {
    const said = await lbbench('compare', ...argv, ...once, '--out', join(folder, name))
    return { said, results: JSON.parse(readFileSync(join(folder, name, 'results.json'), 'utf8')) }
  }

  it('runs a strategy live and in virtual time; its twin in virtual time is the virtual candidate', async () => {
    const { said, results } = await run('worlds', '--strategies', 'rr,virtual:rr')
    expect(said.status).toBe(0)
    expect(said.stdout).toContain(' in virtual time.')
    const [live, virtual] = results.candidates
    expect([live!.world, virtual!.world]).toEqual(['live', 'virtual'])
    expect([virtual!.twin, virtual!.guard]).toEqual([null, null])
    expect(live!.twin!.meanMs!.twin.value).toBe(virtual!.metrics.meanMs!.value)
    expect(live!.metrics.requests!.value).toBe(virtual!.metrics.requests!.value)
    const rows = readFileSync(join(folder, 'worlds', 'requests.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
    expect(new Set(rows.map(row => row.split(',')[0]))).toEqual(new Set(['rr']))
  })

  it('--no-twin: nothing beside the live trials', async () => {
    const { said, results } = await run('alone', '--strategies', 'rr', '--no-twin')
    expect(said.stdout).not.toMatch(/Twin|ideal/)
    expect(results.ideal).toBeNull()
    expect(results.candidates).toMatchObject([{ twin: null, overIdeal: null, rounds: [{ twin: null }] }])
    expect(results.environment.command).toContain(' --no-twin')
  })

  it('runs live what virtual time refuses, without a twin, and says so', async () => {
    const path = join(folder, 'burning.yaml')
    writeFileSync(path, 'backends: { count: 2, latency: 5ms, cpu: 20% }\ntraffic: { rate: 50 }\n')
    const { said, results } = await run('burning', path, '--strategies', 'rr,virtual:rr')
    const reason = 'backend b1 burns real CPU (cpu), which there is none of in virtual time'
    expect(said.status).toBe(0)
    expect(said.stderr).toContain(`  no twin     ${reason}\n`)
    expect(said.stdout.replace(/\n +/g, ' ')).toContain(`not run: virtual:rr: ${reason}\n`)
    expect(results).toMatchObject({ complete: true, ideal: null, candidates: [{ id: 'rr', twin: null }] })
    expect(results.refused).toEqual([{ candidate: 'virtual:rr', reason }])
  })
})

describe('compare, where it cannot go on', () => {
  it('a folder that cannot be written is known before anything runs', async () => {
    const blocked = join(folder, 'a-file')
    writeFileSync(blocked, '')
    const said = await lbbench('compare', ...quick, '--out', join(blocked, 'out'))
    expect(said).toMatchObject({ status: 3, stdout: '' })
    expect(said.stderr).toMatch(
      /cannot make the folder .*out: there is a file of that name, here or above it\n {2}choose/,
    )
    expect((await lbbench('compare', ...quick, '--out', blocked)).stderr).toContain(
      'a-file: there is a file of that name',
    )
    // A parent that takes no children; Node's recursive mkdir spins for ever on it.
    const inProc = await lbbench('compare', ...quick, '--out', '/proc/out')
    expect(inProc).toMatchObject({ status: 3, stdout: '' })
    expect(inProc.stderr).toContain('cannot make the folder /proc/out: the folder above it takes no others\n')
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
