import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readHistory } from '../../src/history/read-history.js'
import { lbbenchIn } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-history-'))
afterAll(() => rmSync(folder, { recursive: true }))

const lbbench = (...argv: string[]) => lbbenchIn({ cwd: folder }, ...argv)
const virtual = ['compare', '-e', 'virtual', '-s', 'rr,lc', '--rounds', '1']
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@localhost', ...args], { cwd: folder, encoding: 'utf8' })

describe('lbbench --history', () => {
  beforeAll(() => {
    git('init', '-q')
    writeFileSync(join(folder, 'strategy.ts'), 'one\n')
    git('add', 'strategy.ts')
    git('commit', '-q', '-m', 'one')
  })

  it('adds a run of compare and says so, with commit and judgements', async () => {
    const said = await lbbench(...virtual, '-o', 'out', '--gate', 'p99 <= 5s', '--history', 'runs.jsonl')
    expect(said.status).toBe(0)
    expect(said.stderr).toMatch(/Added to runs\.jsonl\n$/)
    const [line, ...others] = readHistory(join(folder, 'runs.jsonl'))
    expect(others).toEqual([])
    expect(line).toMatchObject({ commit: git('rev-parse', 'HEAD').trim(), dirty: false, virtual: ['rr', 'lc'] })
    expect(line!.judgements).toEqual({ pass: 2, fail: 0, inconclusive: 0, invalid: 0 })
  })

  it('adds a later judgement of gate, as the same run; a changed file is told, the history itself is not one', async () => {
    git('add', 'runs.jsonl')
    git('commit', '-q', '-m', 'two')
    expect((await lbbench('gate', 'out', '--gate', 'rr.p99 <= 1ms', '--history', 'runs.jsonl')).status).toBe(1)
    expect((await lbbench('gate', 'out', '--gate', 'rr.p99 <= 1ms', '--history', 'runs.jsonl')).status).toBe(1)
    writeFileSync(join(folder, 'strategy.ts'), 'two\n')
    await lbbench('gate', 'out', '--gate', 'rr.p99 <= 1ms', '--history', 'runs.jsonl')
    const lines = readHistory(join(folder, 'runs.jsonl'))
    expect(lines.map(({ dirty }) => dirty)).toEqual([false, false, false, true])
    expect(lines.at(-1)!.judgements.fail).toBe(1)
    const { stdout } = await lbbench('trend', 'runs.jsonl')
    expect(stdout).toContain(': 1 run, ')
  })

  it('outside of a repository there is no commit', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'lbbench-history-'))
    await lbbenchIn({ cwd: elsewhere }, ...virtual, '--history', 'runs.jsonl')
    expect(readHistory(join(elsewhere, 'runs.jsonl'))[0]).toMatchObject({ commit: null, dirty: null })
    rmSync(elsewhere, { recursive: true })
  })

  it('a file of something else is refused before anything is measured: status 2', async () => {
    writeFileSync(join(folder, 'other.jsonl'), 'hello\n')
    const said = await lbbench(...virtual, '-o', 'never', '--history', 'other.jsonl')
    expect(said).toMatchObject({ status: 2, stdout: '' })
    expect(said.stderr).toContain(`lbbench: ${folder}/other.jsonl:1 is not JSON: `)
    expect(readFileSync(join(folder, 'other.jsonl'), 'utf8')).toBe('hello\n')
    expect(await lbbench(...virtual, '--history', 'no/such/folder/x')).toMatchObject({ status: 3, stdout: '' })
  })

  it('a plan alone begins no history', async () => {
    expect((await lbbench(...virtual, '--history', 'planned.jsonl', '--dry-run')).status).toBe(0)
    expect(() => readFileSync(join(folder, 'planned.jsonl'))).toThrow('ENOENT')
  })
})

describe('lbbench trend', () => {
  it('shows that virtual time gives the same again, in every format', async () => {
    const day = (n: number) => ({ cwd: folder, now: new Date(2026, 4, n) })
    for (const n of [1, 2]) await lbbenchIn(day(n), ...virtual, '--history', 'same.jsonl')
    const { status, stdout, stderr } = await lbbench('trend', 'same.jsonl')
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain('lc.p99 is the same in all 2 runs, to the last digit')
    expect((await lbbench('trend', 'same.jsonl', '--format', 'markdown')).stdout).toMatch(/^# lbbench trend: p99\n/)
    const { stdout: json } = await lbbench('trend', 'same.jsonl', '--format', 'json', '--candidate', 'lc')
    expect(JSON.parse(json).groups[0].series).toMatchObject([{ candidate: 'lc', exact: true, changes: [] }])
  })

  const faults: [argv: string[], status: number, message: RegExp][] = [
    [['missing.jsonl'], 2, /history .*missing\.jsonl cannot be read: there is no such file\n/],
    [['same.jsonl', '--metric', 'p9'], 2, /unknown metric "p9"; did you mean "p90"\?/],
    [['same.jsonl', '--candidate', 'ls'], 2, /unknown candidate "ls"; did you mean "lc"\?\n {2}there is rr, lc/],
    [['same.jsonl', '--scenario', 'stedy'], 2, /unknown scenario "stedy"; did you mean "steady"\?/],
    [['same.jsonl', '--last', '0'], 2, /--last 0: /],
    [['same.jsonl', '--least-change', 'much'], 2, /--least-change much: /],
  ]
  it.each(faults)('%s is a fault that is told', async (argv, status, message) => {
    const said = await lbbench('trend', ...argv)
    expect(said).toMatchObject({ status, stdout: '' })
    expect(said.stderr).toMatch(message)
  })

  it('a history without runs says so', async () => {
    writeFileSync(join(folder, 'empty.jsonl'), '')
    expect(await lbbench('trend', 'empty.jsonl')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('history empty.jsonl has no runs yet'),
    })
  })
})
