import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LbbenchError } from '../../src/errors.js'
import { candidatesOf, needsBaseline, type Who } from '../../src/gate/gate.js'
import { gateMetrics, parseGate } from '../../src/gate/parse-gate.js'

const faultOf = (text: string): LbbenchError => {
  try {
    parseGate(text)
  } catch (error) {
    return error as LbbenchError
  }
  throw new Error(`"${text}" was accepted`)
}

const one = (candidate: string): Who => ({ kind: 'one', candidate })
const related = (changes: object) => ({
  kind: 'reference',
  factor: 1,
  run: 'this',
  of: { who: { kind: 'same' }, metric: 'p99Ms' },
  plus: 0,
  ...changes,
})
const same: Who = { kind: 'same' }

describe('accepts', () => {
  test.each<[string, string | undefined, string, string, unknown]>([
    ['p99 <= 250ms', undefined, 'p99Ms', '<=', { kind: 'number', value: 250 }],
    ['p99<=250ms', undefined, 'p99Ms', '<=', { kind: 'number', value: 250 }],
    ['  p50 < 1.5 s ', undefined, 'p50Ms', '<', { kind: 'number', value: 1500 }],
    ['errorRate < 1%', undefined, 'errorRate', '<', { kind: 'number', value: 0.01 }],
    ['affinity >= 95 %', undefined, 'affinity', '>=', { kind: 'number', value: 0.95 }],
    ['goodput > 2k/s', undefined, 'goodputPerSecond', '>', { kind: 'number', value: 2000 }],
    ['throughput > 200', undefined, 'throughputPerSecond', '>', { kind: 'number', value: 200 }],
    ['jainBusy >= 0.95', undefined, 'jainBusy', '>=', { kind: 'number', value: 0.95 }],
    ['requests >= 1000', undefined, 'requests', '>=', { kind: 'number', value: 1000 }],
    ['p99.9 <= 1s', undefined, 'p999Ms', '<=', { kind: 'number', value: 1000 }],
    ['rr.p99.9 <= 1s', 'rr', 'p999Ms', '<=', { kind: 'number', value: 1000 }],
    ['rr.p99Ms <= 1s', 'rr', 'p99Ms', '<=', { kind: 'number', value: 1000 }],
    // candidates hold nearly anything
    ['p2c?choices=3.p99 <= 5ms', 'p2c?choices=3', 'p99Ms', '<=', { kind: 'number', value: 5 }],
    ['ewma?decay=0.5&x=1.p99<=5ms', 'ewma?decay=0.5&x=1', 'p99Ms', '<=', { kind: 'number', value: 5 }],
    ['./my-strategies/mine.js.max <= 5ms', './my-strategies/mine.js', 'maxMs', '<=', { kind: 'number', value: 5 }],
    ['nginx:lc.mean <= 5ms', 'nginx:lc', 'meanMs', '<=', { kind: 'number', value: 5 }],
    ['ideal.p99 <= 5ms', 'ideal', 'p99Ms', '<=', { kind: 'number', value: 5 }],
    ['virtual:p2c?choices=3.p99.9 <= 5ms', 'virtual:p2c?choices=3', 'p999Ms', '<=', { kind: 'number', value: 5 }],
    ['"my <odd> * one.js".p99 <= 5ms', 'my <odd> * one.js', 'p99Ms', '<=', { kind: 'number', value: 5 }],
    ['"p2c?choices=3".p99.9 <= 5ms', 'p2c?choices=3', 'p999Ms', '<=', { kind: 'number', value: 5 }],
    // relations
    [
      'virtual:lc.p99 <= 0.9 * virtual:rr.p99',
      'virtual:lc',
      'p99Ms',
      '<=',
      { kind: 'reference', factor: 0.9, run: 'this', of: { who: one('virtual:rr'), metric: 'p99Ms' }, plus: 0 },
    ],
    [
      'lc.p99 <= 0.9 * rr.p99',
      'lc',
      'p99Ms',
      '<=',
      { kind: 'reference', factor: 0.9, run: 'this', of: { who: one('rr'), metric: 'p99Ms' }, plus: 0 },
    ],
    [
      'lc.p99<=.9*"rr".p99',
      'lc',
      'p99Ms',
      '<=',
      { kind: 'reference', factor: 0.9, run: 'this', of: { who: one('rr'), metric: 'p99Ms' }, plus: 0 },
    ],
    [
      'lc.p99 < rr.p50',
      'lc',
      'p99Ms',
      '<',
      { kind: 'reference', factor: 1, run: 'this', of: { who: one('rr'), metric: 'p50Ms' }, plus: 0 },
    ],
    [
      'p99 <= 5 * p50',
      undefined,
      'p99Ms',
      '<=',
      { kind: 'reference', factor: 5, run: 'this', of: { who: same, metric: 'p50Ms' }, plus: 0 },
    ],
  ])('%s', (text, candidate, metric, operator, right) => {
    const who = candidate === undefined ? { kind: 'all' } : one(candidate)
    expect(parseGate(text)).toEqual({ text, left: { who, metric }, operator, right })
  })

  test.each<[string, Who, unknown]>([
    ['all.p99 <= 5ms', { kind: 'all' }, { kind: 'number', value: 5 }],
    ['any.p99 <= 5ms', { kind: 'any' }, { kind: 'number', value: 5 }],
    ['any.p99 <= rr.p99', { kind: 'any' }, related({ of: { who: one('rr'), metric: 'p99Ms' } })],
    ['lc.p99 <= all.p99', one('lc'), related({ of: { who: { kind: 'all' }, metric: 'p99Ms' } })],
    ['lc.p99 <= .9 * any.p50', one('lc'), related({ factor: 0.9, of: { who: { kind: 'any' }, metric: 'p50Ms' } })],
    ['p99 <= baseline', { kind: 'all' }, related({ run: 'baseline' })],
    ['p99 <= 1.10 * baseline', { kind: 'all' }, related({ run: 'baseline', factor: 1.1 })],
    ['lc.p99 <= 1.1*baseline', one('lc'), related({ run: 'baseline', factor: 1.1 })],
    [
      'p99 <= 3 * baseline.p50',
      { kind: 'all' },
      related({ run: 'baseline', factor: 3, of: { who: same, metric: 'p50Ms' } }),
    ],
    [
      './new.ts.p99 <= baseline../old.ts.p99',
      one('./new.ts'),
      related({ run: 'baseline', of: { who: one('./old.ts'), metric: 'p99Ms' } }),
    ],
    [
      'p99 <= 1.1 * rr.p99 + 2ms',
      { kind: 'all' },
      related({ factor: 1.1, of: { who: one('rr'), metric: 'p99Ms' }, plus: 2 }),
    ],
  ])('%s', (text, who, right) => {
    expect(parseGate(text)).toMatchObject({ left: { who, metric: 'p99Ms' }, right })
  })

  test('what is added has the unit of the metric', () => {
    const { right } = parseGate('errorRate <= baseline + 0.1%')
    expect(right).toMatchObject(related({ run: 'baseline', of: { who: same, metric: 'errorRate' }, plus: 0.001 }))
  })

  test('every metric it offers, of any plain candidate', () => {
    const id = fc
      .stringMatching(/^[a-z][a-z0-9?=&:/.-]{0,12}$/)
      .filter(text => !/^(all|any|baseline(\..*)?)$/.test(text))
    fc.assert(
      fc.property(id, fc.constantFrom(...gateMetrics.keys()), (candidate, metric) => {
        const { left } = parseGate(`${candidate}.${metric} <= other.${metric}`)
        expect(left).toEqual({ who: one(candidate), metric: gateMetrics.get(metric) })
      }),
      { seed: 1 },
    )
  })
})

describe('refuses, and points at the place', () => {
  test.each([
    ['', 1, 'expected a metric such as p99 or rr.p99'],
    ['<= 5ms', 1, 'expected a metric such as p99 or rr.p99'],
    ['250ms >= p99', 1, 'expected a metric such as p99 or rr.p99'],
    ['p99', 4, 'expected <=, <, >= or >'],
    ['p99 = 5ms', 5, 'expected <=, <, >= or >'],
    ['p99 <=', 7, 'expected a limit such as 250ms or 0.9 * rr.p99'],
    ['p99 <= 250', 8, 'expected a duration with its unit such as 250ms'],
    ['p99 <= 5%', 8, 'expected a duration'],
    ['errorRate < 0.01', 13, 'expected a share in percent such as 1%'],
    ['errorRate < 101%', 13, 'expected a share of at most 100%'],
    ['jainBusy > 95%', 12, 'expected a plain number such as 0.95'],
    ['rr.p9 <= 5ms', 4, 'unknown metric "p9"; did you mean "p90"?'],
    ['errorrate < 1%', 1, 'unknown metric "errorrate"; did you mean "errorRate"?'],
    ['wobble < 1%', 1, 'unknown metric "wobble"; metrics: p50, p90'],
    ['p99 <= rr.', 11, 'unknown metric ""'],
    ['"rr.p99 <= 5ms', 15, 'unknown metric ""'],
    ['p99 <= 3 * 4', 12, 'expected a metric of a candidate after "*"'],
    ['p99 <= 0.9 *', 13, 'expected a metric of a candidate after "*"'],
    ['p99 <= 0.9x * rr.p99', 8, 'expected a plain factor such as 0.9'],
    ['p99 <= -1 * rr.p99', 8, 'expected a factor above 0'],
    ['p99 <= rr.p99 * 0.9', 15, 'expected the end of the gate'],
    ['p99 <= 5ms and p50 <= 3ms', 12, 'expected the end of the gate'],
    ['rr.p99 <= lc.errorRate', 14, 'p99 and errorRate have different units'],
    ['baseline <= p99', 1, 'a baseline stands on the right, as in p99 <= 1.1 * baseline'],
    ['baseline.p99 <= 5ms', 1, 'a baseline stands on the right'],
    ['p99 <= baseline.any.p99', 8, 'name one candidate of the baseline'],
    ['p99 <= baseline.errorRate', 17, 'p99 and errorRate have different units'],
    ['any.p99 <= all.p99', 12, 'only one side can be about several candidates'],
    ['p99 <= 5ms + 3ms', 12, 'expected the end of the gate'],
    ['p99 <= rr.p99 +', 16, 'expected what to add, such as 0.1% or 2ms'],
    ['p99 <= rr.p99 + 3', 17, 'expected a duration with its unit such as 3ms or 3s'],
    ['p99 <= rr.p99 + 3ms + 4ms', 21, 'expected the end of the gate'],
  ])('%j at column %i: %s', (text, column, expected) => {
    const error = faultOf(text)
    expect(error).toBeInstanceOf(LbbenchError)
    expect(error).toMatchObject({ code: 'GATE_SYNTAX', exitStatus: 2 })
    expect(error.message).toContain(`gate "${text}", column ${column}: ${expected}`)
    const [, shown, caret] = error.message.split('\n')
    expect(shown).toBe(`  ${text}`)
    expect(caret).toBe(`${' '.repeat(column + 1)}^`)
  })

  test('whatever it is given, it answers with a gate or a fault', () => {
    const piece = fc.constantFrom('p99', 'rr.', '<', '<=', '*', '"', '250ms', '1', '%', ' ', '.', 'errorRate', 'x')
    const text = fc.oneof(
      fc.string(),
      fc.array(piece).map(pieces => pieces.join('')),
    )
    fc.assert(
      fc.property(text, one => {
        try {
          expect(parseGate(one).text).toBe(one)
        } catch (error) {
          expect(error).toMatchObject({ code: 'GATE_SYNTAX' })
        }
      }),
      { seed: 2, numRuns: 1_000 },
    )
  })
})

test('candidatesOf: those that have to be there', () => {
  expect(candidatesOf(parseGate('lc.p99 <= 0.9 * rr.p99'))).toEqual(['lc', 'rr'])
  expect(candidatesOf(parseGate('rr.p99 <= 3 * rr.p50'))).toEqual(['rr'])
  expect(candidatesOf(parseGate('p99 <= 5ms'))).toEqual([])
})

test('only a reference to it needs a baseline; its candidates need not be in this run', () => {
  expect(needsBaseline(parseGate('p99 <= 1.1 * baseline'))).toBe(true)
  expect(needsBaseline(parseGate('p99 <= 1.1 * rr.p99'))).toBe(false)
  expect(candidatesOf(parseGate('lc.p99 <= baseline.rr.p99'))).toEqual(['lc'])
})
