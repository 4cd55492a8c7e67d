import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answers, faults } from '../../src/cli/init/scenario/answers.js'
import { scenarioText } from '../../src/cli/init/scenario/scenario-text.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { type lbbench, lbbenchIn } from './lbbench.js'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'lbbench-init-scenario-')))
afterAll(() => rmSync(root, { recursive: true }))
let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(root, 'x-'))
})

const read = (file: string): string => readFileSync(join(cwd, file), 'utf8')

describe('lbbench init', () => {
  it.each(faults)('writes a scenario that runs at once, with %s', async fault => {
    expect(await lbbenchIn({ cwd }, 'init', '--fault', fault)).toMatchObject({ status: 0, stderr: '' })
    expect(await lbbenchIn({ cwd }, 'check', 'lbbench.yaml')).toMatchObject({ status: 0, stderr: '' })
    const said = await lbbenchIn({ cwd }, 'compare', 'lbbench.yaml', '--engine', 'virtual')
    expect(said).toMatchObject({ status: 0 })
    // Three rounds, a p99 for everybody, and what befell.
    expect(said.stdout).toMatch(/^lc\b.*p99/m)
    expect(said.stdout.includes('Drill ')).toBe(fault !== 'none')
  })

  it('proposes a deploy in times that somebody would write', async () => {
    await lbbenchIn({ cwd }, 'init', '--fault', 'deploy')
    expect(read('lbbench.yaml')).toMatch(/drain: \d+[05]0ms, down: \d+[05]0ms, wait: \d+[05]0ms/)
  })

  it('takes the answers as flags, another file, and the file alone', async () => {
    const flags = ['--backends', '6', '--rate', '1.5k/s', '--latency', '12ms', '--fault', 'crash', '--yes']
    await lbbenchIn({ cwd }, 'init', 'my fleet.yml', ...flags)
    expect(read('my fleet.yml')).toMatch(
      /^name: my-fleet\n[\s\S]* count: 6 [\s\S]*mean: 12ms[\s\S]* rate: 1500\/s [\s\S]*^faults: .*b6, .*crash/m,
    )
    expect(await lbbenchIn({ cwd }, 'init', 'scenario', 'b.yaml')).toMatchObject({ status: 0 })
    expect(existsSync(join(cwd, 'b.yaml'))).toBe(true)
  })

  it.each([
    [{ backends: 2, ratePerSecond: 1, latencyMs: 10_000, fault: 'deploy' }],
    [{ backends: 1000, ratePerSecond: 1e6, latencyMs: 0.1, fault: 'deploy' }],
    [{ backends: 3, ratePerSecond: 123.456, latencyMs: 33.3, fault: 'crash' }],
    [{ backends: 40, ratePerSecond: 20_000, latencyMs: 250, fault: 'gray' }],
  ] as [Answers][])('writes what can be run of %j', async answers => {
    writeFileSync(join(cwd, 'x.yaml'), scenarioText(answers, { file: 'x.yaml', schema: 'x' }))
    expect(await lbbenchIn({ cwd }, 'compare', 'x.yaml', '--engine', 'virtual', '--dry-run')).toMatchObject({
      status: 0,
    })
  })

  it('never overwrites', async () => {
    writeFileSync(join(cwd, 'lbbench.yaml'), 'mine')
    const said = await lbbenchIn({ cwd }, 'init')
    expect(said).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('lbbench.yaml is there already\n  change it, or'),
    })
    expect(read('lbbench.yaml')).toBe('mine')
  })

  it.each([
    [['--backends', '1'], 'init scenario: --backends 1: it takes 2 to 1,000 servers\n  e.g. --backends 4'],
    [['--rate', 'fast'], '--rate fast: '],
    [['--latency', '20'], '--latency 20: '],
    [['--fault', 'crsh'], '--fault crsh: it knows none, crash, gray, deploy; did you mean "crash"?'],
    [['scenario', 'x.txt'], 'must end in .yaml'],
    [['scenario', 'none/x.yaml'], 'there is no folder none'],
    [['scenarios'], 'init knows no "scenarios"; did you mean "scenario"?'],
    [['--to', 'x'], '--to is for "init ci"'],
    [['strategy', 'x.ts', '--rate', '1'], '--rate is for "init scenario"'],
  ])('refuses %j', async (argv, message) => {
    const said = await lbbenchIn({ cwd }, 'init', ...argv)
    expect(said).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(message) })
    expect(said.stderr).toMatch(/\n {2}\S/)
  })
})

/** Every setting that is off, switched on as the file says: its "# " taken away, and the line out that it is instead of. */
function switchedOn(text: string): { readonly line: string; readonly text: string }[] {
  const lines = text.split('\n')
  return lines.flatMap((line, at) => {
    const [, indent, setting] = /^( *)# ([a-z]\w*: .*)$/.exec(line) ?? []
    if (setting === undefined) return []
    const key = /# instead of (\w+): /.exec(line)?.[1]
    const others = lines.map((other, i) => (i === at ? `${indent}${setting}` : other))
    return [{ line: setting, text: (key === undefined ? others : without(key, indent!, others)).join('\n') }]
  })
}

/** Lines without a key that counts at this indentation, and what belongs to it. */
function without(key: string, indent: string, lines: readonly string[]): string[] {
  const from = lines.findIndex(line => line.startsWith(`${indent}${key}:`))
  const next = lines.findIndex((line, i) => i > from && line.trim() !== '' && !line.startsWith(`${indent} `))
  return lines.filter((_, i) => i < from || i >= next)
}

describe.each(faults)('with %s', fault => {
  const answers: Answers = { backends: 4, ratePerSecond: 200, latencyMs: 20, fault }
  const settings = switchedOn(scenarioText(answers, { file: 'x.yaml', schema: 'x' }))

  it('has settings to be switched on, in every section', () => {
    expect(settings.length).toBeGreaterThan(30)
    expect(new Set(settings.map(({ line }) => line)).size).toBe(settings.length)
  })

  it.each(settings)('$line', async ({ text }) => {
    writeFileSync(join(cwd, 'x.yaml'), text)
    expect(await lbbenchIn({ cwd }, 'compare', 'x.yaml', '--dry-run')).toMatchObject({ status: 0 })
  })
})

it.each(faults)('with %s, a server that crashes comes back within the run', fault => {
  const answers: Answers = { backends: 4, ratePerSecond: 200, latencyMs: 20, fault }
  const text = scenarioText(answers, { file: 'x.yaml', schema: 'x' })
  const crashed = [text, ...switchedOn(text).map(one => one.text)].filter(one => /^faults: .*crash/m.test(one))
  expect(crashed.length).toBeGreaterThan(0)
  for (const one of crashed.filter(yaml => !/^backends: \[/m.test(yaml))) expect(one).toMatch(/^ {2}failTimeout: 2s/m)
})

it('says the defaults that are', async () => {
  const text = scenarioText(
    { backends: 4, ratePerSecond: 200, latencyMs: 20, fault: 'none' },
    { file: 'x.yaml', schema: 'x' },
  )
  const page = readFileSync(`${packageRoot}/docs/scenario.md`, 'utf8')
  const told = [...text.matchAll(/^ *(?:# )?([a-zA-Z]+): .*Default: ([^,\n]+)/gm)].filter(([, , usual]) =>
    /^(\d|poisson|shared)/.test(usual!),
  )
  expect(told.length).toBeGreaterThanOrEqual(5)
  for (const [, key, usual] of told)
    expect(page).toMatch(new RegExp(`^\\| \`${key}\` \\| [^|]+ \\| \`${usual}\` \\|`, 'm'))
})

describe('the line for editors', () => {
  const schemaOf = (file: string): string => /^# yaml-language-server: \$schema=(\S+)$/m.exec(read(file))![1]!

  it('leads to the schema of the package, wherever that lies', async () => {
    await lbbenchIn({ cwd }, 'init')
    expect(JSON.parse(readFileSync(fileURLToPath(schemaOf('lbbench.yaml')), 'utf8'))).toHaveProperty('$schema')
  })

  it('leads to the package that the project has installed, relative to the file', async () => {
    mkdirSync(join(cwd, 'node_modules'))
    mkdirSync(join(cwd, 'load/tests'), { recursive: true })
    symlinkSync(resolve(packageRoot), join(cwd, 'node_modules/lbbench'))
    await lbbenchIn({ cwd }, 'init', 'load/tests/x.yaml')
    expect(schemaOf('load/tests/x.yaml')).toBe('../../node_modules/lbbench/scenarios/scenario.schema.json')
    expect(existsSync(join(cwd, dirname('load/tests/x.yaml'), schemaOf('load/tests/x.yaml')))).toBe(true)
  })
})

describe('at a terminal', () => {
  /** Types an answer as soon as a question is asked. */
  async function typing(answers: readonly string[], ...argv: string[]): Promise<Awaited<ReturnType<typeof lbbench>>> {
    const stdin = Object.assign(new PassThrough(), { isTTY: true })
    const left = [...answers]
    const hears = (text: string): void => {
      if (text.includes('] ') && left.length > 0) setImmediate(() => stdin.write(left.shift()!))
    }
    const said = await lbbenchIn({ cwd, stdin, isTTY: true, hears }, 'init', ...argv)
    expect(left).toEqual([])
    return said
  }

  it('asks four questions', async () => {
    const said = await typing(['6\n', '\n', '15ms\n', 'gray\n'])
    expect(said).toMatchObject({ status: 0 })
    expect(read('lbbench.yaml')).toMatch(/ count: 6 [\s\S]*mean: 15ms[\s\S]* rate: 200\/s [\s\S]*^faults: .*gray/m)
  })

  it('asks again where it did not understand, and says why', async () => {
    const said = await typing(['many\n', '5\n', '\n', '\n', '\n'])
    expect(said.stderr).toMatch(/\n {2}\S.*\n/)
    expect(read('lbbench.yaml')).toContain(' count: 5 ')
  })

  it('does not ask what it was told', async () => {
    await typing(['\n', '\n'], '--rate', '100/s', '--fault', 'crash')
    expect(read('lbbench.yaml')).toContain(' rate: 100/s ')
  })

  it('asks nothing with --yes', async () => {
    expect(await typing([], '--yes')).toMatchObject({ status: 0, stderr: '' })
  })

  it.each([
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
  ])('%s writes nothing', async (_, key) => {
    expect(await typing(['6\n', key])).toMatchObject({
      status: 130,
      stderr: expect.stringContaining('nothing is written'),
    })
    expect(existsSync(join(cwd, 'lbbench.yaml'))).toBe(false)
  })

  it('asks nothing about a file that is there', async () => {
    writeFileSync(join(cwd, 'lbbench.yaml'), 'mine')
    expect(await typing([])).toMatchObject({ status: 2, stderr: expect.stringContaining('is there already') })
  })
})
