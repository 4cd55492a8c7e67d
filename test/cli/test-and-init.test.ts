import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checks } from '../../src/contract/checks.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { lbbench } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-init-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('lbbench init strategy', () => {
  it.each(['my-Strategy.ts', 'mine.mjs'])(
    'writes %s, which keeps the contract',
    async name => {
      const file = join(folder, name)
      expect(await lbbench('init', 'strategy', file)).toMatchObject({
        status: 0,
        stdout: `${file} is written; next: lbbench test ${file}\n`,
      })
      const text = readFileSync(file, 'utf8')
      expect(text.split('\n').length).toBeLessThan(60)
      expect(text.includes(': number')).toBe(name.endsWith('.ts'))
      const said = await lbbench('test', file)
      expect(said).toMatchObject({ status: 0, stderr: '' })
      expect(said.stdout).toMatch(/keeps the contract\n$/)
      expect(said.stdout.match(/^ok /gm)?.length).toBe(checks.length)
    },
    60_000,
  )

  it('names every call there is, as it is called', async () => {
    const file = join(folder, 'calls.ts')
    await lbbench('init', 'strategy', file)
    const text = readFileSync(file, 'utf8')
    const types = readFileSync(join(packageRoot, 'src/strategies/strategy.ts'), 'utf8')
    const calls = [...types.matchAll(/^ {2}(\w+)\?\((.+)\): void$/gm)]
    expect(calls.map(([, name]) => name)).toEqual(['sent', 'answered', 'changed', 'probed', 'woken'])
    for (const [, name, parameters] of calls) expect(text).toContain(`${name}(${parameters!.replaceAll(/: \w+/g, '')})`)
  })

  it('writes TypeScript that the published types take', async () => {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    symlinkSync(join(packageRoot, 'node_modules'), join(folder, 'node_modules'))
    await lbbench('init', 'strategy', join(folder, 'typed.ts'))
    const paths = { lbbench: [join(packageRoot, 'dist/index.d.ts')] }
    const compilerOptions = {
      strict: true,
      noUncheckedIndexedAccess: true,
      noEmit: true,
      target: 'es2023',
      module: 'nodenext',
      skipLibCheck: true,
      types: ['node'],
      paths,
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['typed.ts'] }))
    const tsc = join(packageRoot, 'node_modules/typescript/bin/tsc')
    expect(() => execFileSync(process.execPath, [tsc, '-p', folder], { stdio: 'pipe' })).not.toThrow()
  }, 60_000)

  it.each([
    [['strategy', 'mine.py'], 2, 'must end in .ts, .mts, .js or .mjs'],
    [['strategy', join(packageRoot, 'test/own/data/two.ts')], 2, 'is there already'],
    [['strategy', join(folder, 'none', 'x.ts')], 2, 'there is no folder'],
    [['strategy'], 2, 'a file is missing'],
  ])('refuses %j', async (argv, status, message) => {
    expect(await lbbench('init', ...argv)).toMatchObject({ status, stderr: expect.stringContaining(message) })
  })
})

describe('lbbench test', () => {
  it('shows what goes wrong, where, and the smallest history', async () => {
    const said = await lbbench('test', './test/own/data/misbehaving.ts?bug=throw&at=1')
    expect(said.status).toBe(1)
    expect(said.stdout).toMatch(
      /FAIL {2}picks .*\n {6}it threw "boom" in pick at \.\/test\/own\/data\/misbehaving\.ts:60:\d+\n {8}1 backend of weights 1, seed \d+\n {8}request from/,
    )
    expect(said.stdout.match(/it threw "boom" in pick/g)?.length).toBe(1)
    expect(said.stdout).toMatch(/FAIL {2}outage .*\n {6}the same as in picks\n/)
    expect(said.stdout).toMatch(/breaks the contract: \d+ of \d+ checks fail\n$/)
  })

  it('takes our own', async () => {
    const said = await lbbench('test', 'p2c?choices=3', '--seed', '5')
    expect(said).toMatchObject({ status: 0, stderr: '' })
    expect(said.stdout).toMatch(/a request costs [\d.]+ us with 10 backends, [\d.]+ us with 10,000/)
  }, 60_000)

  it.each([
    ['./test/own/data/misbehaving.ts?bug=loop', 3, 'does not come back from pick within 5 s'],
    ['./test/own/data/misbehaving.ts?bug=exit', 3, 'ended its own thread'],
    ['./test/own/data/nothing.ts', 2, 'exports no strategy'],
    ['rrr', 2, 'did you mean "rr"'],
  ])('%s', async (strategy, status, message) => {
    expect(await lbbench('test', strategy)).toMatchObject({ status, stderr: expect.stringContaining(message) })
  })

  it.each(['init', 'test'])('%s has help and completes', async command => {
    expect((await lbbench(command, '--help')).stdout).toContain(`lbbench ${command}`)
    expect((await lbbench('--complete', '')).stdout.split('\n')).toContain(command)
  })

  it('completes names of strategies', async () => {
    expect((await lbbench('--complete', 'test', 'iph')).stdout).toBe('iphash\n')
  })
})
