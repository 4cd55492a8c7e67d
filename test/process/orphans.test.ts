import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { randomStream } from '../../src/model/random.js'
import { eventually, marked, newMark } from './processes.js'
import { packageRoot } from './tiny-scenario.js'

/** Without twins, whose simulation comes first and has no process, so that moments fall into what is live. */
function start(...flags: string[]) {
  const mark = newMark()
  const out = join(mkdtempSync(join(tmpdir(), 'lbbench-')), 'out')
  const args = [
    'bin/lbbench.js',
    'compare',
    '--no-twin',
    '--rounds',
    '3',
    '--duration',
    '800ms',
    '--warmup',
    '100ms',
    '--out',
    out,
    ...flags,
  ]
  const child = spawn(process.execPath, args, {
    cwd: packageRoot,
    env: { ...process.env, ...mark.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr.on('data', chunk => {
    stderr += chunk
  })
  child.stdout.resume()
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>
  return { child, mark: mark.name, out, ended, stderr: () => stderr }
}

describe('no process survives', () => {
  const random = randomStream(11, 'moments')
  const moments = Array.from({ length: 6 }, () => Math.round(100 + random.next() * 1900))

  it.each(moments)('a SIGKILL after %i ms', async moment => {
    const run = start('--isolation', 'process')
    await sleep(moment)
    run.child.kill('SIGKILL')
    await run.ended
    expect(await eventually(() => marked(run.mark).length === 0, 3000)).toBe(true)
  })

  it.each(['SIGKILL', 'SIGINT'] as const)('%s in the middle of a freeze of real servers', async signal => {
    const file = join(mkdtempSync(join(tmpdir(), 'lbbench-')), 'frozen.yaml')
    const backends = 'backends: { count: 2, workers: 2, latency: 5ms }'
    const faults = 'faults: [{ backends: all, from: 0s, to: 30s, do: freeze }]'
    writeFileSync(file, `name: frozen\n${backends}\ntraffic: { rate: 20 }\nrun: { duration: 30s }\n${faults}\n`)
    const run = start(file, '--duration', '30s', '--strategies', 'rr', '--backend-kind', 'gunicorn')
    expect(await eventually(() => marked(run.mark).filter(isStopped).length >= 6, 60_000), run.stderr()).toBe(true)
    run.child.kill(signal)
    await run.ended
    expect(await eventually(() => marked(run.mark).length === 0, 5000)).toBe(true)
  })

  it('a normal end', async () => {
    const run = start('--rounds', '1', '--strategies', 'rr')
    expect(await eventually(() => marked(run.mark).length >= 4, 20_000)).toBe(true)
    expect((await run.ended)[0]).toBe(0)
    expect(marked(run.mark)).toEqual([])
  })
})

describe('Ctrl-C', () => {
  it('once: stops, keeps what was measured, 130', async () => {
    const run = start('--strategies', 'rr')
    const results = (): { rounds: { done: number }; complete: boolean } =>
      JSON.parse(readFileSync(join(run.out, 'results.json'), 'utf8'))
    const oneDone = (): boolean => {
      try {
        return results().rounds.done >= 1
      } catch {
        return false
      }
    }
    expect(await eventually(oneDone, 30_000)).toBe(true)
    run.child.kill('SIGINT')
    expect((await run.ended)[0]).toBe(130)
    expect(results()).toMatchObject({ complete: false })
    expect(results().rounds.done).toBeLessThan(3)
    expect(run.stderr()).toContain('stopped by the user')
    expect(marked(run.mark)).toEqual([])
  })

  it('twice: ends at once, 130', async () => {
    const run = start()
    expect(await eventually(() => marked(run.mark).length >= 4, 20_000)).toBe(true)
    run.child.kill('SIGINT')
    run.child.kill('SIGINT')
    expect((await run.ended)[0]).toBe(130)
    expect(await eventually(() => marked(run.mark).length === 0, 3000)).toBe(true)
  })
})

describe('a program that dies in the middle of a trial', () => {
  it.each([
    ['engines/embedded/balancer-program.js', 'the balancer ended unexpectedly: killed by SIGKILL'],
    ['backends/program.js', 'the process of backends b1 to b4 ended unexpectedly: killed by SIGKILL'],
    ['load/program.js', 'the load generator ended unexpectedly: killed by SIGKILL'],
  ])('%s: one clear sentence, 3, and what was measured is kept', async (module, sentence) => {
    const run = start('--strategies', 'rr,lc')
    const measured = (): string =>
      existsSync(join(run.out, 'report.md')) ? readFileSync(join(run.out, 'results.json'), 'utf8') : ''
    expect(await eventually(() => measured() !== '', 30_000)).toBe(true)
    const victim = (): number | undefined => marked(run.mark).find(pid => commandLine(pid).includes(module))
    expect(await eventually(() => victim() !== undefined, 20_000)).toBe(true)
    await sleep(100)
    process.kill(victim()!, 'SIGKILL')
    expect((await run.ended)[0]).toBe(3)
    expect(run.stderr()).toContain(sentence)
    expect(JSON.parse(measured())).toMatchObject({ complete: false, candidates: [{ rounds: [{ round: 0 }] }] })
    expect(marked(run.mark)).toEqual([])
  })
})

/** By SIGSTOP. */
function isStopped(pid: number): boolean {
  try {
    return /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
