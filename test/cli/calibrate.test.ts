import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readBaseline, writeBaseline } from '../../src/baseline/baseline-file.js'
import { lbbench } from './lbbench.js'

const calibrate = (...args: string[]) => lbbench('calibrate', ...args)

describe('what cannot be calibrated is refused before anything runs', () => {
  test.each([
    [['--pairs', '2'], '--pairs 2: expected a whole number from 3 to 1000'],
    [['--pairs', 'few'], '--pairs few: expected a whole number from 3 to 1000'],
    [['-s', 'rr,lc'], '--strategy rr,lc: one candidate is run against itself'],
    [['-s', 'virtual:rr'], 'virtual:rr runs in virtual time, which has no noise'],
    [['--max-regression', '0.1'], '--max-regression 0.1: expected a share in percent such as 10%'],
  ])('%j', async (args, message) => {
    const said = await calibrate(...args, '--dry-run')
    expect([said.status, said.stdout]).toEqual([2, ''])
    expect(said.stderr).toContain(message)
  })
})

test('the plan has the candidate twice', async () => {
  const { status, stderr } = await calibrate('-s', 'lc#2', '--pairs', '7', '--dry-run')
  expect([status, stderr]).toEqual([0, expect.stringMatching(/candidates +lc#2, lc#3\n +plan +7 rounds/)])
})

test('runs pairs, and says what they tell, or that they tell nothing', async () => {
  const said = await calibrate('--pairs', '3', '--duration', '1s', '--warmup', '200ms', '--rate', '100/s', '--json')
  // A busy machine spoils pairs; then there must be no numbers.
  if (said.status === 3) {
    expect([said.stdout, said.stderr]).toEqual(['', expect.stringMatching(/of 3 pairs were spoiled: /)])
    return
  }
  const { schema, pairs, noise, verdicts } = JSON.parse(said.stdout) as Record<string, { length: number }>
  expect([said.status, schema, pairs, verdicts!.length]).toEqual([
    0,
    'lbbench/calibration@1',
    { used: 3, spoiled: 0 },
    3,
  ])
  // 100 requests a round tell no p99.
  expect((noise as unknown as { metric: string }[]).map(({ metric }) => metric)).toEqual([
    'p50Ms',
    'meanMs',
    'errorRate',
    'jainBusy',
  ])
})

describe('kept with a baseline', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lbbench-calibrate-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const [run, file] = [join(folder, 'run'), join(folder, 'main.json')]
  const short = ['--rounds', '3', '--duration', '1s', '--warmup', '200ms', '--rate', '100/s']
  const compare = (...args: string[]) => lbbench('compare', '-s', 'rr,lc', ...short, ...args)

  test('a margin below the noise is refused before anything runs, a wider one is not', async () => {
    await compare('--no-twin', '-o', run)
    const baseline = await readBaseline(run)
    const { scenario, environment } = baseline.runs[0]!
    await writeBaseline(file, {
      ...baseline,
      calibration: {
        scenarioHash: scenario.hash,
        machine: baseline.machine,
        candidate: 'rr',
        measuredAt: environment.startedAt,
        pairs: 10,
        metrics: { p50Ms: { kind: 'ratio', sd: 0.02 } },
      },
    })
    const refused = await compare('--baseline', file, '--max-regression', '2%', '--dry-run')
    expect([refused.status, refused.stderr]).toEqual([
      2,
      expect.stringContaining("a margin of 2% on p50 is below this machine's noise: 3 rounds tell 5.1%"),
    ])
    expect(refused.stderr).toMatch(/take --rounds \d+ or --max-regression \d+%/)
    const told = await compare('--baseline', file, '--max-regression', '20%', '--dry-run')
    expect([told.status, told.stderr]).toEqual([
      0,
      expect.stringMatching(/calibrated +rr against itself, 10 pairs, 2026-05-01: 3 rounds can tell all margins/),
    ])
    const after = await lbbench('gate', run, '--baseline', file, '--max-regression', '2%')
    expect([after.status, after.stdout]).toEqual([2, ''])
  })

  test('neither a run nor a baseline of another scenario takes a calibration', async () => {
    const [, ...flags] = short.slice(1)
    const into = (path: string, ...more: string[]) =>
      lbbench('calibrate', ...flags, '--baseline', path, '--dry-run', ...more)
    expect((await into(run)).stderr).toContain(`${run} is a run, and a calibration goes into a baseline file`)
    expect((await into(file, '--backends', '5')).stderr).toContain('the baseline is of another scenario')
    expect((await into(file)).status).toBe(0)
  })
})
