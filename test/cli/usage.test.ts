import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../../src/cli/commands/index.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { lbbench, lbbenchIn } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-cli-'))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('what is wrong is said in one sentence, with status 2', () => {
  const wrong: readonly (readonly [string[], string])[] = [
    [['run'], 'unknown command "run"; did you mean "compare"?'],
    [['--versoin'], 'lbbench itself knows no "--versoin"; did you mean "--version"?\n  a command comes first'],
    [['-s', 'rr'], 'lbbench itself knows no "-s"\n  a command comes first'],
    [['ls'], 'unknown command "ls"; did you mean "list"?'],
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
    [['compare', '--rounds'], 'compare: --rounds needs a value\n  --rounds: how often'],
    [['compare', '-s'], 'compare: --strategies needs a value\n  --strategies: '],
    [
      ['compare', '--engine', 'nginxx'],
      'compare: --engine cannot be "nginxx"; did you mean "nginx"?\n  it can be embedded, ',
    ],
    [
      ['compare', '--strategy', 'rr'],
      'compare knows no "--strategy"\n  candidates are a list: lbbench compare --strategies rr,lc',
    ],
    [['compare', '--html'], 'compare knows no "--html"\n  leave it out: '],
    [['demo', '--html=x'], 'demo knows no "--html"\n  leave it out: '],
    [['compare', 'rr,lc'], '"rr,lc" is no scenario, it names strategies\n  lbbench compare -s rr,lc'],
    [['compare', 'nginx:lc,p2c?choices=3'], '"nginx:lc,p2c?choices=3" is no scenario, it names strategies'],
    [
      ['compare', 'reports/golden/gray'],
      'reports/golden/gray is a run, not a scenario\n  lbbench report reports/golden/gray ',
    ],
    [['check', 'reports/golden/gray/results.json'], 'reports/golden/gray/results.json is a run, not a scenario'],
    [['compare', 'docs'], 'docs is a folder, not a scenario\n  name a file in it'],
    [['compare', file('empty.yaml', '\n')], `${join(folder, 'empty.yaml')} is empty\n  lbbench init writes`],
    [['compare', '--gate', 'p99 <= 250'], 'gate "p99 <= 250", column 8: '],
    [['compare', '--gate', 'lb.p99 <= 250ms'], 'gate "lb.p99 <= 250ms" is about "lb", which does not run'],
    [['report', './nowhere'], 'cannot be read'],
    [
      ['report', 'nosuch'],
      `results file ${join(packageRoot, 'nosuch')} cannot be read: there is no such file\n  give the directory`,
    ],
    [['gate', './nowhere'], 'cannot be read'],
    [['gate', 'docs'], 'cannot be read'],
    [['route', '--strategy', 'rr'], 'route: --backends is missing\n  e.g. lbbench route '],
    [['route', '-s', 'rr', '-b', '127.0.0.1:0'], 'backend "127.0.0.1:0" has port "0": expected 1 to 65535'],
    [['route', '-s', 'rr', '-b', 'a=h:1', '--requests', 'many'], '--requests many: expected a whole number'],
    [['list', 'strategy'], 'list: <what> cannot be "strategy"\n  it can be strategies, '],
    [['check'], 'check: <scenario> is missing: '],
    [['compare', 'uneven', '-s', 'rr', 'lc'], 'compare knows no "lc"\n  candidates are one list: -s rr,lc'],
    [
      ['compare', 'uneven', '-s', 'rr,', 'lc', 'p2c', '-q'],
      'compare knows no "lc"\n  candidates are one list: -s rr,lc,p2c',
    ],
    [['compare', '-f', 'fleet.yaml'], 'compare knows no "-f"\n  the scenario stands alone: lbbench compare fleet.yaml'],
    [['compare', '--file=a.yml'], 'compare knows no "--file"\n  the scenario stands alone: lbbench compare a.yml'],
    [['fleet.yaml'], '"fleet.yaml" is no command, it looks like a scenario\n  lbbench compare fleet.yaml'],
    [['help', 'comprae'], 'unknown command "comprae"; did you mean "compare"?'],
    [['check', 'README.md'], 'README.md is a file, but by its name no scenario\n  a scenario is YAML'],
    [
      ['compare', '--gate', 'lc.p99 <= 0.9 rr.p99'],
      'gate "lc.p99 <= 0.9 rr.p99", column 15: expected the end of the gate, or "*" before "rr.p99", as in 0.9 * rr.p99',
    ],
    [['explain', 'p99', 'nonsenseword'], 'explain knows no "nonsenseword"'],
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

it('a name beside a file of that name means the file', async () => {
  file('fleet.yaml', 'backends: 2\n')
  const { status, stderr } = await lbbenchIn({ cwd: folder }, 'compare', 'fleet')
  expect(status).toBe(2)
  expect(stderr).toContain('lbbench: there is no scenario "fleet"; did you mean ./fleet.yaml?\n')
})

it('a file that is not there may be one beside it', async () => {
  file('garden.yaml', 'backends: 2\n')
  const { status, stderr } = await lbbenchIn({ cwd: folder }, 'check', './garden.yml')
  expect(status).toBe(2)
  expect(stderr).toContain('lbbench: there is no file ./garden.yml; did you mean garden.yaml?\n')
})

it('"help compare" is "compare --help"', async () => {
  expect(await lbbench('help', 'compare')).toEqual(await lbbench('compare', '--help'))
})

it('lbbench alone says how to begin, on one screen', async () => {
  const { status, stdout, stderr } = await lbbench()
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const lines = stdout.split('\n')
  expect(lines.length).toBeLessThanOrEqual(24)
  expect(lines.filter(line => line.length > 80)).toEqual([])
  const commands = [...stdout.matchAll(/^ {2}lbbench (\w+)/gm)].map(match => match[1])
  expect(commands).toEqual(['demo', 'compare', 'init', 'doctor'])
})

it('help has every command once, by what it is for, as wide as the terminal', async () => {
  const said = await lbbenchIn({ env: { COLUMNS: '80' } }, '--help')
  expect(said.stdout.split('\n').filter(line => line.length > 80 && !line.includes('Exit status'))).toEqual([])
  for (const { name } of commands) expect(said.stdout.match(new RegExp(`^  ${name} `, 'gm')), name).toHaveLength(1)
  for (const word of ['help', '-h'])
    expect((await lbbenchIn({ env: { COLUMNS: '80' } }, word)).stdout).toBe(said.stdout)
})

describe('where it cannot even begin', () => {
  const bin = join(packageRoot, 'bin/lbbench.js')
  const begun = (version: string): ReturnType<typeof spawnSync> => {
    const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
    return spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(older)}`, bin, '--version'],
      {
        encoding: 'utf8',
      },
    )
  }

  it.each(['18.20.4', '20.18.3'])('says that Node %s is too old', version => {
    const { status, stderr } = begun(version)
    expect(stderr).toBe(
      `lbbench: it needs Node 20.19 or newer, and this is ${version}\n  install a newer one (https://nodejs.org), then run it again\n`,
    )
    expect(status).toBe(2)
  })

  it.each(['20.19.0', '22.0.0', '24.1.0'])('begins with Node %s', version => {
    expect(begun(version)).toMatchObject({ status: 0, stderr: '' })
  })

  it('says that a checkout is not built', () => {
    const checkout = mkdtempSync(join(tmpdir(), 'lbbench-unbuilt-'))
    mkdirSync(join(checkout, 'bin'))
    copyFileSync(bin, join(checkout, 'bin/lbbench.js'))
    writeFileSync(join(checkout, 'package.json'), '{"type":"module"}')
    const { status, stderr } = spawnSync(process.execPath, [join(checkout, 'bin/lbbench.js')], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'lbbench: this checkout is not built\n  npm ci && npm run build\n',
    })
  })
})

describe('what needs no measurement', () => {
  it('--version and --help', async () => {
    expect(await lbbench('--version')).toEqual({ status: 0, stdout: '0.1.0\n', stderr: '' })
    const help = await lbbench('--help')
    expect(help.status).toBe(0)
    for (const word of ['compare', 'report', 'gate', 'route', 'list', 'check', 'completion', 'Exit status: 0'])
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

  it('check and the plan warn where traffic asks for as much as there is, or more', async () => {
    const path = (rate: number): string =>
      file(`rate-${rate}.yaml`, `backends: { count: 2, workers: 1, latency: 10ms }\ntraffic: { rate: ${rate} }\n`)
    const caution = /^ {2}caution {5}this asks for 545% of what all backends can serve: /m
    expect((await lbbench('check', path(1090))).stdout).toMatch(caution)
    expect((await lbbench('compare', path(1090), '--dry-run')).stderr).toMatch(caution)
    expect((await lbbench('check', path(200))).stdout).toContain('asks for 100% of')
    expect((await lbbench('check', path(198))).stdout).not.toContain('caution')
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

  it.each([
    // What stands alone, by its name.
    [['sweep', '--scenario', 'cra'], 'crash\n'],
    [['test', 'p2'], 'p2c\n'],
    // Joined to its flag: in one word, or in the three that bash makes of it.
    [['compare', '--engine=v'], '--engine=virtual\n'],
    [['compare', '-e=v'], '-e=virtual\n'],
    [['compare', '--engine', '=', 'v'], 'virtual\n'],
    [['compare', '--strategies=rr,p2'], '--strategies=rr,p2c\n'],
    // Behind an engine.
    [['compare', '-s', 'rr,nginx:p2'], 'rr,nginx:p2c\n'],
    [['route', '-s', 'p2'], 'p2c\n'],
    [['compare', '--no-such=v'], ''],
  ])('completes %j', async (typed, offered) => {
    expect(await lbbench('--complete', ...typed)).toMatchObject({ status: 0, stdout: offered, stderr: '' })
  })
})
