import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../process/tiny-scenario.js'
import { lbbenchIn, type Said } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-page-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string): string => join(folder, name)
const text = (name: string): string => readFileSync(at(name), 'utf8')
const run = (...argv: string[]): Promise<Said> => lbbenchIn({ cwd: folder }, ...argv)

const short = ['-e', 'virtual', '--duration', '2s', '--warmup', '0s', '--rounds', '2']

describe('report.html', () => {
  let said: Said
  beforeAll(async () => {
    mkdirSync(at('out'))
    writeFileSync(at('out/report.html'), 'of an earlier run')
    said = await run('compare', 'uneven', ...short, '-s', 'rr,lc', '--out', 'out')
  })

  it('is written by every run, in the place of an earlier one, and told first', () => {
    expect(said.status).toBe(0)
    expect(said.stderr).toContain('Report: out/report.html, report.md')
    expect(text('out/report.html')).toMatch(/^<!doctype html>\n[\s\S]*<p class="kicker">uneven<\/p>[\s\S]*<\/html>\n$/)
  })

  it('is gone where the next run into the same folder has nothing to say', async () => {
    mkdirSync(at('stale'))
    writeFileSync(at('stale/report.html'), 'of an earlier run')
    const ran = await run(
      'compare',
      'uneven',
      ...short,
      '-s',
      join(packageRoot, 'test/own/data/misbehaving.ts?bug=throw'),
      '--out',
      'stale',
    )
    expect(ran.status).not.toBe(0)
    expect(existsSync(at('stale/report.html'))).toBe(false)
  })

  it('is made again by report, beside the results or where --html says', async () => {
    const first = text('out/report.html')
    rmSync(at('out/report.html'))
    const beside = await run('report', 'out', '--html')
    expect(beside).toMatchObject({ status: 0, stderr: '\nPage: out/report.html\n' })
    expect(beside.stdout).toContain('Latency in ms')
    expect(text('out/report.html')).toBe(first)
    const elsewhere = await run('report', 'out/results.json', '--format', 'csv', '--html', 'pages/uneven.html')
    expect(elsewhere).toMatchObject({ status: 0, stderr: '\nPage: pages/uneven.html\n' })
    expect(text('pages/uneven.html')).toBe(first)
  })

  it('replaces neither a folder nor results', async () => {
    const results = text('out/results.json')
    for (const [file, why] of [
      ['out', 'is a folder'],
      ['out/results.json', 'is where a run keeps its own results'],
    ]) {
      const refused = await run('report', 'out', '--html', file!)
      expect(refused).toMatchObject({ status: 2, stdout: '' })
      expect(refused.stderr).toContain(`--html: ${file} ${why}`)
    }
    expect(text('out/results.json')).toBe(results)
  })

  it('goes to a pipeline, too, with what a gate said there', async () => {
    const judged = await run('gate', 'out', '--gate', 'p99 <= 1ms', '--export', 'html=gate.html')
    expect(judged.status).toBe(1)
    expect(text('gate.html')).toContain('Gates: 2 failed')
    expect(text('out/report.html')).not.toContain('Gates:')
  })

  it('has less than 1 MB for 16 candidates before 32 backends', async () => {
    const strategies = 'rr,lc,iphash,p2c,ewma,random,edf,ipvs-wrr,sed,nq,c3,least-time,prequal,maglev,jiq,static-rr'
    writeFileSync(at('many.yaml'), many)
    const ran = await run('compare', 'many.yaml', '-e', 'virtual', '-s', strategies, '--out', 'many')
    expect(ran.status).toBe(0)
    expect(JSON.parse(text('many/results.json')).candidates).toHaveLength(16)
    expect(statSync(at('many/report.html')).size).toBeLessThan(1_000_000)
  })
})

const many = `name: many
description: Many candidates before many backends.
backends: { count: 32, workers: 1, latency: { lognormal: { mean: 60ms, p99: 240ms } } }
traffic: { load: 50%, clients: 500, timeout: 2s }
faults: [{ backends: b4, from: 25%, to: 60%, do: crash }]
run: { duration: 8s, warmup: 500ms, rounds: 2, seed: 1 }
`
