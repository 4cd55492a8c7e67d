import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { eventually } from '../processes.js'
import { packageRoot } from '../tiny-scenario.js'
import { leftIn, type Started, startCompare } from './started.js'

// Each starts real servers and a product once, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 })

/** Longer than any test waits, so that whoever is gone was stopped. */
const drill = `
backends: { count: 2, workers: 2, latency: 5ms }
traffic: { rate: 40/s, timeout: 1s }
faults: [{ backends: b2, from: 300ms, to: 10m, do: freeze }]
run: { duration: 20m, rounds: 1, backendKind: gunicorn }
`

/** A drill in which a backend is frozen by now. */
async function frozen(engine: string): Promise<Started> {
  const file = join(mkdtempSync(join(tmpdir(), 'lbbench-frozen-')), 'freeze.yaml')
  writeFileSync(file, drill)
  const run = startCompare(file, '--strategies', `${engine}:rr`, '--no-twin')
  await run.running(engine)
  // The master, and its workers with it.
  const stopped = () => run.processes().filter(isStopped).length >= 2
  if (!(await eventually(stopped, 60_000))) throw new Error(`nobody is frozen: ${run.said()}`)
  return run
}

/** Something short, with temporary files at the same place. */
function runAgain({ temporary, out }: Started, engine: string): void {
  const short = ['--rounds', '1', '--duration', '300ms', '--warmup', '100ms', '--no-twin', '--out', `${out}-again`]
  const args = ['bin/lbbench.js', 'compare', 'steady', '--strategies', `${engine}:rr`, ...short]
  spawnSync(process.execPath, args, { cwd: packageRoot, env: { ...process.env, TMPDIR: temporary }, stdio: 'ignore' })
}

function isStopped(pid: number): boolean {
  try {
    return /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe.each(['nginx', 'haproxy'])('a freeze of real backends behind %s', engine => {
  it.each(['SIGINT', 'SIGTERM'] as const)('that %s ends: 130, and nobody and no folder is left', async signal => {
    const run = await frozen(engine)
    run.kill(signal)
    expect((await run.ended)[0], run.said()).toBe(130)
    expect(run.processes()).toEqual([])
    expect(leftIn(run)).toEqual([])
  })

  it('whose lbbench is killed: nobody is left, and the next run sweeps the folders away', async () => {
    const run = await frozen(engine)
    run.kill('SIGKILL')
    await run.ended
    expect(await eventually(() => run.processes().length === 0, 10_000)).toBe(true)
    expect(leftIn(run).join(' ')).toContain(`lbbench-${engine}-`)
    runAgain(run, engine)
    expect(leftIn(run)).toEqual([])
  })
})
