import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { findProgram } from '../../../src/live/programs/find-program.js'
import { type GoldenCase, goldenCases, textsOf } from '../../live/engines/golden-cases.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-accepted-'))
afterAll(() => rmSync(folder, { recursive: true }))

const checks: Readonly<Record<string, (file: string) => readonly string[]>> = {
  nginx: file => ['-t', '-p', folder, '-e', 'stderr', '-c', file],
  haproxy: file => ['-c', '-f', file],
  caddy: file => ['validate', '--adapter', 'caddyfile', '--config', file],
}

const here = goldenCases.filter(({ product, newer }) => product.name in checks && !newer)

it.each(here)('$candidate: the real program takes $file', ({ file, product, changes, ...rest }: GoldenCase) => {
  const { kept } = textsOf({ file, product, changes: changes ?? {}, ...rest })
  const path = join(folder, file)
  writeFileSync(path, product.name === 'nginx' && changes?.production ? `events {}\nhttp {\n${kept}}\n` : kept)
  const { status, stderr } = spawnSync(findProgram(product.program)!, checks[product.name]!(path), {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, HOME: folder },
  })
  expect(stderr).not.toMatch(/\[(?:WARNING|warn|ALERT)\]/)
  expect(status, stderr).toBe(0)
})
