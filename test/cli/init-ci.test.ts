import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { complaints, textOf } from '../docs/ci-files.js'
import { lbbench, lbbenchIn, type Said } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-init-ci-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const init = (...argv: string[]): Promise<Said> => lbbenchIn({ cwd: folder }, 'init', 'ci', ...argv)
const written = (file: string): string => readFileSync(join(folder, file), 'utf8')

describe('init ci', () => {
  it.each([
    ['github', '.github/workflows/lbbench.yml', 'github.yml', 'in place of YOUR_ORG'],
    ['gitlab', '.gitlab-ci.yml', 'gitlab-ci.yml', 'a dependency in your package.json'],
    ['jenkins', 'Jenkinsfile', 'Jenkinsfile', 'a dependency in your package.json'],
  ])(
    '%s: writes what is in examples/ci/, where the service looks for it, and says what is next',
    async (name, file, example, next) => {
      const said = await init(name)
      expect(said).toMatchObject({ status: 0, stderr: '' })
      expect(said.stdout).toMatch(new RegExp(`^${file.replaceAll('.', '\\.')} is written; next:\n  1\\. .*\n  2\\. `))
      expect(said.stdout).toContain(next)
      expect(said.stdout).toContain('lbbench compare steady -s ./strategy.ts --against origin/main')
      expect(written(file)).toBe(textOf(`examples/ci/${example}`))
    },
  )

  it.each([
    ['github', '.github/workflows/lbbench.yml'],
    ['gitlab', '.gitlab-ci.yml'],
  ])('%s: never writes over a file', async (name, file) => {
    const before = written(file)
    const again = await init(name)
    expect(again).toMatchObject({ status: 2, stdout: '' })
    expect(again.stderr).toContain(`lbbench: ${file} is there already\n`)
    expect(again.stderr).toContain('--to')
    expect(written(file)).toBe(before)
  })

  it('writes to another file, for another holder of the action, which GitHub still reads', async () => {
    const said = await init('github', '--to', 'deep/er/gate.yml', '--uses', 'acme/lb-bench/sub@v2.1')
    expect(said.stdout).not.toContain('YOUR_ORG')
    expect(written('deep/er/gate.yml')).toContain('        uses: acme/lb-bench/sub@v2.1 #')
    expect(complaints('workflow', join(folder, 'deep/er/gate.yml'))).toBe('')
  })

  it('names its own flag where nothing can be written', async () => {
    expect(await init('github', '--to', '/proc/out/gate.yml')).toMatchObject({
      status: 3,
      stderr:
        'lbbench: cannot make the folder /proc/out: the folder above it takes no others\n  choose another place with --to\n',
    })
  })

  it('is for GitHub where nothing is said', async () => {
    expect((await init()).stderr).toContain('.github/workflows/lbbench.yml is there already')
  })

  it.each([
    [['gitlb'], 'init ci: no workflow for "gitlb"; did you mean "gitlab"?'],
    [['github', '--to', 'x.yml', '--uses', 'acme'], 'init ci: --uses acme names no action'],
    [['jenkins', '--to', 'x', '--uses', 'acme/lbbench@v1'], 'init ci: --uses is for GitHub'],
  ])('refuses %j', async (argv, sentence) => {
    const said = await init(...argv)
    expect(said).toMatchObject({ status: 2, stdout: '' })
    expect(said.stderr).toContain(`lbbench: ${sentence}`)
  })

  it('leaves strategies what they were', async () => {
    expect((await lbbench('init', 'strategy')).stderr).toContain('init strategy: a file is missing')
    expect((await lbbench('init', 'strategy', 'x.ts', '--to', 'y.ts')).stderr).toContain('--to is for "init ci"')
  })

  it('completes the services', async () => {
    expect((await lbbench('--complete', 'init', 'git')).stdout).toBe('github\ngitlab\n')
  })
})
