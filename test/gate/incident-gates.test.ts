import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LbbenchError } from '../../src/errors.js'
import type { Who } from '../../src/gate/gate.js'
import { drillMetrics } from '../../src/gate/incident-reference.js'
import { parseGate } from '../../src/gate/parse-gate.js'

const one = (candidate: string): Who => ({ kind: 'one', candidate })
const all: Who = { kind: 'all' }
const recovery = (incident: string) => ({ incident, name: 'recoveryMs' })

describe('who and which incident', () => {
  test.each<[string, readonly string[], Who, object]>([
    ['crash.recovery <= 3s', ['crash'], all, recovery('crash')],
    ['crash.recoveryMs <= 3s', ['crash'], all, recovery('crash')],
    ['all.crash.recovery <= 3s', ['crash', 'freeze'], all, recovery('crash')],
    ['any.crash.recovery <= 3s', ['crash', 'freeze'], { kind: 'any' }, recovery('crash')],
    ['lc.crash.recovery <= 3s', ['crash', 'freeze'], one('lc'), recovery('crash')],
    ['virtual:lc.crash-2.recovery <= 3s', ['crash', 'crash-2'], one('virtual:lc'), recovery('crash-2')],
    // the only one need not be named
    ['recovery <= 3s', ['crash'], all, recovery('crash')],
    ['lc.recovery <= 3s', ['crash'], one('lc'), recovery('crash')],
    ['any.recovery <= 3s', ['crash'], { kind: 'any' }, recovery('crash')],
    // candidates hold nearly anything
    ['./mine.js.recovery <= 3s', ['crash'], one('./mine.js'), recovery('crash')],
    ['./mine.js.crash.recovery <= 3s', ['crash', 'freeze'], one('./mine.js'), recovery('crash')],
    ['p2c?choices=3.crash.recovery <= 3s', ['crash'], one('p2c?choices=3'), recovery('crash')],
    ['"my own.js".crash.recovery <= 3s', ['crash', 'freeze'], one('my own.js'), recovery('crash')],
    ['"my own.js".recovery <= 3s', ['crash'], one('my own.js'), recovery('crash')],
    // what may be either is the incident
    ['crash.crash.recovery <= 3s', ['crash'], one('crash'), recovery('crash')],
    ['"crash".recovery <= 3s', ['crash'], one('crash'), recovery('crash')],
    ['all.recovery <= 3s', ['all', 'crash'], all, recovery('all')],
  ])('%s of %j', (text, incidents, who, metric) => {
    expect(parseGate(text, incidents).left).toEqual({ who, metric })
  })

  test('a relation is about the same incident unless it names another', () => {
    const of = (text: string): unknown => {
      const { right } = parseGate(text, ['crash', 'freeze'])
      return right.kind === 'reference' ? [right.run, right.of, right.factor, right.plus] : right
    }
    const rr = { who: one('rr'), metric: recovery('crash') }
    expect(of('lc.crash.recovery <= 0.5 * rr.crash.recovery')).toEqual(['this', rr, 0.5, 0])
    expect(of('lc.crash.recovery <= 0.5 * rr.recovery + 200ms')).toEqual(['this', rr, 0.5, 200])
    expect(of('crash.recovery <= freeze.recovery')).toEqual([
      'this',
      { who: { kind: 'same' }, metric: recovery('freeze') },
      1,
      0,
    ])
    expect(of('crash.recovery <= baseline')).toEqual([
      'baseline',
      { who: { kind: 'same' }, metric: recovery('crash') },
      1,
      0,
    ])
    expect(of('crash.recovery <= baseline.rr.freeze.recovery')).toEqual([
      'baseline',
      { who: one('rr'), metric: recovery('freeze') },
      1,
      0,
    ])
  })

  test('a limit has the unit of its metric', () => {
    const limit = (text: string): unknown => parseGate(text, ['crash']).right
    expect(limit('crash.hurt < 10')).toEqual({ kind: 'number', value: 10 })
    expect(limit('crash.clientsHurt <= 1%')).toEqual({ kind: 'number', value: 0.01 })
    expect(limit('crash.detection <= 5.4s')).toEqual({ kind: 'number', value: 5400 })
    expect(limit('crash.overshoot <= 1.5')).toEqual({ kind: 'number', value: 1.5 })
  })

  test('every metric of an incident, of any candidate', () => {
    const id = fc
      .stringMatching(/^[a-z][a-z0-9?=&:/.-]{0,12}$/)
      .filter(text => !/^(all|any|baseline(\..*)?)$/.test(text))
    const incident = fc.stringMatching(/^[A-Za-z][\w-]{0,8}$/)
    fc.assert(
      fc.property(
        id,
        fc.uniqueArray(incident, { minLength: 1 }),
        fc.constantFrom(...drillMetrics),
        (who, names, [name, metric]) => {
          const [first] = names
          const { left, right } = parseGate(`${who}.${first}.${name} <= other.${first}.${name}`, names)
          expect(left).toEqual({ who: one(who), metric: { incident: first, name: metric } })
          expect(right).toMatchObject({ of: { who: one('other'), metric: { incident: first, name: metric } } })
        },
      ),
      { seed: 1 },
    )
  })
})

describe('refuses, and points at the place', () => {
  test.each<[string, readonly string[], number, string]>([
    ['recovery <= 3s', [], 1, 'recovery is of an incident, and there is none'],
    ['lc.crash.recovery <= 3s', [], 10, 'recovery is of an incident, and there is none'],
    ['recovery <= 3s', ['crash', 'freeze'], 1, 'recovery of which incident? There are crash, freeze'],
    ['lc.recovery <= 3s', ['crash', 'freeze'], 1, 'recovery of which incident? There are crash, freeze, and no "lc"'],
    ['all.recovery <= 3s', ['crash', 'freeze'], 1, 'recovery of which incident? There are crash, freeze'],
    ['"lc".recovery <= 3s', ['crash', 'freeze'], 1, 'recovery of which incident? There are crash, freeze'],
    ['crash.recovery <= 3s', ['death', 'brownout'], 1, 'no incident "crash"; there are death, brownout'],
    ['lc.flap-2.recovery <= 3s', ['death', 'brownout'], 4, 'no incident "flap-2"; there are death, brownout'],
    ['crash.recovery <= 3s', ['death'], 1, 'no incident "crash"; there is death'],
    ['crsh.recovery <= 3s', ['crash'], 1, 'no incident "crsh"; did you mean "crash"?'],
    ['lc.crsh.recovery <= 3s', ['crash', 'freeze'], 4, 'no incident "crsh"; did you mean "crash"?'],
    [
      'lc.crash.recovery <= 2 * rr.frize.recovery',
      ['crash', 'freeze'],
      29,
      'no incident "frize"; there are crash, freeze',
    ],
    ['"my own".wobble.recovery <= 3s', ['crash'], 10, 'no incident "wobble"; there is crash'],
    ['crash.recovry <= 3s', ['crash'], 7, 'unknown metric "recovry"; did you mean "recovery"?'],
    ['crash.recovery <= 3', ['crash'], 19, 'expected a duration with its unit such as 3ms or 3s'],
    ['crash.hurt <= 3%', ['crash'], 15, 'expected a plain number such as 1000'],
    ['crash.recovery <= crash.hurt', ['crash'], 25, 'crash.recovery and crash.hurt have different units'],
    ['crash.recovery <= baseline.all.crash.recovery', ['crash'], 19, 'name one candidate of the baseline'],
    ['"my own".crash.p99 <= 3s', ['crash'], 16, 'unknown metric "crash.p99"'],
  ])('%s of %j at column %i: %s', (text, incidents, column, expected) => {
    const fault = (): unknown => parseGate(text, incidents)
    expect(fault).toThrow(LbbenchError)
    expect(fault).toThrow(`gate "${text}", column ${column}: ${expected}`)
  })
})
