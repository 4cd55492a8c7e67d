import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Results } from '../../src/results/results.js'
import { afterModule, flaw, gitRepository, rotation } from '../cli/git-repository.js'
import { eventually } from './processes.js'
import { packageRoot } from './tiny-scenario.js'

const repository = gitRepository()
const temporary = mkdtempSync(join(tmpdir(), 'lbbench-against-'))
const file = './mine.ts'

beforeAll(() => {
  repository.write('.gitignore', 'node_modules\n')
  repository.write('node_modules/arithmetic/package.json', '{ "type": "module", "exports": "./index.js" }')
  repository.write('node_modules/arithmetic/index.js', 'export const sum = (a, b) => a + b\n')
  repository.write('mine.ts', rotation())
  repository.write('after.ts', afterModule)
  repository.commit()
  repository.write('mine.ts', rotation(flaw))
  repository.commit()
})
afterAll(() => {
  for (const folder of [repository.path, temporary]) rmSync(folder, { recursive: true })
})

/** Live, with its temporary folders where they are seen. */
function start(...flags: string[]) {
  const args = ['compare', '-s', file, '--no-twin', '--duration', '1s', '--warmup', '200ms', '--out', 'out', ...flags]
  const child = spawn(process.execPath, [join(packageRoot, 'bin/lbbench.js'), ...args], {
    cwd: repository.path,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.resume()
  child.stderr.resume()
  return { child, ended: once(child, 'exit') as Promise<[number | null, string | null]> }
}

const pasts = (): string[] => readdirSync(temporary).filter(name => name.startsWith('lbbench-past-'))
const results = (): Results => JSON.parse(readFileSync(join(repository.path, 'out/results.json'), 'utf8'))

describe('live, against a git revision', () => {
  it('both answer, and a flaw never passes', async () => {
    const gate = `${file}.maxOverMean <= 1.01 * ${file}@HEAD~1.maxOverMean`
    const [status] = await start('--against', 'HEAD~1', '--rounds', '5', '--gate', gate).ended
    expect([1, 4]).toContain(status)
    expect(results().candidates.map(({ id, rounds }) => [id, rounds.length])).toEqual([
      [`${file}@HEAD~1`, 5],
      [file, 5],
    ])
    expect(results().candidates.every(({ metrics }) => metrics.errorRate!.value === 0)).toBe(true)
    expect(results().verdicts[0]!.judgement).not.toBe('pass')
    expect(pasts()).toEqual([])
  }, 300_000)

  it('equal code never fails', async () => {
    await start('--against', 'HEAD', '--rounds', '3').ended
    expect(results().verdicts.length).toBeGreaterThanOrEqual(3)
    expect(results().verdicts.filter(({ judgement }) => judgement === 'fail')).toEqual([])
    expect(pasts()).toEqual([])
  }, 300_000)
})

describe('the files of a revision', () => {
  it.each([
    ['once', 1],
    ['twice', 2],
  ])('are gone after Ctrl-C, %s', async (_, times) => {
    const { child, ended } = start('--against', 'HEAD~1', '--rounds', '100')
    expect(await eventually(() => pasts().length === 1, 200_000)).toBe(true)
    for (let k = 0; k < times; k++) child.kill('SIGINT')
    expect((await ended)[0]).toBe(130)
    expect(pasts()).toEqual([])
  })

  it('are gone after an error', async () => {
    expect((await start('--against', 'HEAD~1', '--gate', 'lc.p99 <= 1s').ended)[0]).toBe(2)
    expect(pasts()).toEqual([])
  })
})
