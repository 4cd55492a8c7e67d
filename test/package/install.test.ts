import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Results } from '../../src/results/results.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { type Installed, install, run, runPlainly, type Said } from './installed.js'

/** npm unpacks a hundred packages, twice: seconds, but minutes where others keep the disk and the cores busy. */
vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 })

let installed: Installed
beforeAll(async () => {
  installed = await install()
})

/** The program as a project's script would start it, from another folder. */
const lbbench = (...argv: string[]): Promise<Said> =>
  runPlainly(installed.elsewhere, join(installed.project, 'node_modules/.bin/lbbench'), ...argv)

const resultsIn = (folder: string): Results =>
  JSON.parse(readFileSync(join(installed.elsewhere, folder, 'results.json'), 'utf8'))

describe('the package, installed into an empty project, without the right to write there', () => {
  it('does the main job in virtual time', async () => {
    const said = await lbbench('compare', 'uneven', '--engine', 'virtual', '-s', 'rr,lc', '--out', 'a report')
    expect(said).toMatchObject({ status: 0, stdout: expect.stringMatching(/^lc beats rr: p99 /) })
    expect(resultsIn('a report').candidates.map(({ id }) => id)).toEqual(['rr', 'lc'])
    for (const file of ['report.md', 'report.html', 'ranking.svg'])
      expect(existsSync(join(installed.elsewhere, 'a report', file)), file).toBe(true)
  })

  it('does it live', async () => {
    const short = ['--rounds', '1', '--duration', '500ms', '--warmup', '200ms', '--rate', '100', '--out', 'live']
    expect(await lbbench('compare', 'steady', '-s', 'rr,lc', ...short)).toMatchObject({ status: 0 })
    for (const { id, world, metrics } of resultsIn('live').candidates) {
      expect(world).toBe('live')
      expect(metrics.requests!.value, id).toBeGreaterThan(10)
    }
  })

  it('takes a strategy in TypeScript, which imports it, from where it was not installed', async () => {
    expect(await lbbench('init', 'strategy', 'mine.ts')).toMatchObject({ status: 0 })
    expect(readFileSync(join(installed.elsewhere, 'mine.ts'), 'utf8')).toContain("from 'lbbench'")
    expect(await lbbench('test', './mine.ts')).toMatchObject({ status: 0 })
    const said = await lbbench('compare', 'uneven', '--engine', 'virtual', '-s', 'rr,./mine.ts', '--out', 'mine')
    expect(said).toMatchObject({ status: 0 })
  })

  it('shows what it is for, in a page that brings its scripts along', async () => {
    const said = await lbbench('demo', '--no-open', '--out', 'demo')
    expect(said).toMatchObject({ status: 0, stdout: expect.stringContaining('demo/report.html') })
    const script = readFileSync(join(packageRoot, 'dist/page/page.js'), 'utf8')
    expect(readFileSync(join(installed.elsewhere, 'demo/report.html'), 'utf8').length).toBeGreaterThan(script.length)
  })

  it('lists what it brings along', async () => {
    const said = await lbbench('list', 'scenarios')
    expect(said).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^uneven +One of four/m) })
  })

  it('reads its applications, its schema and its version', async () => {
    expect((await lbbench('list', 'backends')).stdout).toMatch(/^gunicorn /m)
    expect((await lbbench('--version')).stdout).toMatch(/^0\./)
  })
})

describe('its API', () => {
  const types = (...flags: string[]): Promise<Said> => {
    const tsc = join(packageRoot, 'node_modules/typescript/bin/tsc')
    const strict = ['--noEmit', '--strict', '--target', 'es2023', ...flags, 'consumer.ts']
    return run(installed.project, process.execPath, tsc, ...strict)
  }

  /** It is a program in JavaScript, and with all its types known one in TypeScript. */
  const program = /<!-- file: compare.mjs -->\n```js\n([\s\S]*?)```/.exec(
    readFileSync(join(packageRoot, 'docs/api.md'), 'utf8'),
  )![1]!

  beforeAll(() => {
    for (const name of ['consumer.ts', 'compare.mjs']) writeFileSync(join(installed.project, name), program)
  })

  it('is there for a program, which compares two strategies with it', async () => {
    const said = await runPlainly(installed.elsewhere, process.execPath, join(installed.project, 'compare.mjs'))
    expect(said).toMatchObject({ status: 0, stdout: expect.stringMatching(/^pass: lc\.p99 \/ rr\.p99 /m) })
  })

  it.each([
    { as: 'Node', flags: ['--module', 'nodenext'] },
    { as: 'a bundler', flags: ['--module', 'esnext', '--moduleResolution', 'bundler'] },
  ])('has types, as $as finds them, with none of Node’s', async ({ flags }) => {
    expect(await types(...flags, '--types', '')).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it('has types that are not any', async () => {
    const wrong = "import { parseGate } from 'lbbench'\nexport const gate: number = parseGate('p99 <= 1s')\n"
    writeFileSync(join(installed.project, 'consumer.ts'), wrong)
    expect((await types('--module', 'nodenext')).stdout).toContain("not assignable to type 'number'")
  })
})

it('npx runs the tarball where nothing is installed', async () => {
  const fetched = ['--yes', '--prefer-offline', '--cache', installed.cache, '--package', installed.tarball]
  const said = await run(installed.elsewhere, 'npx', ...fetched, '--', 'lbbench', 'list', 'engines')
  expect(said).toMatchObject({ status: 0, stdout: expect.stringContaining('embedded') })
})
