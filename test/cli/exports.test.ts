import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LbbenchError } from '../../src/errors.js'
import { lbbenchIn, type Said } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-exports-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string): string => join(folder, name)
const text = (name: string): string => readFileSync(at(name), 'utf8')

const virtual = [
  'compare',
  '--engine',
  'virtual',
  '--duration',
  '5s',
  '--warmup',
  '500ms',
  '--rounds',
  '3',
  '-s',
  'rr,lc',
]
const run = (...argv: string[]): Promise<Said> => lbbenchIn({ cwd: folder }, ...argv)
const inActions = (env: Record<string, string>, ...argv: string[]): Promise<Said> =>
  lbbenchIn({ cwd: folder, env: { GITHUB_ACTIONS: 'true', ...env } }, ...argv)

describe('--export', () => {
  const formats = ['junit=ci/junit.xml', 'summary=ci/summary.md', 'comment=ci/comment.md', 'benchmark=ci/bench.json']
  const flags = [...formats, 'otava=ci/otava.csv'].flatMap(one => ['--export', one])
  let said: Said
  beforeAll(async () => {
    said = await run(...virtual, '--gate', 'p50 <= 1ms', '--out', 'out', ...flags)
  })

  it('leaves a file a format, below folders that it makes, and changes nothing else', () => {
    expect(said.status).toBe(1)
    expect(readdirSync(at('ci')).sort()).toEqual(['bench.json', 'comment.md', 'junit.xml', 'otava.csv', 'summary.md'])
    expect(text('ci/junit.xml')).toContain('<testcase classname="lc" name="lc.p50 &#60;= 1ms">')
    expect(text('ci/summary.md')).toContain('| **fail** | `lc.p50 <= 1ms` |')
    expect(text('ci/comment.md')).toMatch(/^<!-- lbbench steady -->\n## lbbench steady: 2 failed\n/)
    expect(JSON.parse(text('ci/bench.json'))[0]).toMatchObject({ name: 'steady: rr p50', unit: 'ms' })
    expect(said.stdout).not.toContain('::error')
    const files = 'ci/junit.xml, ci/summary.md, ci/comment.md, ci/bench.json, ci/otava.csv'
    expect(said.stderr).toContain(`Exported: ${files}\n`)
  })

  it('of a drill writes its picture beside the report, and its timeline where it is asked for', async () => {
    const drill = ['compare', 'crash', '-e', 'virtual', '-s', 'rr', '--rounds', '2', '--out', 'drill']
    const ran = await run(...drill, '--export', 'timeline=drill.csv', '--export', 'timeline-svg=drill.svg')
    expect(ran.status).toBe(0)
    expect(text('drill.csv')).toMatch(/^candidate,fromS,.*\nrr,0,/)
    expect(text('drill/timeline.svg')).toBe(text('drill.svg'))
    expect(ran.stdout + ran.stderr).toContain('report.md, ranking.svg, spectrum.svg, timeline.svg, results.json')
  })

  it('of a run without incidents has a timeline but no picture of it, and says so', async () => {
    const ran = await run('report', 'out', '--export', 'timeline=calm.csv', '--export', 'timeline-svg=none.svg')
    expect(ran.status).toBe(0)
    expect(text('calm.csv')).toMatch(/^candidate,fromS,/)
    expect(ran.stderr).toContain('no none.svg was written: a scenario without incidents has no picture over time\n')
    expect(existsSync(at('none.svg'))).toBe(false)
  })

  it('of what was measured before says the same again', async () => {
    const before = text('ci/junit.xml')
    expect(await run('report', 'out', '--export', 'junit=again.xml')).toMatchObject({ status: 0 })
    expect(text('again.xml')).toBe(before)
  })

  it('of a gate is about its own verdicts', async () => {
    const judged = await run('gate', 'out', '--gate', 'p50 <= 10s', '--export', 'junit=gate.xml')
    expect(judged.status).toBe(0)
    expect(text('gate.xml')).toContain('name="lc.p50 &#60;= 10s"/>')
    expect(text('gate.xml')).not.toContain('<failure')
  })

  it('adds a row a run for Otava, below one header', async () => {
    await run(...virtual, '--out', 'out', '--export', 'otava=ci/otava.csv', '--seed', '2')
    const [header, ...rows] = text('ci/otava.csv').trimEnd().split('\n')
    expect(header).toMatch(/^time,commit,scenario,scenario_hash,cpu,rr\.p50,/)
    expect(rows).toHaveLength(2)
    expect(rows[0]).not.toBe(rows[1])
    for (const row of rows) expect(row.split(',')).toHaveLength(header!.split(',').length)
  })

  it('refuses rows below the header of other candidates, before anything runs', async () => {
    const before = text('ci/otava.csv')
    const refused = await run(...virtual, '-s', 'rr', '--out', 'never', '--export', 'otava=ci/otava.csv')
    expect(refused).toMatchObject({ status: 2, stdout: '' })
    expect(refused.stderr).toContain('lbbench: --export otava: ci/otava.csv is about other candidates or incidents\n')
    expect(existsSync(at('never'))).toBe(false)
    expect(text('ci/otava.csv')).toBe(before)
  })

  it.each([
    ['junitt=x.xml', '--export knows no format "junitt"; did you mean "junit"?'],
    ['x.xml', '--export x.xml: say FORMAT=FILE, e.g. junit=lbbench.xml'],
    ['junit=', '--export junit=: say FORMAT=FILE'],
    ['junit=out/results.json', '--export junit=out/results.json: a run keeps its own results under that name'],
  ])('%s is told, even where nothing would run', async (flag, sentence) => {
    const wrong = await run(...virtual, '--dry-run', '--export', flag)
    expect(wrong).toMatchObject({ status: 2, stdout: '' })
    expect(wrong.stderr).toContain(`lbbench: ${sentence}`)
  })

  it('never writes two formats to one file', async () => {
    const twice = await run(...virtual, '--export', 'junit=x', '--export', 'summary=./x')
    expect(twice.status).toBe(2)
    expect(twice.stderr).toContain('--export: junit and summary would both be written to ./x')
  })

  it('finds out that a file cannot be written before anything runs', async () => {
    mkdirSync(at('a-folder'))
    const never = await run(...virtual, '--out', 'never', '--export', 'junit=a-folder')
    expect(never).toMatchObject({ status: 3, stdout: '' })
    expect(never.stderr).toContain('lbbench: --export junit: cannot write a-folder: that is a folder')
    expect(existsSync(at('never'))).toBe(false)
  })

  it.each([
    [[...virtual, '--gate', 'p99 <=']],
    [[...virtual, '-s', 'nobody']],
    [[...virtual, '-s', './nowhere.mjs', '--against', 'HEAD~1']],
    [[...virtual, '-s', 'rr', '--against', 'no-such-revision']],
    [['gate', 'nowhere', '--gate', 'p99 <= 1ms']],
    [['report', 'nowhere']],
  ])('leaves no file of an earlier run behind where nothing runs: %j', async argv => {
    for (const name of ['stale.xml', 'stale.csv']) writeFileSync(at(name), 'of yesterday')
    const refused = await run(...argv, '--export', 'junit=stale.xml', '--export', 'otava=stale.csv')
    expect(refused).toMatchObject({ status: 2, stdout: '' })
    expect(existsSync(at('stale.xml'))).toBe(false)
    expect(text('stale.csv')).toBe('of yesterday')
  })

  it('touches no file where only the plan is asked for', async () => {
    writeFileSync(at('kept.xml'), 'of yesterday')
    expect(await run(...virtual, '--dry-run', '--export', 'junit=kept.xml')).toMatchObject({ status: 0 })
    expect(text('kept.xml')).toBe('of yesterday')
  })

  it('leaves no file of an earlier run behind where this one fails', async () => {
    writeFileSync(at('stale.xml'), 'of yesterday')
    writeFileSync(at('boom.mjs'), boom)
    const stopped = await run(...virtual, '-s', 'rr,./boom.mjs', '--out', 'out', '--export', 'junit=stale.xml')
    expect(stopped.status).toBe(3)
    expect(text('stale.xml')).toMatch(/<testcase classname=".\/boom\.mjs" name="was measured">\s*<error /)
  })

  it('has what an interrupted run came to, as an error', async () => {
    const stop = new AbortController()
    const hears = (text: string): void => {
      if (text.includes('plan  ')) stop.abort(new LbbenchError('INTERRUPTED', 'interrupted'))
    }
    const argv = [...virtual, '--gate', 'p50 <= 10s', '--out', 'half', '--export', 'junit=half.xml']
    const half = await lbbenchIn({ cwd: folder, signal: stop.signal, hears, env: { GITHUB_ACTIONS: 'true' } }, ...argv)
    expect(half.status).toBe(130)
    expect(half.stderr).toContain('::error title=lbbench steady%3A the run ended early::interrupted\n')
    expect(text('half.xml')).toMatch(
      /name="ran every round">\s*<error type="incomplete" message="0 of 3 rounds were run">/,
    )
  })

  it('says why a run that cannot be a point of a curve gave Otava no row', async () => {
    const stopped = await run(...virtual, '-s', 'rr,./boom.mjs', '--out', 'out', '--export', 'otava=boom.csv')
    expect(stopped.stderr).toContain('lbbench: nothing was added to boom.csv: ./boom.mjs was stopped\n')
    expect(existsSync(at('boom.csv'))).toBe(false)
  })
})

describe('on GitHub Actions', () => {
  const failing = [...virtual, '--gate', 'p50 <= 1ms', '--out', 'actions']

  it('annotates, and adds the report to the summary of the step', async () => {
    writeFileSync(at('step.md'), 'before\n')
    const said = await inActions({ GITHUB_STEP_SUMMARY: at('step.md') }, ...failing)
    expect(said.status).toBe(1)
    expect(said.stderr.match(/^::error title=lbbench steady%3A (rr|lc)\.p50 <= 1ms%3A fail::/gm)).toHaveLength(2)
    expect(said.stdout).not.toContain('::error')
    expect(text('step.md')).toMatch(/^before\n# lbbench: steady\n/)
  })

  it('does so of a gate, too', async () => {
    const said = await inActions({ GITHUB_STEP_SUMMARY: at('gate.md') }, 'gate', 'actions', '--gate', 'p50 <= 1ms')
    expect(said.stderr).toContain('::error title=lbbench steady%3A lc.p50 <= 1ms')
    expect(text('gate.md')).toContain('`lc.p50 <= 1ms`')
  })

  it.each([
    [[...virtual, '--gate', 'lc.p99 <= 100%% of'], /^::error title=lbbench::.*100%25%25 of/m],
    [['compare', '--round', '3'], /^::error title=lbbench::compare knows no "--round"/m],
    [['gate', 'nowhere', '--gate', 'p99 <= 1ms'], /^::error title=lbbench::/m],
  ])('annotates what cannot even begin: %j', async (argv, line) => {
    const refused = await inActions({}, ...argv)
    expect(refused).toMatchObject({ status: 2, stdout: '' })
    expect(refused.stderr).toMatch(line)
    expect((await inActions({}, ...argv, '--no-github')).stderr).not.toContain('::error')
    expect((await run(...argv)).stderr).not.toContain('::error')
  })

  it('is silent with --no-github, and anywhere else', async () => {
    const silent = await inActions({ GITHUB_STEP_SUMMARY: at('none.md') }, ...failing, '--no-github')
    const elsewhere = await run(...failing)
    for (const { stderr } of [silent, elsewhere]) expect(stderr).not.toContain('::')
    expect(existsSync(at('none.md'))).toBe(false)
  })

  it('keeps its verdict where the summary cannot be written', async () => {
    const said = await inActions({ GITHUB_STEP_SUMMARY: join(folder, 'nowhere', 'step.md') }, ...failing)
    expect(said.status).toBe(1)
    expect(said.stderr).toContain('lbbench: cannot add to the step summary')
  })

  it('adds no more than there is room for', async () => {
    writeFileSync(at('full.md'), 'x'.repeat(1024 * 1024 - 2000))
    await inActions({ GITHUB_STEP_SUMMARY: at('full.md') }, ...failing)
    expect(text('full.md').length).toBeLessThanOrEqual(1024 * 1024)
    expect(text('full.md')).toContain('(cut to fit a step summary')
  })
})

const boom = `export default {
  api: 1, name: 'boom', summary: 'throws', knows: [], options: {},
  start() { return { pick() { throw new Error('boom') } } },
}
`
