import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Results } from '../../../src/results/results.js'
import { lbbench, type Said } from '../../cli/lbbench.js'
import { answeredRequests, backendsByClient, type RequestRow } from './requests-file.js'

const out = join(mkdtempSync(join(tmpdir(), 'lbbench-engines-')), 'out')
const engines = ['embedded', 'nginx', 'haproxy', 'caddy']
const candidates = ['rr', 'lc', 'iphash'].flatMap(strategy => engines.map(engine => `${engine}:${strategy}`))
const further = ['embedded:source', 'haproxy:source']

describe('one comparison on four engines', () => {
  let said: Said
  let results: Results
  let rows: readonly RequestRow[]
  beforeAll(async () => {
    const list = [...candidates, ...further].join(',')
    const short = ['--duration', '600ms', '--warmup', '200ms', '--rounds', '1', '--load', '40%', '--no-twin']
    said = await lbbench('compare', 'steady', '--strategies', list, ...short, '--out', out)
    results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))
    rows = answeredRequests(out)
  }, 240_000)

  const candidateOf = (wanted: string) => results.candidates.find(({ id }) => id === wanted)!

  it('all of it', () => {
    expect(said.stderr).not.toContain('stopped')
    expect(said.status).toBe(0)
    expect(results.candidates.map(({ id }) => id)).toEqual([...candidates, ...further])
  })

  it('everybody answers every request', () => {
    for (const id of candidates) expect(candidateOf(id).metrics.errorRate?.value, id).toBe(0)
  })

  it.each(engines)('%s:rr gives every backend as much', engine => {
    expect(candidateOf(`${engine}:rr`).metrics.jainRequests!.value).toBeGreaterThan(0.999)
  })

  it.each(engines)('%s:lc leaves nobody out', engine => {
    for (const { share } of candidateOf(`${engine}:lc`).backends) expect(share).toBeGreaterThan(0.1)
  })

  it.each([...engines.map(engine => `${engine}:iphash`), 'haproxy:source'])('%s keeps every client', candidate => {
    for (const backends of backendsByClient(rows, candidate).values()) expect(backends.size).toBe(1)
  })

  it.each([
    ['nginx:iphash', 'embedded:iphash'],
    ['haproxy:source', 'embedded:source'],
    ['haproxy:iphash', 'embedded:source'],
  ])('%s sends every client where %s does', (real, ours) => {
    expect(backendsByClient(rows, real)).toEqual(backendsByClient(rows, ours))
    expect(backendsByClient(rows, real).size).toBeGreaterThan(30)
  })

  it.each(engines.slice(1))('%s: version and configuration are in the results', engine => {
    const { software } = candidateOf(`${engine}:rr`)
    expect(software).toMatchObject({ name: engine, version: expect.stringMatching(/^\d+\.\d+/) })
    expect(software!.configuration).toContain(`# ${engine}:rr, scenario steady; written by lbbench.`)
    expect(software!.configuration).toContain('127.0.0.1:')
  })
})
