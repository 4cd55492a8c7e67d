import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openerFor } from '../../src/cli/demo/open-page.js'
import { lbbench, lbbenchIn } from './lbbench.js'

const root = mkdtempSync(join(tmpdir(), 'lbbench-demo-'))
afterAll(() => rmSync(root, { recursive: true }))
let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(root, 'demo-'))
})

describe('lbbench demo', () => {
  it('says who won, leaves a report with charts, and names the next commands', async () => {
    const { status, stdout, stderr } = await lbbenchIn({ cwd }, 'demo')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^lc beats rr: p99 at least [\d.]+ times lower, /m)
    const page = fileURLToPath(/^file:\S+$/m.exec(stdout)![0])
    expect(page).toBe(join(cwd, 'reports/2026-05-01-14-03-59-demo/report.html'))
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>/i)
    expect(stdout.match(/^ {2}lbbench \w+/gm)).toHaveLength(3)
  })

  it('is what its command line repeats', async () => {
    await lbbenchIn({ cwd }, 'demo', '--out', 'demo', '--no-open')
    const demo = JSON.parse(readFileSync(join(cwd, 'demo/results.json'), 'utf8'))
    const argv = demo.environment.command.split(' ').slice(1)
    await lbbenchIn({ cwd }, ...argv, '--out', 'same')
    const same = JSON.parse(readFileSync(join(cwd, 'same/results.json'), 'utf8'))
    expect(same).toEqual(demo)
  })

  it('opens the page on a screen, and only there', async () => {
    const opened = join(cwd, 'opened')
    writeFileSync(
      join(cwd, 'xdg-open'),
      `#!/bin/sh\necho "$1" > '${opened}.part' && mv '${opened}.part' '${opened}'\n`,
      { mode: 0o755 },
    )
    const env = { DISPLAY: ':0', PATH: `${cwd}${delimiter}${process.env.PATH}` }
    await lbbenchIn({ cwd, env, isTTY: true }, 'demo', '--out', 'unseen', '--no-open')
    await lbbenchIn({ cwd, env, isTTY: false }, 'demo', '--out', 'piped')
    await lbbenchIn({ cwd, env, isTTY: true }, 'demo', '--out', 'seen')
    // The program is on its own by now.
    await vi.waitFor(() => expect(existsSync(opened)).toBe(true), { timeout: 10_000 })
    expect(readFileSync(opened, 'utf8')).toBe(`${join(cwd, 'seen/report.html')}\n`)
  })

  it('is done all the same where no browser can be started', async () => {
    const env = { DISPLAY: ':0', PATH: cwd }
    expect(await lbbenchIn({ cwd, env, isTTY: true }, 'demo')).toMatchObject({ status: 0 })
  })

  it('leaves nothing where it cannot write', async () => {
    writeFileSync(join(cwd, 'file'), '')
    const said = await lbbenchIn({ cwd }, 'demo', '--out', 'file/below')
    expect(said).toMatchObject({ status: 3, stdout: '' })
    expect(readdirSync(cwd)).toEqual(['file'])
  })
})

const screen = { isTTY: true, write: (): boolean => true }

it.each([
  ['a desktop', screen, { DISPLAY: ':0' }, 'linux', ['xdg-open']],
  ['Wayland', screen, { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', ['xdg-open']],
  ['a terminal without a display', screen, {}, 'linux', undefined],
  ['a pipe', { write: (): boolean => true }, { DISPLAY: ':0' }, 'linux', undefined],
  ['CI', screen, { DISPLAY: ':0', CI: 'true' }, 'linux', undefined],
  ['a Mac', screen, {}, 'darwin', ['open']],
  ['Windows', screen, {}, 'win32', ['cmd', '/c', 'start', '']],
  ['a system nobody knows', screen, { DISPLAY: ':0' }, 'aix', undefined],
] as const)('on %s', (_, stderr, env, platform, opener) => {
  expect(openerFor({ stderr, env }, platform)).toEqual(opener)
})

it('demo has help', async () => {
  expect((await lbbench('demo', '--help')).stdout).toContain('--no-open')
})
