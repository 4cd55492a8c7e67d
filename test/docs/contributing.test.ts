import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { strategies } from '../../src/strategies/index.js'
import { families } from '../../src/strategies/strategy.js'
import { lbbenchIn } from '../cli/lbbench.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { shellCommandsIn } from './console-blocks.js'
import { textOf } from './markdown.js'

const page = textOf('CONTRIBUTING.md')
const { scripts, engines } = JSON.parse(textOf('package.json')) as {
  scripts: Record<string, string>
  engines: { node: string }
}

describe('CONTRIBUTING.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lbbench-contributing-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const firstSteps = page.slice(0, page.indexOf('## A strategy for the library'))

  it('begins as everything here begins in CI: npm ci, which builds', () => {
    expect(firstSteps).toMatch(/```sh\ngit clone \S+ lbbench && cd lbbench\nnpm ci /)
    expect(firstSteps.replaceAll(' ', '')).toContain(`Node${engines.node}`)
    expect(scripts.prepare).toBe('npm run build')
    expect(textOf('.ci/run')).toContain('\nnpm ci\n')
  })

  it('leads to a strategy that keeps the contract and is compared', async () => {
    const commands = shellCommandsIn(firstSteps)
    expect(commands.map(([command]) => command)).toEqual(['init', 'test', 'compare'])
    for (const argv of commands)
      expect(await lbbenchIn({ cwd: folder }, ...argv), argv.join(' ')).toMatchObject({ status: 0 })
    expect(readFileSync(join(folder, 'mine.ts'), 'utf8')).toContain('defineStrategy')
  }, 300_000)

  it('names scripts, files and folders that there are', () => {
    for (const [, script] of page.matchAll(/npm run (\w+)/g)) expect(Object.keys(scripts)).toContain(script)
    const named = [...page.matchAll(/[\s`(]((?:src|test|docs|scripts)\/[\w./-]*\w)/g)].map(([, path]) => path!)
    expect(named.length).toBeGreaterThan(8)
    for (const path of named.filter(path => !path.includes('<')))
      expect(existsSync(join(packageRoot, path)), path).toBe(true)
  })

  it('names the families of strategies', () => {
    const [, line] = /families: (.*?) \|/.exec(page)!
    const named = [...line!.matchAll(/`(\w+)`/g)].map(([, family]) => family!)
    expect(new Set(named)).toEqual(
      new Set(families.filter(family => existsSync(join(packageRoot, 'src/strategies', family)))),
    )
  })

  it('names the projects of the tests', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name!)
    const config = textOf('vitest.config.ts')
    expect(new Set(rows)).toEqual(new Set([...config.matchAll(/\bname: '(\w+)'/g)].map(([, name]) => name!)))
  })
})

describe('docs/strategies.md', () => {
  it.each(strategies.map(({ name }) => name))('speaks of %s', name => {
    expect(textOf('docs/strategies.md')).toMatch(new RegExp(`(\`|^ {2})${name}[\`? ]`, 'm'))
  })
})

describe('docs/scenarios.md', () => {
  it('has a row for each scenario that is shipped', () => {
    const cells = [...textOf('docs/scenarios.md').matchAll(/^\| [^|]+ \| ([^|]+) \|/gm)]
      .map(([, cell]) => cell!)
      .join(' ')
    const shipped = textOf('docs/scenarios.md').match(/^[\w-]+(?= {2,})/gm)!
    expect(shipped.length).toBeGreaterThan(20)
    for (const name of shipped) expect(cells).toContain(`\`${name}\``)
  })
})
