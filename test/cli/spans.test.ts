import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCandidates } from '../../src/bench/candidate.js'
import { planRun } from '../../src/bench/plan.js'
import { otlpLine, type Span } from '../../src/cli/compare/spans/otlp.js'
import { RunSpans } from '../../src/cli/compare/spans/run-spans.js'
import { planFor, tinyScenario } from '../process/tiny-scenario.js'
import { lbbench } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-spans-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Spans of a run on a clock that the test sets; the monotonic clock began at 1000. */
function spansOf(): { readonly spans: RunSpans; readonly written: Span[]; at(ms: number): void } {
  let nowMs = 0
  let ids = 0
  const written: Span[] = []
  const spans = new RunSpans({
    plan: planRun(tinyScenario(), parseCandidates('rr,lc', ['embedded'])),
    nowMs: () => nowMs,
    fromMonotonic: ms => ms + 1000,
    newId: () => String(ids++),
    write: ended => written.push(...ended),
  })
  const at = (ms: number): void => {
    nowMs = ms
  }
  return { spans, written, at }
}

const shown = (spans: readonly Span[]): string[] =>
  spans.map(({ name, id, parent, beginMs, endMs, failure }) =>
    [`${name} ${id} of ${parent ?? 'none'}: ${beginMs} to ${endMs}`, ...(failure ? [failure] : [])].join(', '),
  )
const trialOf = (candidate: string, round: number) => ({ ...planFor(tinyScenario(), candidate), round })

describe('the spans of a run', () => {
  it('are the run, its rounds, their trials and their phases, one beginning where the last one ends', () => {
    const { spans, written, at } = spansOf()
    at(2000)
    const trial = spans.trial(trialOf('rr', 0))
    trial.phase('boot', 1010)
    trial.phase('prime', 1050)
    trial.phase('warm-up', 1100)
    trial.phase('measure', 1200)
    trial.phase('drain', 1700)
    trial.phase('stop', 1750)
    at(2800)
    trial.ended(undefined)
    at(2900)
    spans.ended(undefined)
    expect(shown(written)).toEqual([
      'boot 3 of 2: 2010 to 2050',
      'prime 4 of 2: 2050 to 2100',
      'warm-up 5 of 2: 2100 to 2200',
      'measure 6 of 2: 2200 to 2700',
      'drain 7 of 2: 2700 to 2750',
      'stop 8 of 2: 2750 to 2800',
      'trial 2 of 1: 2000 to 2800',
      'round 1 of 0: 2000 to 2900',
      'run 0 of none: 0 to 2900',
    ])
  })

  it('have, of a trial that failed, the phases it came to, and why', () => {
    const { spans, written, at } = spansOf()
    at(2000)
    const trial = spans.trial(trialOf('rr', 0))
    trial.phase('boot', 1010)
    trial.phase('warm-up', 1100)
    trial.phase('measure', 1200)
    trial.phase('drain', 1700)
    at(2500)
    trial.ended(new Error('the balancer ended'))
    expect(shown(written)).toEqual([
      'boot 3 of 2: 2010 to 2100',
      'warm-up 4 of 2: 2100 to 2200',
      'measure 5 of 2: 2200 to 2500',
      'trial 2 of 1: 2000 to 2500, the balancer ended',
    ])
    spans.ended(new Error('stopped by the user'))
    expect(shown(written).at(-1)).toBe('run 0 of none: 0 to 2500, stopped by the user')
  })

  it('end a round where another one begins', () => {
    const { spans, written, at } = spansOf()
    for (const [i, round] of [0, 0, 1].entries()) {
      at(100 * i)
      const trial = spans.trial(trialOf('rr', round))
      at(100 * i + 50)
      trial.ended(undefined)
    }
    spans.ended(undefined)
    expect(shown(written)).toEqual([
      'trial 2 of 1: 0 to 50',
      'trial 3 of 1: 100 to 150',
      'round 1 of 0: 0 to 200',
      'trial 5 of 4: 200 to 250',
      'round 4 of 0: 200 to 250',
      'run 0 of none: 0 to 250',
    ])
  })
})

describe('a line of the file', () => {
  it('is a request of OTLP in JSON: enums as numbers, 64-bit integers as text', () => {
    const span: Span = {
      ...{ name: 'trial', id: '00000000000000aa', parent: '00000000000000bb' },
      ...{ beginMs: 1_795_891_690_123.456, endMs: 1_795_891_690_124 },
      attributes: { 'lbbench.candidate': 'rr', 'lbbench.round': 2, share: 0.5 },
      failure: 'it "failed"',
    }
    const line = otlpLine({ traceId: 'f'.repeat(32), version: '1.2.3' }, [span])
    expect(line.endsWith('}\n')).toBe(true)
    expect(line.trim()).not.toContain('\n')
    expect(JSON.parse(line)).toEqual({
      resourceSpans: [
        {
          resource: {
            attributes: [
              { key: 'service.name', value: { stringValue: 'lbbench' } },
              { key: 'service.version', value: { stringValue: '1.2.3' } },
            ],
          },
          scopeSpans: [
            {
              scope: { name: 'lbbench', version: '1.2.3' },
              spans: [
                {
                  traceId: 'f'.repeat(32),
                  spanId: '00000000000000aa',
                  parentSpanId: '00000000000000bb',
                  name: 'trial',
                  kind: 1,
                  startTimeUnixNano: '1795891690123456000',
                  endTimeUnixNano: '1795891690124000000',
                  attributes: [
                    { key: 'lbbench.candidate', value: { stringValue: 'rr' } },
                    { key: 'lbbench.round', value: { intValue: '2' } },
                    { key: 'share', value: { doubleValue: 0.5 } },
                  ],
                  status: { code: 2, message: 'it "failed"' },
                },
              ],
            },
          ],
        },
      ],
    })
  })
})

interface OtlpSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
}

describe('--otlp-file', () => {
  const file = join(folder, 'spans.jsonl')
  let spans: readonly OtlpSpan[]
  beforeAll(async () => {
    const quick = [
      '--duration',
      '400ms',
      '--warmup',
      '100ms',
      '--rounds',
      '2',
      '--no-twin',
      '--out',
      join(folder, 'out'),
    ]
    await lbbench('compare', '-s', 'rr,lc', ...quick, '--otlp-file', file)
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    spans = lines.flatMap(line => JSON.parse(line).resourceSpans[0].scopeSpans[0].spans)
  })

  it('has a run, its rounds, and trials with all their phases', () => {
    const children = (parent: OtlpSpan): OtlpSpan[] =>
      spans.filter(({ parentSpanId }) => parentSpanId === parent.spanId)
    const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined)
    expect(roots.map(({ name }) => name)).toEqual(['run'])
    const rounds = children(roots[0]!)
    expect(rounds.map(({ name }) => name)).toEqual(['round', 'round'])
    for (const trial of rounds.flatMap(children)) {
      expect(trial.name).toBe('trial')
      expect(children(trial).map(({ name }) => name)).toEqual(['boot', 'prime', 'warm-up', 'measure', 'drain', 'stop'])
    }
    // Two candidates, and maybe repetitions.
    for (const round of rounds) expect(children(round).length).toBeGreaterThanOrEqual(2)
  })

  it('has one trace, ids of their own, and children within their parents', () => {
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1)
    expect(spans[0]!.traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length)
    for (const { spanId, parentSpanId, startTimeUnixNano: start, endTimeUnixNano: end } of spans) {
      expect(spanId).toMatch(/^[0-9a-f]{16}$/)
      expect(BigInt(start) <= BigInt(end)).toBe(true)
      const parent = spans.find(candidate => candidate.spanId === parentSpanId)
      if (parent === undefined) continue
      expect(BigInt(parent.startTimeUnixNano) <= BigInt(start)).toBe(true)
      expect(BigInt(end) <= BigInt(parent.endTimeUnixNano)).toBe(true)
    }
  })

  it('measures for as long as it was told to', () => {
    for (const { startTimeUnixNano, endTimeUnixNano } of spans.filter(({ name }) => name === 'measure'))
      expect(Number(BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)) / 1e6).toBeCloseTo(400, 1)
  })

  it('is known to be out of reach before anything runs', async () => {
    const path = join(folder, 'nowhere', 'spans.jsonl')
    const { status, stderr } = await lbbench('compare', '--otlp-file', path, '--out', join(folder, 'never'))
    expect(status).toBe(3)
    expect(stderr).toContain(`cannot write the spans ${path}: its folder is not there`)
  })
})
