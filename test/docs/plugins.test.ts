import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lbbench } from '../cli/lbbench.js'
import { packageRoot } from '../process/tiny-scenario.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-plugins-'))
afterAll(() => rmSync(folder, { recursive: true }))

const page = readFileSync(join(packageRoot, 'docs/plugins.md'), 'utf8')

describe('docs/plugins.md', () => {
  const whole = [...page.matchAll(/<!-- file: (\S+) -->\n```ts\n([\s\S]*?)```/g)].map(([, name, text]) => ({
    name: name!,
    text: text!,
  }))

  it('holds a strategy', () => expect(whole.map(({ name }) => name)).toEqual(['soonest.ts']))

  it.each(whole)(
    '$name keeps the contract',
    async ({ name, text }) => {
      writeFileSync(join(folder, name), text)
      expect(await lbbench('test', join(folder, name))).toMatchObject({ status: 0 })
    },
    60_000,
  )

  it('names every field there is, and every call', () => {
    const source = readFileSync(join(packageRoot, 'src/strategies/strategy.ts'), 'utf8')
    for (const name of ['Pool', 'RequestView', 'Outcome', 'ProbeReport', 'Services', 'Chooser', 'OptionSpec']) {
      const body = new RegExp(`export interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(source)![1]!
      const members = [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??[:(]/gm)].map(([, member]) => member!)
      expect(members.length).toBeGreaterThan(0)
      for (const member of members) expect(page, `${name}.${member}`).toMatch(new RegExp(`\`[^\`]*\\b${member}\\b`))
    }
  })
})

describe('examples/my-strategy', () => {
  const example = join(folder, 'example')
  cpSync(join(packageRoot, 'examples/my-strategy'), example, { recursive: true })
  mkdirSync(join(example, 'node_modules/.bin'), { recursive: true })
  symlinkSync(packageRoot, join(example, 'node_modules/lbbench'))
  symlinkSync(join(packageRoot, 'bin/lbbench.js'), join(example, 'node_modules/.bin/lbbench'))
  const { scripts } = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }

  it.each(Object.keys(scripts))(
    'npm run %s',
    script => {
      expect(() => execFileSync('npm', ['run', '--silent', script], { cwd: example, stdio: 'pipe' })).not.toThrow()
    },
    120_000,
  )

  it('says what its scripts are', () => {
    const readme = readFileSync(join(example, 'README.md'), 'utf8')
    for (const script of Object.keys(scripts)) expect(readme).toMatch(new RegExp(`^npm (run )?${script} `, 'm'))
  })
})
