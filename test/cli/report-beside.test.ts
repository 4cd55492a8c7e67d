import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { besideSchema } from '../../src/beside/beside-schema.js'
import { lbbench, lbbenchIn } from './lbbench.js'

let [before, after, other] = ['', '', '']

/** Runs two candidates in virtual time, on that day of May. */
async function ran(out: string, day: number, ...more: string[]): Promise<void> {
  const what = ['--strategies', 'virtual:rr,virtual:lc', '--rounds', '6', '--duration', '5s', '--out', out]
  const { status } = await lbbenchIn({ now: new Date(2026, 4, day) }, 'compare', 'steady', ...what, ...more)
  expect(status).toBe(0)
}

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lbbench-beside-'))
  ;[before, after, other] = ['before', 'after', 'other'].map(name => join(folder, name)) as [string, string, string]
  await ran(before, 1)
  await ran(after, 2)
  await ran(other, 3, '--workers', '4', '--rate', '200/s')
})

describe('report of two runs', () => {
  test('that are alike says so, and exits 0', async () => {
    const { status, stdout, stderr } = await lbbench('report', before, after)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('Nothing differs: every round of both holds the same numbers, to the last bit.')
  })

  test('of which both are one', async () => {
    expect((await lbbench('report', before, before)).stdout).toContain('Both are the same run: nothing differs.')
  })

  test('exits 0 whatever changed: what may fail is a gate', async () => {
    const { status, stdout } = await lbbench('report', other, before)
    expect(status).toBe(0)
    expect(stdout).toMatch(
      /^Not the same question: the scenarios differ \(load, offered load, backends b1, b2, b3, b4\)/m,
    )
    expect(stdout).toMatch(/^Both candidates got slower/m)
  })

  test.each(['markdown', 'csv', 'json'])('as %s', async format => {
    const { status, stdout } = await lbbench('report', before, other, '--format', format)
    expect(status).toBe(0)
    if (format === 'json') expect(besideSchema.parse(JSON.parse(stdout)).sameQuestion).toBe(false)
    else
      expect(stdout).toMatch(
        format === 'csv' ? /^candidate,metric,before,after,/ : /^# lbbench: steady, before and after/,
      )
  })

  test('holds two of different names against each other', async () => {
    const { stdout } = await lbbench(
      'report',
      before,
      after,
      '--match',
      'virtual:rr=virtual:lc',
      '--match',
      'virtual:lc=virtual:rr',
    )
    expect(stdout).toMatch(/virtual:rr -> virtual:lc/)
    expect(stdout).toMatch(/virtual:lc -> virtual:rr/)
  })

  test('reads a file from before all that results hold today', async () => {
    const old = join(before, '..', 'old')
    await cp(before, old, { recursive: true })
    const results = JSON.parse(await readFile(join(old, 'results.json'), 'utf8'))
    for (const one of results.candidates) for (const key of ['timeline', 'distribution', 'overIdeal']) delete one[key]
    await writeFile(join(old, 'results.json'), JSON.stringify(results))
    expect((await lbbench('report', old, after)).stdout).toContain('Nothing differs')
  })
})

describe('as a page', () => {
  test('beside the results of after, or where it is told', async () => {
    const { status, stderr } = await lbbench('report', before, other, '--html')
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/Page: .*other\/before-after.html/) })
    expect(await readFile(join(other, 'before-after.html'), 'utf8')).toContain(
      'steady: before and after - lbbench</title>',
    )
    const file = join(before, '..', 'pages', 'both.html')
    expect((await lbbench('report', before, other, '--html', file)).status).toBe(0)
    expect((await readFile(file)).length).toBeLessThan(1_000_000)
  })

  test("but not in the place of a run's results", async () => {
    const { status, stderr } = await lbbench('report', before, other, '--html', join(other, 'results.json'))
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/where a run keeps its own results/),
    })
  })
})

describe('report refuses', () => {
  test.each([
    [() => [before, after, other], 2, /takes one run, or two to hold side by side; 3 are given\n.*lbbench trend/],
    [() => [before, '--match', 'a=b'], 2, /--match is of two results, and one is given/],
    [() => [before, '--control', 'rr'], 2, /--control is of two results, and one is given/],
    [() => [before, after, '--match', 'virtual:lcc=virtual:lc'], 2, /did you mean "virtual:lc"\?/],
    [() => [before, after, '--control', 'virtual:rr'], 2, /tells nothing of a machine/],
    [() => [before, after, '--export', 'junit=x.xml'], 2, /--export is of one run/],
    [() => [before, join(before, 'nowhere')], 2, /results file .*nowhere cannot be read/],
  ])('%#', async (argv, status, message) => {
    const said = await lbbench('report', ...argv())
    expect(said).toMatchObject({ status, stdout: '', stderr: expect.stringMatching(message) })
  })

  test('a file of another schema', async () => {
    const folder = join(before, '..', 'strange')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'results.json'), '{"schema":"lbbench/results@9"}')
    const { status, stderr } = await lbbench('report', before, folder)
    expect(status).toBe(2)
    expect(stderr).toMatch(/strange\/results.json has the schema "lbbench\/results@9"/)
  })
})
