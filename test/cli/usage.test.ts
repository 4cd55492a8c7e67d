import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lbbench } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-cli-'))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('what is wrong is said in one sentence, with status 2', () => {
  const wrong: readonly (readonly [string[], string])[] = [
    [[], 'say what to do: a command is missing'],
    [['comprae'], 'unknown command "comprae"; did you mean "compare"?'],
    [['compare', '--stratgies', 'rr'], 'compare knows no "--stratgies"; did you mean "--strategies"?'],
    [['compare', 'steady', 'uneven'], 'compare knows no "uneven"'],
    [['compare', '--strategies', 'rr,lx'], 'unknown strategy "lx"'],
    [['compare', '--strategies', 'rr,,lc'], '--strategies "rr,,lc" has an empty entry'],
    [['compare', '--strategies', 'rr,rr'], '--strategies names "rr" twice'],
    [['compare', '--strategies', 'embeded:rr'], 'unknown engine "embeded" in "embeded:rr"; did you mean "embedded"?'],
    [['compare', '--strategies', 'p2c?choices=0'], 'option "choices" of p2c must be'],
    [['compare', 'stedy'], 'there is no scenario "stedy"'],
    [['compare', './nowhere.yaml'], 'cannot read ./nowhere.yaml: there is no such file'],
    [['compare', '--rate', '400ms'], '--rate 400ms: '],
    [['compare', '--rounds', '0'], '--rounds 0: '],
    [['compare', '--rounds'], 'compare: Not enough arguments following: rounds'],
    [['compare', '--gate', 'p99 <= 250'], 'gate "p99 <= 250", column 8: '],
    [['compare', '--gate', 'lb.p99 <= 250ms'], 'gate "lb.p99 <= 250ms" is about "lb", which does not run'],
    [['report', './nowhere'], 'cannot be read'],
    [['gate', './nowhere'], 'cannot be read'],
    [['gate', 'docs'], 'cannot be read'],
    [['route', '--strategy', 'rr'], 'route: Missing required argument: backends'],
    [['route', '-s', 'rr', '-b', '127.0.0.1:0'], 'backend "127.0.0.1:0" has port "0": expected 1 to 65535'],
    [['route', '-s', 'rr', '-b', 'a=h:1', '--requests', 'many'], '--requests many: expected a whole number'],
    [['list', 'strategy'], 'list: Invalid values'],
    [['check'], 'check: Not enough non-option arguments'],
  ]
  it.each(wrong)('%j', async (argv, sentence) => {
    const said = await lbbench(...argv)
    expect(said.stderr).toContain(`lbbench: ${sentence}`.replace('lbbench: cannot be read', 'cannot be read'))
    expect(said).toMatchObject({ status: 2, stdout: '' })
  })

  it('a wrong scenario by file, line and column, every fault at once', async () => {
    const path = file('wrong.yaml', 'backends: { count: 4, latncy: 10ms }\ntraffic: { rate: 100, timeout: 2 }\n')
    const said = await lbbench('check', path)
    expect(said.status).toBe(2)
    expect(said.stderr).toMatch(/wrong\.yaml:1:23: .*latncy.*latency/)
    expect(said.stderr).toMatch(/wrong\.yaml:2:32: found 2, expected a duration/)
  })
})

describe('what needs no measurement', () => {
  it('--version and --help', async () => {
    expect(await lbbench('--version')).toEqual({ status: 0, stdout: '0.1.0\n', stderr: '' })
    const help = await lbbench('--help')
    expect(help.status).toBe(0)
    for (const word of [
      'compare',
      'report',
      'gate',
      'route',
      'list',
      'check',
      'completion',
      'Examples:',
      'Exit status: 0',
    ])
      expect(help.stdout).toContain(word)
    expect((await lbbench('compare', '--help')).stdout).toContain('--strategies')
  })

  it('compare --dry-run prints the plan and its expected time', async () => {
    const said = await lbbench('compare', 'uneven', '--rounds', '3', '--dry-run', '--gate', 'lc.p99 < 1s')
    expect(said).toMatchObject({ status: 0, stdout: '' })
    expect(said.stderr).toContain('candidates  rr, lc, iphash')
    expect(said.stderr).toMatch(/plan {8}3 rounds of .* interleaved, seed 1: about \d+s/)
  })

  it('a flag given twice counts as given last, a path as well', async () => {
    const twice = ['--rate', '10', '--rate', '20', '-o', 'one', '-o', 'two', '--trace', 'one', '--trace', 'two']
    const { status, stderr } = await lbbench('compare', '-e', 'virtual', ...twice, '--dry-run')
    expect(status).toBe(0)
    expect(stderr).toContain('open loop, 20/s')
  })

  it('list', async () => {
    const all = await lbbench('list')
    for (const word of ['strategies:', 'rr', 'iphash', 'scenarios:', 'steady', 'overload', 'engines:', 'embedded'])
      expect(all.stdout).toContain(word)
    expect((await lbbench('list', 'engines')).stdout).toMatch(/^embedded {2}/)
  })

  it('check says what a scenario describes', async () => {
    const said = await lbbench('check', 'steady', 'crash')
    expect(said.status).toBe(0)
    expect(said.stdout).toContain('4 x 2 workers')
    expect(said.stdout).toContain('incident    crash: b4, 5s to 12s')
  })

  it('completion prints a script, and answers it', async () => {
    expect((await lbbench('completion')).stdout).toContain('complete -o default -F _lbbench lbbench')
    expect((await lbbench('--complete', 'compare', '--backend-kind', 'gunicorn-g')).stdout).toBe(
      'gunicorn-gthread\ngunicorn-gevent\n',
    )
    expect((await lbbench('--complete', 'compare', '--health', 'h')).stdout).toBe('haproxy\n')
    expect((await lbbench('--complete', 'com')).stdout).toBe('compare\ncompletion\n')
    expect((await lbbench('--complete', 'compare', 'he')).stdout).toBe('heavy-tail\n')
    expect((await lbbench('--complete', 'compare', '--ro')).stdout).toBe('--rounds\n')
    expect((await lbbench('--complete', 'compare', '--strategies', 'rr,ip')).stdout).toBe('rr,ipvs-wrr\nrr,iphash\n')
    expect((await lbbench('--complete', 'report', '--format', 'm')).stdout).toBe('markdown\n')
  })
})
