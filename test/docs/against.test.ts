import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Results } from '../../src/results/results.js'
import { lbbench, lbbenchIn } from '../cli/lbbench.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { shellCommandsIn } from './console-blocks.js'

const folder = join(packageRoot, 'examples/planted-flaw')
const commandsOf = (page: string): string[][] => shellCommandsIn(readFileSync(join(packageRoot, page), 'utf8'))

describe('docs/against.md', () => {
  it.each(commandsOf('docs/against.md'))('%s %s ... runs', async (...argv) => {
    const { status, stderr } = await lbbench(...argv, '--dry-run')
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('against ') })
  })

  it('has commands', () => expect(commandsOf('docs/against.md').length).toBe(2))
})

describe('examples/planted-flaw', () => {
  const [virtual, live] = commandsOf('examples/planted-flaw/README.md')
  const reports = mkdtempSync(join(tmpdir(), 'lbbench-planted-flaw-'))
  afterAll(() => rmSync(reports, { recursive: true }))
  const out = ['--out', reports]

  it('is caught in virtual time, as its page says', async () => {
    const { status, stdout } = await lbbenchIn({ cwd: folder }, ...virtual!, ...out)
    expect(status).toBe(1)
    const [, shown] = /```\n(fail: [\s\S]*?)```/.exec(readFileSync(join(folder, 'README.md'), 'utf8'))!
    // Lines are broken where the terminal ends.
    const flowing = (text: string): string => text.replace(/\s+/g, ' ').trim()
    expect(flowing(stdout)).toContain(flowing(shown!))
    expect(stdout.match(/^fail: /gm)).toHaveLength(1)
  }, 300_000)

  it('the good one is not caught', async () => {
    const words = virtual!.map(word => word.replaceAll('./flawed.ts', './good.ts#b'))
    expect((await lbbenchIn({ cwd: folder }, ...words, ...out)).status).toBe(0)
  }, 300_000)

  it('does not pass live', async () => {
    const short = ['--rounds', '4', '--duration', '1s', '--warmup', '200ms', '--no-twin']
    const gate = ['--gate', './flawed.ts.maxOverMean <= 1.01 * ./good.ts.maxOverMean']
    const { status } = await lbbenchIn({ cwd: folder }, ...live!, ...gate, ...short, ...out)
    expect([1, 4]).toContain(status)
    const { verdicts } = JSON.parse(readFileSync(join(reports, 'results.json'), 'utf8')) as Results
    expect(verdicts[0]!.judgement).not.toBe('pass')
  }, 300_000)
})
