import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCommandLine } from '../../src/cli/command-line.js'
import { commands } from '../../src/cli/commands/index.js'
import type { Io } from '../../src/cli/io.js'
import type { Results } from '../../src/results/results.js'
import { lbbench, lbbenchIn } from '../cli/lbbench.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { type Shown, shellCommandsIn, shownIn, withOutputs } from './console-blocks.js'

/** UPDATE_GOLDEN=1 rewrites the pages with what the program prints. */
const pages = ['README.md', ...readdirSync(`${packageRoot}/docs`).map(name => `docs/${name}`)].filter(name =>
  name.endsWith('.md'),
)

/** Tell on stderr what they are about to do; a page shows stdout. */
const tellsPlan = ['sweep', 'capacity', 'compare']

async function outputOf({ argv, golden }: Shown): Promise<string> {
  const said = await (golden === undefined ? lbbench(...argv) : lbbench('report', golden))
  const silent = golden !== undefined || !tellsPlan.includes(argv[0]!)
  expect(said, argv.join(' ')).toMatchObject({ status: 0, ...(silent && { stderr: '' }) })
  return said.stdout
}

/** Understanding a command line writes nothing. */
const nowhere: Io = {
  stdout: { write: () => expect.unreachable() },
  stderr: { write: () => expect.unreachable() },
  env: {},
  cwd: packageRoot,
  signal: new AbortController().signal,
  now: () => new Date(0),
}

describe.each(pages)('%s', page => {
  const path = `${packageRoot}/${page}`
  const text = readFileSync(path, 'utf8')

  it('shows what the program prints', async () => {
    const outputs = new Map<string, string>()
    for (const shown of shownIn(text)) outputs.set(JSON.stringify(shown.argv), await outputOf(shown))
    const real = withOutputs(text, ({ argv }) => outputs.get(JSON.stringify(argv))!)
    if (process.env.UPDATE_GOLDEN) writeFileSync(path, real)
    else expect(text).toBe(real)
  })

  it('shows a golden run under the very command that made it', () => {
    for (const { argv, golden } of shownIn(text).filter(shown => shown.golden !== undefined)) {
      const { environment } = JSON.parse(readFileSync(`${packageRoot}/${golden}/results.json`, 'utf8')) as Results
      expect(environment.command).toBe(['lbbench', ...argv].join(' '))
    }
  })

  it('gives commands that exist, with flags that exist', async () => {
    for (const argv of shellCommandsIn(text)) await parseCommandLine(argv, commands, nowhere)
  })

  it("gives comparisons that could be run, beside a strategy of one's own", async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'lbbench-docs-'))
    symlinkSync(`${packageRoot}/examples`, join(cwd, 'examples'))
    expect(await lbbenchIn({ cwd }, 'init', 'strategy', 'my-strategy.ts')).toMatchObject({ status: 0 })
    for (const argv of shellCommandsIn(text).filter(([command]) => command === 'compare')) {
      const said = await lbbenchIn({ cwd }, ...argv, '--dry-run')
      expect(said, argv.join(' ')).toMatchObject({ status: 0 })
    }
  })
})

it('finds the commands it is meant to check', () => {
  const readme = readFileSync(`${packageRoot}/README.md`, 'utf8')
  expect(shownIn(readme).length).toBeGreaterThanOrEqual(3)
  expect(shellCommandsIn(readme).length).toBeGreaterThanOrEqual(3)
})

it('shows scenarios that are right', async () => {
  for (const page of pages) {
    const text = readFileSync(`${packageRoot}/${page}`, 'utf8')
    const whole = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)]
      .map(([, yaml]) => yaml!)
      .filter(yaml => /^name:/m.test(yaml) && /^backends:/m.test(yaml))
    for (const yaml of whole) {
      const path = join(mkdtempSync(join(tmpdir(), 'lbbench-docs-')), 'page.yaml')
      writeFileSync(path, yaml)
      expect(await lbbench('check', path), page).toMatchObject({ status: 0, stderr: '' })
    }
  }
})
