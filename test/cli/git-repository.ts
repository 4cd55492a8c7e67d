import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A git repository of a test's own, with nobody's settings in it. */
export interface GitRepository {
  readonly path: string
  write(name: string, text: string): void
  /** Everything there is; returns the commit. */
  commit(): string
  git(...args: string[]): string
}

/** In a folder of temporary files, with the branch "main" and no commit. */
export function gitRepository(): GitRepository {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'lbbench-repository-')))
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: path, env, encoding: 'utf8' }).trim()
  git('init', '--quiet', '--initial-branch', 'main')
  git('config', 'user.name', 'somebody')
  git('config', 'user.email', 'somebody@example.org')
  return {
    path,
    write(name, text) {
      mkdirSync(dirname(join(path, name)), { recursive: true })
      writeFileSync(join(path, name), text)
    },
    commit() {
      git('add', '--all')
      git('commit', '--quiet', '--message', 'a change')
      return git('rev-parse', 'HEAD')
    },
    git,
  }
}

/** Each in its turn. `passesOver` is code before a pick: may set `turn` further. */
export function rotation(passesOver = ''): string {
  return `import { defineStrategy } from 'lbbench'
import { after } from './after.ts'
export default defineStrategy({
  api: 1,
  name: 'mine',
  summary: 'each in its turn',
  knows: [],
  options: { step: { summary: 'how far it goes', default: 1, min: 1, max: 3, integer: true } },
  start(pool, options, random) {
    let turn = -1
    return {
      pick() {
        ${passesOver}
        for (let k = 0; k < pool.size; k++) {
          turn = after(turn, Number(options.step)) % pool.size
          if (pool.available[turn] === 1) return turn
        }
        return -1
      },
    }
  },
})
`
}

/** What it imports, which in turn is served by a package. */
export const afterModule = `import { sum } from 'arithmetic'
export const after = (turn: number, step: number): number => sum(turn, step)
`

/** A flaw: one pick in eight passes over the first backend. */
export const flaw = 'if (random.below(8) === 0 && after(turn, 1) % pool.size === 0) turn = 0'
