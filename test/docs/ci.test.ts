import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseCommandLine } from '../../src/cli/command-line.js'
import { commands } from '../../src/cli/commands/index.js'
import type { Io } from '../../src/cli/io.js'
import { exitStatus } from '../../src/errors.js'
import { exportFormats } from '../../src/report/ci/export-formats.js'
import { otavaHeader } from '../../src/report/ci/otava.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { type Action, complaints, type Step, textOf, yamlOf } from './ci-files.js'
import { wordsOf } from './console-blocks.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-ci-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const action = yamlOf<Action>('action.yml')
const workflow = yamlOf<{ jobs: { lbbench: { steps: Step[] } } }>('examples/ci/github.yml')

describe('action.yml', () => {
  it('is one that GitHub reads', () => {
    expect(complaints('action', `${packageRoot}/action.yml`)).toBe('')
    const broken = join(folder, 'action.yml')
    writeFileSync(broken, textOf('action.yml').replace('using: composite', 'using: compost'))
    expect(complaints('action', broken)).toContain("Unexpected value 'compost'")
  })

  it('declares the inputs it uses, and uses those it declares', () => {
    const used = [...textOf('action.yml').matchAll(/\binputs\.([\w-]+)/g)].map(([, name]) => name!)
    expect(new Set(used)).toEqual(new Set(Object.keys(action.inputs)))
    for (const { description, default: value } of Object.values(action.inputs)) {
      expect(description).not.toBe('')
      expect(typeof value).toBe('string')
    }
  })

  it('puts nothing from outside into the text of a command', () => {
    for (const { run } of action.runs.steps) expect(run).not.toContain('${{')
  })

  it('hands its scripts all that they read, and no more', () => {
    for (const { run, env } of action.runs.steps) {
      const script = /scripts\/ci\/[\w.]+/.exec(run!)?.[0]
      if (script === undefined) continue
      const text = textOf(script)
      for (const name of Object.keys(env!))
        if (name !== 'LBBENCH') expect(text, script).toMatch(new RegExp(`\\b${name}\\b`))
    }
  })

  it('takes its outputs from a step that sets them', () => {
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(value).toBe(`\${{ steps.run.outputs.${name} }}`)
      expect(textOf('scripts/ci/run.sh')).toContain(`${name}=%s`)
    }
    expect(action.runs.steps.map(({ id }) => id)).toContain('run')
  })
})

describe('docs/ci.md', () => {
  const page = textOf('docs/ci.md')
  const firstCells = [...page.matchAll(/^\| `?([\w-]+)`? \|/gm)].map(([, cell]) => cell)

  it('has a row for each input and output of the action, each format and each exit status', () => {
    const wanted = [...Object.keys(action.inputs), ...Object.keys(action.outputs), ...exportFormats]
    expect(firstCells).toEqual(expect.arrayContaining([...wanted, ...Object.values(exitStatus).map(String)]))
  })

  it('gives the defaults that the action has', () => {
    for (const [name, { default: value }] of Object.entries(action.inputs))
      if (/^[\w-]+$/.test(value)) expect(page).toContain(`| \`${name}\` | \`${value}\` |`)
  })

  it('shows a step that hands the action inputs it has', () => {
    const [, block] = /```yaml\n(permissions:[\s\S]*?)```/.exec(page)!
    const { steps } = parse(block!) as { steps: Step[] }
    const step = steps.find(({ uses }) => uses?.includes('/lbbench@'))!
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with!)))
  })

  it('shows columns to Otava that its file has', () => {
    const [, block] = /```yaml\n# otava\.yaml\n([\s\S]*?)```/.exec(page)!
    const { tests } = parse(block!) as { tests: { lbbench: OtavaTest } }
    const header = otavaHeader([{ id: 'lc', incidents: [{ name: 'crash' }] }])
      .trimEnd()
      .split(',')
    const { time_column, attributes, metrics } = tests.lbbench
    const columns = Object.values(metrics).map(({ column }) => column)
    expect(header).toEqual(expect.arrayContaining([time_column, ...attributes, ...columns]))
  })
})

interface OtavaTest {
  readonly time_column: string
  readonly attributes: readonly string[]
  readonly metrics: Readonly<Record<string, { readonly column: string }>>
}

describe('examples/ci', () => {
  it('github.yml is a workflow that GitHub reads', () => {
    expect(complaints('workflow', `${packageRoot}/examples/ci/github.yml`)).toBe('')
    const broken = join(folder, 'workflow.yml')
    writeFileSync(broken, textOf('examples/ci/github.yml').replace('github.base_ref', 'gitlab.base_ref'))
    expect(complaints('workflow', broken)).toContain("Unrecognized named-value: 'gitlab'")
  })

  it('github.yml gives the action inputs that it has, and reads outputs that it has', () => {
    const step = workflow.jobs.lbbench.steps.find(({ uses }) => uses?.includes('/lbbench@'))!
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with!)))
    const read = [...textOf('examples/ci/github.yml').matchAll(/steps\.lbbench\.outputs\.(\w+)/g)].map(
      ([, name]) => name,
    )
    expect(read.length).toBeGreaterThan(0)
    for (const name of read) expect(Object.keys(action.outputs)).toContain(name)
  })

  it('gitlab-ci.yml collects what its command writes, and is lenient to status 4 only', () => {
    const { lbbench } = yamlOf<{ lbbench: GitlabJob }>('examples/ci/gitlab-ci.yml')
    expect(lbbench.allow_failure).toEqual({ exit_codes: 4 })
    const { reports, paths } = lbbench.artifacts
    const command = lbbench.script.find(line => line.startsWith('npx lbbench'))!
    expect(command).toContain(`--export junit=${reports.junit}`)
    expect(reports.junit.startsWith(paths[0]!)).toBe(true)
  })

  it('Jenkinsfile collects what its command writes', () => {
    const [, collected] = /junit '(.*)'/.exec(textOf('examples/ci/Jenkinsfile'))!
    expect(textOf('examples/ci/Jenkinsfile')).toContain(`--export junit=${collected} `.trimEnd())
  })

  it.each(['gitlab-ci.yml', 'Jenkinsfile'])('%s runs commands that exist, with flags that exist', async name => {
    const lines = textOf(`examples/ci/${name}`).match(/npx lbbench [^'\n]*/g)!
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) await parseCommandLine(wordsOf(line).slice(2), commands, nowhere)
  })
})

interface GitlabJob {
  readonly script: readonly string[]
  readonly allow_failure: unknown
  readonly artifacts: { readonly paths: readonly string[]; readonly reports: { readonly junit: string } }
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
