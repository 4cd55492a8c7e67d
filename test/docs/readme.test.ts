import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parseCommandLine } from '../../src/cli/command-line.js'
import { commands } from '../../src/cli/commands/index.js'
import type { Io } from '../../src/cli/io.js'
import type { Results } from '../../src/results/results.js'
import { lbbench, lbbenchIn } from '../cli/lbbench.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { piped, type Shown, shellCommandsIn, shownIn, withOutputs } from './console-blocks.js'
import { allPages } from './markdown.js'

/** UPDATE_GOLDEN=1 rewrites the pages with what the program prints. */
const pages = allPages

/** Where a block shows what earlier ones led to; such a page has a test of its own. */
const builtOnOneAnother = ['docs/compare-reports.md']

/** A folder to run commands of a page in: what an example speaks of lies beside it, all else is found as in the checkout. */
function workplaceOf(page: string): string {
  const cwd = mkdtempSync(join(tmpdir(), 'lbbench-docs-'))
  for (const name of ['examples', 'docs', 'scenarios', 'backends'])
    symlinkSync(join(packageRoot, name), join(cwd, name))
  const beside = page.startsWith('examples/') ? dirname(page) : undefined
  if (beside !== undefined)
    for (const name of readdirSync(join(packageRoot, beside)))
      symlinkSync(join(packageRoot, beside, name), join(cwd, name))
  return cwd
}

/** Tell on stderr what they are about to do; a page shows stdout. */
const tellsPlan = ['sweep', 'capacity', 'compare']

/** A simulation says the same wherever it runs: one that several pages show is run once. */
const simulated = new Map<string, ReturnType<typeof lbbench>>()

async function outputOf(shown: Shown, cwd: string): Promise<string> {
  const { golden, status } = shown
  const { argv, filter } = piped(shown)
  const said = await (golden === undefined ? saidBy(argv, cwd) : lbbench('report', golden))
  const silent = status === 0 && (golden !== undefined || !tellsPlan.includes(argv[0]!))
  expect(said, argv.join(' ')).toMatchObject({ status, ...(silent && { stderr: '' }) })
  return filter(status === 0 ? said.stdout : said.stderr)
}

function saidBy(argv: readonly string[], cwd: string): ReturnType<typeof lbbench> {
  if (argv[0] !== 'sweep') return lbbenchIn({ cwd }, ...argv)
  const key = argv.join('\0')
  if (!simulated.has(key)) simulated.set(key, lbbenchIn({ cwd }, ...argv))
  return simulated.get(key)!
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

  const shownHere = builtOnOneAnother.includes(page) ? [] : shownIn(text)
  const outputs = new Map<string, string>()
  const cwd = workplaceOf(page)
  const key = ({ argv }: Shown): string => JSON.stringify(argv)

  it.each(shownHere.map(shown => ({ shown, command: shown.argv.join(' ') })))(
    'shows what is printed by: $command',
    async ({ shown }) => {
      outputs.set(key(shown), await outputOf(shown, cwd))
      if (!process.env.UPDATE_GOLDEN) expect(shown.output).toBe(outputs.get(key(shown)))
    },
    300_000,
  )

  // Blocks that were left out by a filter of names stay as they are.
  afterAll(() => {
    rmSync(cwd, { recursive: true })
    if (process.env.UPDATE_GOLDEN && outputs.size > 0)
      writeFileSync(
        path,
        withOutputs(text, shown => outputs.get(key(shown)) ?? shown.output),
      )
  })

  it('shows a golden run under the very command that made it', () => {
    for (const shown of shownIn(text).filter(({ golden }) => golden !== undefined)) {
      const { environment } = JSON.parse(readFileSync(`${packageRoot}/${shown.golden}/results.json`, 'utf8')) as Results
      expect(environment.command).toBe(['lbbench', ...piped(shown).argv].join(' '))
    }
  })

  it('gives commands that exist, with flags that exist', async () => {
    for (const argv of shellCommandsIn(text)) await parseCommandLine(argv, commands, nowhere)
  })

  it("gives comparisons that could be run, beside a strategy of one's own", async () => {
    const comparisons = shellCommandsIn(text).filter(([command]) => command === 'compare')
    if (comparisons.length === 0) return
    for (const name of ['my-strategy.ts', 'mine.ts'].filter(name => !existsSync(join(cwd, name))))
      expect(await lbbenchIn({ cwd }, 'init', 'strategy', name)).toMatchObject({ status: 0 })
    if (!existsSync(join(cwd, 'lbbench.yaml'))) expect(await lbbenchIn({ cwd }, 'init')).toMatchObject({ status: 0 })
    for (const argv of comparisons) {
      const said = await lbbenchIn({ cwd }, ...argv, '--dry-run')
      expect(said, argv.join(' ')).toMatchObject({ status: 0 })
    }
  })
})

it('finds the commands it is meant to check', () => {
  const readme = readFileSync(`${packageRoot}/README.md`, 'utf8')
  expect(pages.flatMap(page => shownIn(readFileSync(`${packageRoot}/${page}`, 'utf8'))).length).toBeGreaterThan(20)
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
