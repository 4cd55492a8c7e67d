import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { findProgram } from '../../../src/live/programs/find-program.js'
import type { Results } from '../../../src/results/results.js'
import { eventually } from '../processes.js'
import { leftIn, type Started, startCompare } from './started.js'

// Each starts the whole program once, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 })

const short = ['--duration', '1.5s', '--rounds', '1', '--load', '20%', '--no-twin']

/** Engine, and its own words on its command line, once it serves. */
const programs = [
  ['nginx', 'nginx: master process', 'nginx'],
  ['haproxy', 'haproxy -db', 'HAProxy'],
  ['caddy', 'caddy run', 'Caddy'],
] as const
const absent = [
  ['envoy', 'Envoy'],
  ['traefik', 'Traefik'],
].filter(([name]) => findProgram(name!) === undefined)

describe('a balancer that is killed in the middle of a trial, or is not there', () => {
  it('stops its candidate with one sentence; the others go on, 3, and nothing is left but what the sentences name', async () => {
    const engines = [...programs, ...absent].map(([engine]) => engine)
    const run = startCompare('steady', '--strategies', [...engines.map(name => `${name}:rr`), 'rr'].join(','), ...short)
    // Each in its turn, whatever the order of the round.
    await Promise.all(programs.map(([, words]) => killAtWork(run, words)))
    expect((await run.ended)[0], run.said()).toBe(3)
    expect(run.processes()).toEqual([])
    const { stopped, candidates } = resultsOf(run)
    const reasons = Object.fromEntries(stopped.map(({ candidate, reason }) => [candidate, reason]))
    for (const [engine, , title] of programs)
      expect(reasons[`${engine}:rr`]).toContain(`${title} ended unexpectedly: killed by SIGKILL (`)
    for (const [engine, title] of absent)
      expect(reasons[`${engine}:rr`]).toMatch(new RegExp(`^${title} is not installed \\(see https://.*install`))
    expect(stopped).toHaveLength(engines.length)
    expect(candidates.map(({ id }) => id)).toEqual(['rr'])
    expect(candidates[0]!.metrics.p50Ms).not.toBeNull()
    const left = leftIn(run)
    expect(left).toHaveLength(programs.length)
    for (const folder of left) expect(run.said()).toContain(`${run.temporary}/${folder}`)
  })

  it('or loses its worker, which its master replaces, is stopped as well', async () => {
    const run = startCompare('steady', '--strategies', 'nginx:rr,rr', ...short)
    await killAtWork(run, 'nginx: worker process')
    expect((await run.ended)[0], run.said()).toBe(3)
    const { stopped } = resultsOf(run)
    expect(stopped[0]!.reason).toMatch(/nginx lost its worker: worker process \d+ exited on signal 9/)
  })
})

describe('a balancer whose lbbench ends', () => {
  it('is gone when lbbench is killed', async () => {
    const run = startCompare('steady', '--strategies', 'nginx:rr', ...short)
    await run.running('nginx: worker process')
    run.kill('SIGKILL')
    await run.ended
    expect(await eventually(() => run.processes().length === 0, 5000)).toBe(true)
  })

  it('is gone after Ctrl-C, and so is its folder', async () => {
    const run = startCompare('steady', '--strategies', 'nginx:rr', ...short)
    await run.running('nginx: worker process')
    await sleep(200)
    run.kill('SIGINT')
    expect((await run.ended)[0]).toBe(130)
    expect(run.processes()).toEqual([])
    expect(leftIn(run)).toEqual([])
  })
})

describe('a balancer that cannot begin', () => {
  it('whose port is taken: one sentence for each, and what needs no port goes on', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    const scenario = join(mkdtempSync(join(tmpdir(), 'lbbench-port-')), 'port.yaml')
    writeFileSync(
      scenario,
      `backends: { count: 2, latency: 5ms }\ntraffic: { load: 20% }\nbalancer: { port: ${port} }\n`,
    )
    const run = startCompare(scenario, '--strategies', 'nginx:rr,haproxy:rr,virtual:rr', ...short)
    expect((await run.ended)[0], run.said()).toBe(3)
    server.close()
    for (const title of ['nginx', 'HAProxy'])
      expect(run.said()).toContain(`${title} cannot listen on 127.0.0.1:${port}: the port is taken`)
    expect(leftIn(run)).toEqual([])
    expect(resultsOf(run).candidates.find(({ id }) => id === 'virtual:rr')!.metrics.p50Ms).not.toBeNull()
  })
})

/** Kills it once it has been running for a while: traffic has begun, or is about to. */
async function killAtWork(run: Started, words: string): Promise<void> {
  const pid = await run.running(words)
  await sleep(700)
  process.kill(pid, 'SIGKILL')
}

function resultsOf({ out }: Started): Results {
  const path = `${out}/results.json`
  if (!existsSync(path)) throw new Error(`no ${path}`)
  return JSON.parse(readFileSync(path, 'utf8'))
}
