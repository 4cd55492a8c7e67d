import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import type { Results } from '../../../src/results/results.js'
import { eventually } from '../processes.js'
import { leftIn, type Started, startCompare } from './started.js'

// Each starts the whole program once, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 })

const short = ['--duration', '1.5s', '--rounds', '1', '--load', '20%', '--no-twin']

/** Its own words on its command line, once it serves. */
const programs = [
  ['nginx', 'nginx: master process'],
  ['nginx', 'nginx: worker process'],
  ['haproxy', 'haproxy -db'],
  ['caddy', 'caddy run'],
] as const

describe('a balancer that is killed in the middle of a trial', () => {
  it.each(programs)('%s (%s): one sentence, the others go on, 3, and nothing is left', async (engine, words) => {
    const run = startCompare('steady', '--strategies', `${engine}:rr,rr`, ...short)
    await killAtWork(run, words)
    expect((await run.ended)[0], run.said()).toBe(3)
    const sentence = words.includes('worker')
      ? /nginx lost its worker: worker process \d+ exited on signal 9/
      : /(nginx|HAProxy|Caddy) ended unexpectedly: killed by SIGKILL \(/
    expect(run.processes()).toEqual([])
    const results = resultsOf(run)
    expect(results.stopped).toMatchObject([{ candidate: `${engine}:rr`, reason: expect.stringMatching(sentence) }])
    expect(results.candidates.find(({ id }) => id === 'rr')!.metrics.p50Ms).not.toBeNull()
    // What is kept is what the sentence names.
    const left = leftIn(run)
    expect(left).toHaveLength(1)
    expect(run.said()).toContain(`${run.temporary}/${left[0]}`)
  })

  it.each(programs.filter(([, words]) => !words.includes('worker')))(
    '%s: is gone when lbbench itself is killed',
    async (engine, words) => {
      const run = startCompare('steady', '--strategies', `${engine}:rr`, ...short)
      await run.running(words)
      run.kill('SIGKILL')
      await run.ended
      expect(await eventually(() => run.processes().length === 0, 5000)).toBe(true)
    },
  )

  it.each(programs.filter(([, words]) => !words.includes('worker')))(
    '%s: is gone after Ctrl-C, and so is its folder',
    async (engine, words) => {
      const run = startCompare('steady', '--strategies', `${engine}:rr`, ...short)
      await run.running(words)
      await sleep(200)
      run.kill('SIGINT')
      expect((await run.ended)[0]).toBe(130)
      expect(run.processes()).toEqual([])
      expect(leftIn(run)).toEqual([])
    },
  )
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

  const absent = ['envoy', 'traefik'].filter(name => spawnSync('which', [name]).status !== 0)
  it.each(absent)(
    '%s, which is not installed: one sentence that says how to get it, and the others go on',
    async name => {
      const run = startCompare('steady', '--strategies', `${name}:rr,rr`, ...short)
      expect((await run.ended)[0], run.said()).toBe(3)
      expect(run.said()).toMatch(/(Envoy|Traefik) is not installed \(see https:\/\/.*install/)
      expect(leftIn(run)).toEqual([])
      expect(resultsOf(run).candidates.find(({ id }) => id === 'rr')!.metrics.p50Ms).not.toBeNull()
    },
  )
})

/** Kills it once the trial is under way: it has been running for a while, and traffic has begun. */
async function killAtWork(run: Started, words: string): Promise<void> {
  const pid = await run.running(words)
  await run.running('load/program.js')
  await sleep(700)
  process.kill(pid, 'SIGKILL')
}

function resultsOf({ out }: Started): Results {
  const path = `${out}/results.json`
  if (!existsSync(path)) throw new Error(`no ${path}`)
  return JSON.parse(readFileSync(path, 'utf8'))
}
