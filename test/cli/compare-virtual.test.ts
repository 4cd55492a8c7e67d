import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LbbenchError } from '../../src/errors.js'
import type { Results } from '../../src/results/results.js'
import { sectionMark } from '../../src/trace/format.js'
import { lbbench, lbbenchIn, type Said } from './lbbench.js'
import { Terminal } from './watch/terminal.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-virtual-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string): string => join(folder, name)

const short = ['--duration', '8s', '--warmup', '500ms', '--rounds', '3']
const virtual = ['compare', '--engine', 'virtual', ...short]
/** For whoever reads, beside what programs read. */
const pages = ['report.html', 'report.md']
const resultsOf = (name: string): Results => JSON.parse(readFileSync(join(at(name), 'results.json'), 'utf8'))
const linesOf = (path: string): string[] => readFileSync(path, 'utf8').trimEnd().split('\n')

const burning = at('burning.yaml')
writeFileSync(burning, 'backends: { count: 2, latency: 5ms, cpu: 20% }\ntraffic: { rate: 50 }\n')

describe('compare --engine virtual, from the command line to the files it leaves', () => {
  let said: Said
  let results: Results
  beforeAll(async () => {
    said = await lbbench(...virtual, '--strategies', 'rr,lc,iphash,p2c', '--out', at('out'))
    results = resultsOf('out')
  })

  it('says what it will do, and that no time will pass', () => {
    expect(said.status).toBe(0)
    expect(said.stderr).toContain('candidates  rr, lc, iphash, p2c\n')
    expect(said.stderr).toContain('plan        3 rounds of 0.5s warm-up + 8s each, interleaved, seed 1: virtual time\n')
    expect(said.stderr).not.toContain('no twin')
  })

  it('reports as a live run does, with the ideal, and without what only live runs have', () => {
    expect(said.stdout).toMatch(/^[^\n]*, 3 rounds in virtual time/)
    for (const text of [
      'Latency in ms',
      'p99 / ideal',
      'mean / ideal',
      'Outcome',
      'Fairness',
      'Ideal: one central queue',
    ])
      expect(said.stdout).toContain(text)
    for (const text of ['Twin', 'Harness', 'overhead', 'invalid']) expect(said.stdout).not.toContain(text)
    expect(said.stdout.split('\n').filter(line => line.length > 100)).toEqual([])
  })

  it('leaves no requests.csv, for nobody asked for one', () => {
    const files = [...pages, 'decisions.json', 'ranking.svg', 'results.csv', 'results.json', 'spectrum.svg'].sort()
    expect(readdirSync(at('out')).sort()).toEqual(files)
    expect(said.stderr).toContain(
      '/report.html, report.md, ranking.svg, spectrum.svg, results.json, results.csv, decisions.json\n',
    )
  })

  it('keeps the requests of a drill to itself as well, but for pictures of it', async () => {
    await lbbench(...virtual, 'crash', '--strategies', 'rr', '--out', at('drill'))
    const pictures = ['ranking.svg', 'spectrum.svg', 'timeline.svg']
    const files = [...pages, ...pictures, 'decisions.json', 'results.csv', 'results.json'].sort()
    expect(readdirSync(at('drill')).sort()).toEqual(files)
  })

  it('met every candidate with the same requests, and the ideal too', () => {
    expect(results).toMatchObject({ complete: true, rounds: { planned: 3, done: 3 }, refused: [] })
    const [rr] = results.candidates
    for (const { world, twin, guard, overIdeal, rounds } of results.candidates) {
      expect({ world, twin, guard }).toEqual({ world: 'virtual', twin: null, guard: null })
      expect(rounds.map(({ metrics }) => metrics.requests)).toEqual(rr!.rounds.map(({ metrics }) => metrics.requests))
      expect(overIdeal!.p99Ms).toMatchObject({ value: expect.any(Number), n: 3 })
      expect(overIdeal!.meanMs!.value).toBeGreaterThan(1)
    }
    expect(results.ideal!.rounds.map(({ round }) => round)).toEqual([0, 1, 2])
    const [mean, ideal] = [rr!.rounds[1]!.metrics.meanMs!, results.ideal!.rounds[1]!.meanMs!]
    expect(mean / ideal).toBeGreaterThan(1)
  })

  it('is the same to the last byte a second time, but for the environment', async () => {
    const late = new Date(2031, 0, 2)
    const again = await lbbenchIn({ now: late }, ...virtual, '--strategies', 'rr,lc,iphash,p2c', '--out', at('again'))
    const texts = ['out', 'again'].map(name => readFileSync(join(at(name), 'results.json'), 'utf8'))
    const environment = /"environment": \{[^}]*\}/
    expect(texts[0]).toMatch(environment)
    expect(texts[0]).not.toBe(texts[1])
    const [first, second] = texts.map(text => text.replace(environment, ''))
    expect(second === first).toBe(true)
    expect(again.stdout).toBe(said.stdout)
  })

  it('is another one from another seed', async () => {
    await lbbench(...virtual, '--strategies', 'rr', '--no-twin', '--seed', '2', '--out', at('other'))
    expect(resultsOf('other').candidates[0]!.metrics).not.toEqual(results.candidates[0]!.metrics)
  })

  it('gates: lc beats rr where a backend is slow, and not the other way round', async () => {
    const uneven = ['compare', 'uneven', '--strategies', 'virtual:rr,virtual:lc', ...short]
    const holds = await lbbench(...uneven, '--gate', 'virtual:lc.p99 <= 0.9 * virtual:rr.p99', '--out', at('gates'))
    expect(holds.status).toBe(0)
    expect(holds.stdout).toContain('pass: virtual:lc.p99 / virtual:rr.p99 = ')
    const fails = await lbbench('gate', at('gates'), '--gate', 'virtual:rr.p99 <= 0.9 * virtual:lc.p99')
    expect(fails.status).toBe(1)
  })
})

describe('what else compare leaves of virtual time', () => {
  const both = [...virtual, '--strategies', 'rr,lc']

  it('--records: a row a request of each candidate, none of the ideal', async () => {
    const said = await lbbench(...both, '--records', '--out', at('records'))
    expect(said.status).toBe(0)
    expect(readdirSync(at('records')).sort()).toEqual([
      ...['decisions.json', 'ranking.svg', 'report.html', 'report.md', 'requests.csv', 'results.csv', 'results.json'],
      'spectrum.svg',
    ])
    const rows = linesOf(join(at('records'), 'requests.csv')).slice(1)
    expect(new Set(rows.map(row => row.split(',')[0]))).toEqual(new Set(['rr', 'lc']))
    const measured = rows.filter(row => Number(row.split(',')[3]) >= 0)
    const counted = resultsOf('records').candidates.flatMap(({ rounds }) =>
      rounds.map(({ metrics }) => metrics.requests!),
    )
    expect(measured.length).toBe(counted.reduce((sum, requests) => sum + requests, 0))
    // What was observed besides changes no number, but for windows of time: requests tell exactly what histograms tell about.
    const bare = await lbbench(...both, '--out', at('bare'))
    const told = ({ stdout }: typeof said): string => stdout.replaceAll(/(?:; over time .*)$|[ ·▁▂▃▄▅▆▇█]+$/gm, '')
    expect(told(said)).toBe(told(bare))
    expect(resultsOf('records').environment.command).toContain(' --records')
  })

  it('--trace: every decision, trial by trial in the order of the plan; two runs are alike', async () => {
    const [once, again] = [at('once.trace'), at('again.trace')]
    for (const [path, out] of [
      [once, 'traced'],
      [again, 'traced-again'],
    ] as const)
      expect((await lbbench(...both, '--trace', path, '--out', at(out))).status).toBe(0)
    const sections = linesOf(once).flatMap(line =>
      line.startsWith(sectionMark) ? [JSON.parse(line.slice(sectionMark.length))] : [],
    )
    expect(sections.map(({ round }) => round)).toEqual([0, 0, 1, 1, 2, 2])
    expect(sections.map(({ candidate }) => candidate).sort()).toEqual(['lc', 'lc', 'lc', 'rr', 'rr', 'rr'])
    expect(readFileSync(once).equals(readFileSync(again))).toBe(true)
    const diff = await lbbench('diff', once, again)
    expect([diff.status, diff.stdout]).toEqual([
      0,
      expect.stringMatching(/^alike in every decision.*: 6 trials, \d+ req/),
    ])
    expect(readdirSync(folder).filter(name => name.includes('.part'))).toEqual([])
  })

  it('--no-twin: no ideal either', async () => {
    const said = await lbbench(...both, '--no-twin', '--out', at('alone'))
    expect(said.status).toBe(0)
    expect(said.stdout).not.toMatch(/ideal/i)
    const { ideal, candidates, environment } = resultsOf('alone')
    expect([ideal, ...candidates.map(({ overIdeal }) => overIdeal)]).toEqual([null, null, null])
    expect(environment.command).toContain(' --no-twin')
  })

  it('ideal as a candidate is its own measure', async () => {
    await lbbench(...virtual, '--strategies', 'lc,ideal', '--out', at('ideal'))
    const [lc, ideal] = resultsOf('ideal').candidates
    expect(ideal).toMatchObject({
      id: 'ideal',
      strategy: 'ideal',
      overIdeal: { p99Ms: { value: 1 }, meanMs: { value: 1 } },
    })
    expect(lc!.overIdeal!.meanMs!.value).toBeGreaterThan(1)
  })

  it('shows on a terminal how far it is, and leaves nothing of that behind', async () => {
    const large = ['--backends', '50', '--rate', '100k/s', '--duration', '4s', '--rounds', '1']
    const argv = ['compare', '--engine', 'virtual', '--strategies', 'rr', '--no-twin', ...large]
    const said = await lbbenchIn({ isTTY: true }, ...argv, '--out', at('tty'))
    expect(said.stderr).toMatch(/round 1\/1 {2}.*rr.* {2}virtual time \d+% {2}100k\/s {2}p99 \d/)
    const terminal = new Terminal(100, 40)
    terminal.write(said.stderr)
    expect(terminal.screen).toMatch(/virtual time\n+Report: [^\n]+(\n {2}[^\n]+)*$/)
    expect(terminal.cursorShown).toBe(true)
    const piped = await lbbench(...argv, '--out', at('pipe'))
    expect(piped.stderr).not.toContain('\r')
    expect(piped.stderr).toMatch(/^\[1\/1\] virtual time: 1 trial of \d+k requests together, took \d+ s$/m)
    expect(piped.stdout).toBe(said.stdout)
  })
})

describe('compare in virtual time, where it cannot go on', () => {
  it.each([
    ['--records', ['--records']],
    ['--trace', ['--trace', at('never.trace')]],
  ])('%s without a candidate in virtual time: one sentence, 2', async (flag, argv) => {
    const said = await lbbench('compare', '--strategies', 'rr,lc', ...argv, '--out', at('never'))
    expect(said).toMatchObject({ status: 2, stdout: '' })
    expect(said.stderr).toBe(
      `lbbench: ${flag} is for virtual time, and no candidate runs in it\n` +
        '  name a candidate such as virtual:lc, or use --engine virtual\n',
    )
    expect([at('never'), at('never.trace')].filter(existsSync)).toEqual([])
  })

  it('--trace where no file can be: one sentence, 3', async () => {
    const said = await lbbench(...virtual, '--strategies', 'rr', '--trace', at('none/x.trace'), '--out', at('blocked'))
    expect(said.status).toBe(3)
    expect(said.stderr).toContain(`cannot write the trace ${at('none/x.trace')}`)
  })

  const hint = '  docs/engines.md says what each engine can do\n'

  it('CPU that is really burnt: one sentence, 2, and no folder', async () => {
    const reason = 'backend b1 burns real CPU (cpu), which there is none of in virtual time'
    const said = await lbbench('compare', burning, '--engine', 'virtual', '--strategies', 'rr,lc', '--out', at('hot'))
    expect(said).toMatchObject({ status: 2, stdout: '' })
    expect(said.stderr).toBe(`lbbench: nothing can be run of rr, lc: ${reason}\n${hint}`)
    expect(existsSync(at('hot'))).toBe(false)
    const live = await lbbench('compare', burning, '--strategies', 'rr', '--dry-run')
    expect(live.stderr).toContain(`  no twin     ${reason}\n`)
    expect((await lbbench('compare', burning, '--no-twin', '--dry-run')).stderr).not.toContain('no twin')
  })

  it('ideal as a live candidate: said in the report, and alone it is nothing to run', async () => {
    const sentence = 'embedded:ideal: no balancer can keep one queue before all workers: virtual time only'
    const alone = await lbbench('compare', '--strategies', 'embedded:ideal', '--out', at('alone-ideal'))
    expect(alone).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `lbbench: nothing can be run of ${sentence}\n${hint}`,
    })
    const said = await lbbench(...virtual, '--strategies', 'rr,embedded:ideal', '--out', at('one-refused'))
    expect(said.status).toBe(0)
    expect(said.stdout.replace(/\n +/g, ' ')).toContain(`not run: ${sentence}\n`)
    expect(resultsOf('one-refused')).toMatchObject({ complete: true, refused: [{ candidate: 'embedded:ideal' }] })
  })

  it('Ctrl-C: stops at once, 130, and leaves no report of nothing; the trace counts as cut off', async () => {
    const stop = new AbortController()
    const hears = (text: string): void => {
      if (/virtual time \d+%/.test(text)) stop.abort(new LbbenchError('INTERRUPTED', 'stopped by the user'))
    }
    const long = ['--backends', '50', '--rate', '100k/s', '--duration', '150s', '--trace', at('stopped.trace')]
    const argv = ['compare', '--engine', 'virtual', '--strategies', 'rr,lc', ...long, '--out', at('stopped')]
    const said = await lbbenchIn({ isTTY: true, hears, signal: stop.signal }, ...argv)
    expect(said).toMatchObject({ status: 130, stdout: '' })
    const terminal = new Terminal(100, 40)
    terminal.write(said.stderr)
    expect(terminal.screen).toMatch(/--rounds 3 runs them all\n+lbbench: stopped by the user$/)
    expect(readdirSync(at('stopped'))).toEqual([])
    expect(readdirSync(folder).filter(name => name.includes('.part'))).toEqual([])
    const diff = await lbbench('diff', at('stopped.trace'), at('stopped.trace'))
    expect(diff).toMatchObject({ status: 2, stderr: expect.stringContaining('cut off') })
  })
})

describe('a round of millions of requests, made by flags', () => {
  const huge = [
    'compare',
    '--engine',
    'virtual',
    '--backends',
    '1000',
    '--rate',
    '300k/s',
    '--duration',
    '10s',
    '--dry-run',
  ]

  it('is run once, which is said', async () => {
    const { stderr } = await lbbench(...huge)
    expect(stderr).toContain('plan        1 round of ')
    expect(stderr).toMatch(/rounds {6}1 instead of the scenario's 3: .*--rounds 3 runs them all/)
  })

  it('is run as often as the user says, and never cut for live candidates or small rounds', async () => {
    for (const more of [
      ['--rounds', '3'],
      ['--strategies', 'virtual:lc,embedded:rr'],
      ['--rate', '300/s'],
    ]) {
      const { stderr } = await lbbench(...huge, ...more)
      expect(stderr).toContain('plan        3 rounds of ')
      expect(stderr).not.toContain('instead of')
    }
  })
})
