import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, test } from 'vitest'
import type { main as Main } from '../../src/cli/main.js'
import type * as Errors from '../../src/errors.js'
import { renderSweep } from '../../src/report/sweep/render-sweep.js'
import { renderSweepMarkdown } from '../../src/report/sweep/sweep-markdown.js'
import type { Capacity } from '../../src/sweep/capacity.js'
import type { Scaling } from '../../src/sweep/scaling/scaling.js'
import type { Sweep } from '../../src/sweep/sweep.js'
import type { Vary } from '../../src/sweep/vary/vary.js'
import { packageRoot } from '../process/tiny-scenario.js'
import type { Said } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-sweep-'))

/** Threads run compiled code, so all of it is. */
let main: typeof Main
beforeAll(async () => {
  main = (await import(new URL('../../dist/cli/main.js', import.meta.url).href)).main
})

async function run(argv: readonly string[], signal = new AbortController().signal): Promise<Said> {
  let [stdout, stderr] = ['', '']
  const status = await main(argv, {
    stdout: { write: text => (stdout += text), columns: 100 },
    stderr: { write: text => (stderr += text), columns: 100 },
    env: {},
    cwd: packageRoot,
    signal,
    now: () => new Date(2026, 4, 1, 14, 3, 59),
  })
  return { status, stdout, stderr }
}

const lbbench = (...argv: string[]): Promise<Said> => run(argv)
const small = ['--requests', '3000', '--rounds', '2', '--steps', '4']

describe('sweep, from the command line to the files it leaves', () => {
  const out = join(folder, 'out')
  let said: Said
  let sweep: Sweep
  beforeAll(async () => {
    said = await lbbench('sweep', 'uneven', '--strategies', 'rr,lc', '--load', '20%..110%', ...small, '--out', out)
    sweep = JSON.parse(readFileSync(join(out, 'sweep.json'), 'utf8'))
  })

  it('prints the plan on stderr, chart, sentences and table on stdout, without colour in a pipe', () => {
    expect(said.status).toBe(0)
    expect(said.stderr).toContain('candidates  rr, lc, ideal')
    expect(said.stderr).toContain('load: 4 points from 20% to 110%; 2 rounds each')
    expect(said.stdout).toMatch(/^p99 in ms \(logarithmic\) against load$/m)
    expect(said.stdout).toMatch(/^load +rr +lc +ideal$/m)
    expect(said.stdout).toContain('rr is unstable from ')
    expect(said.stdout + said.stderr).not.toContain('\u001b[')
    expect(said.stdout.split('\n').filter(line => line.length > 100)).toEqual([])
  })

  it('leaves its files, each as --format prints it, but for the picture that sweep.md shows', () => {
    expect(readdirSync(out).sort()).toEqual(['sweep.csv', 'sweep.html', 'sweep.json', 'sweep.md', 'sweep.svg'])
    expect(renderSweep(sweep, 'csv')).toBe(readFileSync(join(out, 'sweep.csv'), 'utf8'))
    expect(renderSweepMarkdown(sweep, 'sweep.svg')).toBe(readFileSync(join(out, 'sweep.md'), 'utf8'))
  })

  it.each(['1', '3'])('writes the same bytes on %s threads, but for the environment', async jobs => {
    const argv = ['sweep', 'uneven', '--strategies', 'rr,lc', '--load', '20%..110%', ...small, '--format', 'json']
    const { stdout } = await lbbench(...argv, '--jobs', jobs)
    expect({ ...(JSON.parse(stdout) as Sweep), environment: sweep.environment }).toEqual(sweep)
    expect(stdout.slice(stdout.indexOf('"scenario"'))).toBe(
      readFileSync(join(out, 'sweep.json'), 'utf8').slice(stdout.indexOf('"scenario"')),
    )
  })

  it('says by name where the queue grows, and gives no latency there', () => {
    expect(sweep).toMatchObject({
      schema: 'lbbench/sweep@1',
      axis: { kind: 'load' },
      metric: 'p99Ms',
      within: 0.1,
      rounds: 2,
    })
    const [rr, lc, ideal] = sweep.curves
    expect(rr!.points.map(({ stability }) => stability)).toEqual(['stable', 'unstable', 'unstable', 'unstable'])
    expect(lc!.points.map(({ stability }) => stability)).toEqual(['stable', 'stable', 'stable', 'unstable'])
    expect(ideal!.points.at(-1)!.stability).toBe('unstable')
    expect(rr!.points[1]).toMatchObject({ busiest: { backend: 'slow' }, latency: { p99Ms: null } })
    // 50 % of 1,111/s, a quarter of it each: 139 of 111/s.
    expect(rr!.points[1]!.busiest!.load).toBeCloseTo(1.25, 2)
    for (const point of sweep.curves.flatMap(({ points }) => points)) {
      if (point.stability !== 'stable') expect(Object.values(point.latency)).toEqual([null, null, null, null])
      else expect(point.latency.p99Ms).toMatchObject({ value: expect.any(Number), n: 2 })
    }
  })

  it('records the command that repeats it', () => {
    expect(sweep.environment.command).toBe(
      'lbbench sweep uneven --strategies rr,lc --load 20%..110% --steps 4 --metric p99 --within 10% --requests 3000 --rounds 2',
    )
  })
})

describe('sweep', () => {
  it('of fleets keeps a load, and a rate where that is what the scenario says', async () => {
    const of = async (...argv: string[]): Promise<Sweep> =>
      JSON.parse((await lbbench('sweep', ...argv, '-s', 'rr', '--no-ideal', '--format', 'json', ...small)).stdout)
    const load = await of('steady', '--backends', '2..16', '--metric', 'p99')
    expect(load.settings.map(({ backends, load }) => [backends, load])).toEqual([2, 4, 8, 16].map(n => [n, 0.6]))
    expect(load.curves).toHaveLength(1)
    const rate = await of('steady', '--backends', '2..16', '--metric', 'p99', '--rate', '90/s')
    expect(rate.settings.map(({ ratePerSecond, load }) => [ratePerSecond, load])).toEqual(
      [2, 4, 8, 16].map(n => [90, 90 / (n * 100)]),
    )
  })

  it('of a slow backend knows when it is too slow for its share', async () => {
    const { stdout } = await lbbench('sweep', '--slow-factor', '1..4', '-s', 'rr,lc', '--metric', 'mean', ...small)
    expect(stdout).toMatch(/rr is unstable from about 1\.8\d*x slowdown on: b4 is sent more than it can serve/)
    expect(stdout).toContain('The last backend is the slow one.')
    expect(stdout).toMatch(/^mean in ms \(logarithmic\) against slow factor$/m)
  })

  it('opens a closed loop where its load is swept, and sweeps it closed where its fleet is', async () => {
    const open = await lbbench('sweep', 'closed', '--load', '20%..60%', '-s', 'rr', ...small)
    expect(open.stderr).toContain('open loop')
    const closed = await lbbench(
      'sweep',
      'closed',
      '--backends',
      '2..8',
      '--metric',
      'mean',
      '-s',
      'rr',
      '--format',
      'json',
      ...small,
    )
    expect((JSON.parse(closed.stdout) as Sweep).settings.map(({ ratePerSecond }) => ratePerSecond)).toEqual([
      null,
      null,
      null,
      null,
    ])
  })

  test.each([
    [['--load', '95%..10%'], '--load 95%..10%: expected the lower end first'],
    [['--load', '10%'], 'so nothing is swept'],
    [['--load', '10%..90%', '--backends', '2..8'], '--load and --backends are both ranges'],
    [['--rate', '100/s'], '--rate takes the place of a load'],
    [['--steps', '1'], '--steps 1: expected at least 2'],
    [['--requests', '10'], '--requests 10: expected at least 1000'],
    [['--within', 'ten'], '--within ten: expected a share in percent'],
    [['--strategies', 'rr,foo'], 'unknown strategy "foo"'],
    [['--strategies', 'embedded:rr'], 'unknown engine "embedded"'],
    [['--duration', '5s'], 'sweep knows no "--duration"'],
    [['--slow-factor', '0..3'], 'expected a factor above 0'],
    [['uneven', '--backends', '2..8'], 'the backends of this scenario differ'],
  ])('%j is refused before anything runs', async (argv, message) => {
    const { status, stdout, stderr } = await lbbench('sweep', ...argv)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
  })

  it('stops at once where it is told to: status 130, and no file', async () => {
    const errors = (await import(new URL('../../dist/errors.js', import.meta.url).href)) as typeof Errors
    const stop = new AbortController()
    const out = join(folder, 'stopped')
    const startedMs = performance.now()
    setTimeout(() => stop.abort(new errors.LbbenchError('INTERRUPTED', 'stopped by the user')), 300)
    const { status, stdout, stderr } = await run(['sweep', '--requests', '100M', '--out', out], stop.signal)
    expect([status, stdout]).toEqual([130, ''])
    expect(stderr).toMatch(/lbbench: stopped by the user after \d+ trials?, of which nothing is reported\n/)
    expect(performance.now() - startedMs).toBeLessThan(20_000)
    expect(readdirSync(out)).toEqual([])
  })
})

describe('sweep of fleets', () => {
  const out = join(folder, 'scaling')
  const few = ['--backends', '1..8', '--requests', '2000', '--rounds', '2', '--tolerance', '5%', '--steps', '4']

  it('draws how much they carry, with the law through it, and leaves its files', async () => {
    const { status, stdout, stderr } = await lbbench('sweep', '-s', 'rr,lc', ...few, '--out', out)
    expect(status).toBe(0)
    expect(stderr).toContain('objectives  p99 <= 160ms (twice the p99 of service; --slo sets another)')
    expect(stdout).toContain('highest rate per second against backends')
    expect(readdirSync(out).sort()).toEqual(['csv', 'html', 'json', 'md', 'svg'].map(end => `scaling.${end}`))
    expect(readFileSync(join(out, 'scaling.md'), 'utf8')).toContain('](scaling.svg)')
    const scaling: Scaling = JSON.parse(readFileSync(join(out, 'scaling.json'), 'utf8'))
    expect(scaling.fleets.map(({ backends }) => backends)).toEqual([1, 2, 4, 8])
    expect(scaling.curves.map(({ candidate }) => candidate.id)).toEqual(['rr', 'lc', 'ideal'])
    // One backend leaves nothing to choose.
    expect(new Set(scaling.curves.map(({ points }) => points[0]!.ratePerSecond)).size).toBe(1)
    for (const { points, fit } of scaling.curves) {
      expect(points[3]!.ratePerSecond!).toBeGreaterThan(4 * points[0]!.ratePerSecond!)
      // Four sizes are too few for a law.
      expect(fit).toBeNull()
    }
    const again = await lbbench('sweep', '-s', 'rr,lc', ...few, '--format', 'json', '--jobs', '1')
    expect((JSON.parse(again.stdout) as Scaling).curves).toEqual(scaling.curves)
    expect(again.stdout).toContain(
      '"lbbench sweep steady --strategies rr,lc --backends 1..8 --steps 4 --tolerance 5% --requests 2000 --rounds 2"',
    )
  })

  it('finds at one size what capacity finds there', async () => {
    const slo = ['--slo', 'p99 <= 200ms', '-s', 'lc', '--requests', '2000', '--rounds', '2', '--format', 'json']
    const swept = await lbbench('sweep', '--backends', '2..4', '--no-ideal', ...slo)
    const searched = await lbbench('capacity', '--backends', '4', ...slo)
    const { curves }: Scaling = JSON.parse(swept.stdout)
    const { candidates }: Capacity = JSON.parse(searched.stdout)
    expect(curves[0]!.points.at(-1)!.ratePerSecond).toBe(candidates[0]!.ratePerSecond)
  })

  test.each([
    [['--backends', '1..8', '--load', '50%'], '--load has no part in a scaling curve'],
    [['--backends', '1..8', '--rate', '50%'], '--rate 50%: expected a rate such as 400/s'],
    [['uneven', '--backends', '1..8'], 'the backends of this scenario differ'],
    [['--backends', '8..1'], 'expected the lower end first'],
    [['--backends', '1..8', '--slo', 'goodput >= 5/s'], 'is nothing that a higher rate wears out'],
    [['--backends', '1..8', '--tolerance', '90%'], '--tolerance 90%: expected 0.1% to 50%'],
  ])('%j is refused before anything runs', async (argv, message) => {
    const { status, stdout, stderr } = await lbbench('sweep', ...argv)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
  })
})

describe('sweep of settings', () => {
  const vary = ['--vary', 'retries=none,{ count: 1, on: [5xx] }', '--vary', 'hedge=20ms,80ms', '--rounds', '2']

  it('tries every combination as long as the scenario says, and leaves its files', async () => {
    const out = join(folder, 'vary')
    const { status, stdout, stderr } = await lbbench('sweep', 'errors', ...vary, '--out', out)
    expect(status).toBe(0)
    expect(stderr).toContain('plan        4 combinations, 2 rounds each, in virtual time')
    expect(stdout).toContain('less of both is better')
    expect(readdirSync(out).sort()).toEqual(['vary.csv', 'vary.html', 'vary.json', 'vary.md', 'vary.svg'])
    const result: Vary = JSON.parse(readFileSync(join(out, 'vary.json'), 'utf8'))
    expect(result.points.map(({ id, values }) => [id, ...values])).toEqual([
      ['rr', 'none', '20ms'],
      ['rr', 'none', '80ms'],
      ['rr', '{ count: 1, on: [5xx] }', '20ms'],
      ['rr', '{ count: 1, on: [5xx] }', '80ms'],
    ])
    expect(new Set(result.points.map(({ hash }) => hash)).size).toBe(4)
    // Who is tried again fails less.
    const errorRate = (k: number): number => result.points[k]!.metrics.errorRate!.value
    expect(errorRate(2)).toBeLessThan(errorRate(0))
    expect(errorRate(3)).toBeLessThan(errorRate(1))
    const again = await lbbench('sweep', '--scenario', 'errors', ...vary, '--format', 'json', '--jobs', '1')
    expect((JSON.parse(again.stdout) as Vary).points).toEqual(result.points)
    expect(result.environment.command).toBe(
      "lbbench sweep errors --strategies rr --vary 'retries=none,{ count: 1, on: [5xx] }' --vary hedge=20ms,80ms --rounds 2",
    )
  })

  it('of active checks takes those of HAProxy, where the scenario has none', async () => {
    const fall = ['--vary', 'health.fall=1,3', '--rounds', '3']
    const { stdout } = await lbbench('sweep', '--scenario', 'crash', ...fall, '--format', 'json')
    const { variations, points, beatMs, trade }: Vary = JSON.parse(stdout)
    expect(variations[0]).toEqual({ key: 'health.like', path: 'balancer.health.like', values: ['haproxy'] })
    expect(beatMs).toBe(2000)
    const detected = points.map(({ incidents }) => incidents![0]!.metrics.detectionMs!.value)
    // Two checks more, 2 s each.
    expect(detected[1]! - detected[0]!).toBeCloseTo(4000, -3)
    expect(trade!.x).toEqual({ incident: 'crash', metric: 'detectionMs' })
    const own = await lbbench('sweep', 'crash', '--health', 'aws-alb', ...fall, '--format', 'json')
    expect((JSON.parse(own.stdout) as Vary).variations).toHaveLength(1)
  })

  test.each([
    [['--vary', 'health.intervall=1s,2s'], 'did you mean "health.interval"?'],
    [
      ['--vary', 'health.fall=0..2'],
      '--vary health.fall=0: expected a whole number from 1 to 100\n  lbbench sweep --help',
    ],
    [['--vary', 'retries=1'], 'nothing is varied'],
    [['--vary', 'health.fall=1..50', '--vary', 'health.rise=1..50'], '2500 combinations; expected at most 400'],
    [['--vary', 'retries=1,2', '--backends', '1..4'], '--backends 1..4 is a range, and settings are varied already'],
    [['--vary', 'retries=1,2', '--slo', 'p99 <= 1s'], '--slo says nothing where settings are varied'],
  ])('%j is refused before anything runs', async (argv, message) => {
    const { status, stdout, stderr } = await lbbench('sweep', ...argv)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
  })
})

describe('capacity', () => {
  it('finds the rate, says what limits it, and leaves a file', async () => {
    const out = join(folder, 'capacity')
    const argv = [
      'uneven',
      '--slo',
      'p99 <= 150ms',
      '--slo',
      'errorRate < 1%',
      '-s',
      'rr,lc',
      '--requests',
      '5000',
      '--rounds',
      '2',
    ]
    const { status, stdout, stderr } = await lbbench('capacity', ...argv, '--out', out)
    expect(status).toBe(0)
    expect(stderr).toContain('objectives  p99 <= 150ms, errorRate < 1%')
    expect(stdout).toMatch(/^lc sustains most under p99 <= 150ms and errorRate < 1%: .*rr \d+(\.\d+)?% of that\.$/m)
    const capacity: Capacity = JSON.parse(readFileSync(join(out, 'capacity.json'), 'utf8'))
    for (const { ratePerSecond, failsAtPerSecond, probes } of capacity.candidates) {
      expect(probes.find(probe => probe.ratePerSecond === ratePerSecond)!.holds).toBe(true)
      expect(failsAtPerSecond / ratePerSecond!).toBeLessThanOrEqual(1.011)
    }
    const rr = capacity.candidates[0]!
    const again = await lbbench('capacity', ...argv, '--format', 'json', '--jobs', '1')
    expect((JSON.parse(again.stdout) as Capacity).candidates).toEqual(capacity.candidates)
    expect(rr.load).toBeLessThan(0.4)
  })

  it('says that an objective is never met', async () => {
    const { status, stdout } = await lbbench('capacity', '--slo', 'p99 <= 5ms', '-s', 'rr', '--requests', '2000')
    expect(status).toBe(0)
    expect(stdout).toContain('rr does not meet p99 <= 5ms at any rate: not even at 1% load.')
  })

  test.each([
    [[], 'capacity needs an objective'],
    [['--slo', 'p99'], '--slo "p99", column 4: expected <='],
    [['--slo', 'p99 <= 1s', '--rate', '5/s'], 'capacity knows no "--rate"'],
    [['--slo', 'p99 <= 1s', '--tolerance', '0%'], '--tolerance 0%: expected 0.1% to 50%'],
    [['crash', '--slo', 'p99 <= 1s'], 'crash has faults at set times'],
  ])('%j is refused before anything runs', async (argv, message) => {
    const { status, stdout, stderr } = await lbbench('capacity', ...argv)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
  })

  it('asks a live engine, and is honest about what it says', async () => {
    const scenario = join(folder, 'tiny.yaml')
    writeFileSync(
      scenario,
      'backends: { count: 2, latency: { exponential: { mean: 2ms } } }\n' +
        'traffic: { load: 50% }\nrun: { duration: 300ms, warmup: 50ms, rounds: 1 }\n',
    )
    const { status, stdout } = await lbbench(
      'capacity',
      scenario,
      '--slo',
      'p50 <= 4ms',
      '-s',
      'rr',
      '--engine',
      'embedded',
      '--requests',
      '2000',
    )
    expect([0, 4]).toContain(status)
    expect(stdout).toMatch(/^Live, embedded: rr (agrees|contradicts|is inconclusive)/m)
    expect(stdout).toMatch(/^- [\d.]+\/s, at 92% of it: (pass|fail|inconclusive|invalid): /m)
    expect(stdout).toMatch(/^- [\d.]+\/s, at 108% of it: /m)
    expect(existsSync(join(packageRoot, 'capacity.json'))).toBe(false)
  })
})
