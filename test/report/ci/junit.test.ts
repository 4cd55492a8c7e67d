import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderJunit } from '../../../src/report/ci/junit.js'
import type { Results } from '../../../src/results/results.js'
import { calm, rich } from '../fixture.js'
import { anyVerdict, evidenceOf, verdictOf } from './verdicts.js'

// Whether parsers take it is asked of parsers, in test/process/junit-parsers.test.ts.

const cases = (xml: string): string[] =>
  xml.match(/<testcase [^>]*\/>|<testcase [^>]*[^/]>.*?<\/testcase>/gs)?.map(one => one.replaceAll(/>\s+</g, '><')) ??
  []
const attribute = (xml: string, name: string): string | undefined =>
  new RegExp(`<testsuite [^>]*${name}="([^"]*)"`).exec(xml)?.[1]

describe('JUnit XML', () => {
  it('counts what it holds', () => {
    fc.assert(
      fc.property(
        fc.array(anyVerdict),
        fc.constantFrom(undefined, 'pass' as const, 'fail' as const),
        (verdicts, lenience) => {
          const xml = renderJunit(rich, verdicts, lenience)
          const all = cases(xml)
          expect(all).toHaveLength(verdicts.length + rich.candidates.length + rich.refused.length)
          expect(attribute(xml, 'tests')).toBe(String(all.length))
          for (const [name, counted] of [
            ['failure', 'failures'],
            ['error', 'errors'],
            ['skipped', 'skipped'],
          ] as const)
            expect(attribute(xml, counted)).toBe(String(all.filter(one => one.includes(`<${name} `)).length))
        },
      ),
    )
  })

  it.each([
    ['pass', undefined, undefined],
    ['fail', undefined, 'failure'],
    ['fail', 'pass', 'failure'],
    ['invalid', 'pass', 'error'],
    ['inconclusive', undefined, 'skipped'],
    ['inconclusive', 'fail', 'failure'],
    ['inconclusive', 'pass', undefined],
  ] as const)('%s with --inconclusive %s: %s', (judgement, lenience, expected) => {
    const one = cases(renderJunit(calm, [verdictOf({ judgement })], lenience)).at(-1)!
    expect(/<(failure|error|skipped) /.exec(one)?.[1]).toBe(expected)
  })

  it('puts a gate into the class of its candidate, and its numbers below the reason', () => {
    const [one] = cases(renderJunit(calm, [verdictOf()])).slice(-1)
    expect(one).toBe(
      '<testcase classname="lc" name="lc.p99 &#60;= 100ms"><failure type="fail" message="lc.p99 &#60;= 100ms does not hold">' +
        'lc.p99 &#60;= 100ms does not hold&#10;value of p99: 150 ms [140, 160], 5 rounds; limit &#60;= 100 ms, p = 0.004 over all gates' +
        '</failure></testcase>',
    )
  })

  it('knows whom a gate names that could not be judged', () => {
    const invalid = { judgement: 'invalid', evidence: null } as const
    const named = ['lc.p99 <= 1ms', 'rr decides as the baseline', '"lc".p99 <= 1ms', 'any.p99 <= 1ms'].map(
      gate =>
        cases(renderJunit(calm, [verdictOf({ ...invalid, gate })]))
          .at(-1)!
          .match(/classname="([^"]*)"/)?.[1],
    )
    expect(named).toEqual(['lc', 'rr', 'lc', calm.scenario.name])
  })

  it('without gates says who was measured, and who was not', () => {
    const stopped = [{ candidate: './x.ts', round: 1, reason: 'strategy ./x.ts threw' }]
    const run: Results = {
      ...calm,
      stopped,
      complete: false,
      refused: [{ candidate: 'nginx:p2c', reason: 'has none' }],
    }
    expect(cases(renderJunit(run, []))).toEqual([
      `<testcase classname="${calm.scenario.name}" name="ran every round"><error type="incomplete" message="3 of 3 rounds were run">3 of 3 rounds were run</error></testcase>`,
      '<testcase classname="rr" name="was measured"/>',
      '<testcase classname="lc" name="was measured"/>',
      '<testcase classname="./x.ts" name="was measured"><error type="stopped" message="strategy ./x.ts threw">strategy ./x.ts threw</error></testcase>',
      '<testcase classname="nginx:p2c" name="was measured"><skipped type="refused" message="has none">has none</skipped></testcase>',
    ])
  })

  it.each([
    [{ metric: 'recoveryMs', incident: 'crash' }, 'value of crash.recovery: 150 ms [140, 160]', 'limit &#60;= 100 ms'],
    [{ metric: 'overshoot', incident: 'crash-2' }, 'value of crash-2.overshoot: 150.000 [140.000', '&#60;= 100.000'],
    [{ metric: 'missedSeconds', incident: 'scaling' }, 'value of scaling.missedSeconds: 150 [140, 160]', '&#60;= 100,'],
    [{ metric: 'errorRate', kind: 'difference' }, 'difference of errorRate: 15000 % [14000, 16000]', '&#60;= 10000 %'],
    [{ kind: 'ratio' }, 'ratio of p99: 150.00x [140.00, 160.00]', 'limit &#60;= 100.00x'],
  ] as const)('names the quantity of %o as gates do, in its unit', (about, value, limit) => {
    const text = cases(renderJunit(calm, [verdictOf({ evidence: evidenceOf(150, about) })])).at(-1)
    expect(text).toContain(value)
    expect(text).toContain(limit)
  })

  it('tells of a single round that it has no interval', () => {
    const estimate = { value: 150, low: null, high: null, n: 1 }
    const verdict = verdictOf({ evidence: evidenceOf(150, { estimate, p: null, pAdjusted: null }) })
    expect(cases(renderJunit(calm, [verdict])).at(-1)).toContain('value of p99: 150 ms, 1 round; limit &#60;= 100 ms<')
  })
})
