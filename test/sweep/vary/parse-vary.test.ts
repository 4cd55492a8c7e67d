import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { knownPaths } from '../../../src/scenario/known-paths.js'
import { combinations, shortKeys } from '../../../src/sweep/vary/grid.js'
import { parseVary } from '../../../src/sweep/vary/parse-vary.js'
import { splitValues } from '../../../src/sweep/vary/split-values.js'

const known = knownPaths()
const parse = (text: string) => parseVary(text, known)

describe('values', () => {
  test.each([
    ['1s,2s,5s', ['1s', '2s', '5s']],
    ['1s', ['1s']],
    [' a , b ', ['a', 'b']],
    ['none,{ count: 2, on: [timeout, 503] },3', ['none', '{ count: 2, on: [timeout, 503] }', '3']],
    ['"a,b",\'c,}\'', ['"a,b"', "'c,}'"]],
  ])('%s', (text, values) => {
    expect(splitValues(text)).toEqual(values)
  })

  it('come back joined by commas, whatever they hold', () => {
    const word = fc.stringMatching(/^[a-z0-9%.]{1,6}$/)
    const value = fc.oneof(
      word,
      fc.array(word, { minLength: 1 }).map(words => `[${words.join(', ')}]`),
      fc.array(word, { minLength: 1 }).map(words => `{ k: [${words.join(',')}], l: "${words.join('}')}" }`),
    )
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), values => {
        expect(splitValues(values.join(','))).toEqual(values)
      }),
    )
  })

  test.each([
    ['1,,2', 'none is empty'],
    ['', 'none is empty'],
    ['{ a: 1', 'expected a closing }'],
    ['[1}', 'expected no } here'],
    ['1]', 'expected no ] here'],
    ['"a', 'expected another "'],
  ])('%j is refused', (text, message) => {
    expect(() => splitValues(text)).toThrow(message)
  })
})

describe('a variation', () => {
  test.each([
    ['health.interval=1s,2s', 'balancer.health.active.interval', ['1s', '2s']],
    ['health.fall=1..3', 'balancer.health.active.fall', ['1', '2', '3']],
    ['health.fall=1..3,9', 'balancer.health.active.fall', ['1', '2', '3', '9']],
    ['balancer.health.active.fall=1,2', 'balancer.health.active.fall', ['1', '2']],
    ['health.active.fall=1,2', 'balancer.health.active.fall', ['1', '2']],
    ['health.outlier.interval=1s,2s', 'balancer.health.outlier.interval', ['1s', '2s']],
    ['health.panic=0,50%', 'balancer.health.panic', ['0', '50%']],
    ['health=nginx,haproxy', 'balancer.health', ['nginx', 'haproxy']],
    ['retries=none,{ count: 2, on: [timeout] }', 'balancer.retries', ['none', '{ count: 2, on: [timeout] }']],
    ['hedge=20ms,50ms', 'balancer.hedge', ['20ms', '50ms']],
    ['traffic.load=40%,60%', 'traffic.load', ['40%', '60%']],
    ['faults.0.slow=2x,10x', 'faults.0.slow', ['2x', '10x']],
    ['backends.workers=1..2', 'backends.workers', ['1', '2']],
    ['backends.1.workers=1..2', 'backends.1.workers', ['1', '2']],
  ])('%s', (text, path, values) => {
    expect(parse(text)).toMatchObject({ path, values })
  })

  test.each([
    ['health.intervall=1s', 'the scenario has no key "health.intervall"; did you mean "health.interval"?'],
    ['retrys=1,2', 'did you mean "retries"?'],
    ['balancer.helth.active.fall=1', 'did you mean "balancer.health.active.fall"?'],
    ['health.interval', 'expected KEY=VALUES'],
    ['retries=1,1', 'the value 1 stands there twice'],
    ['health.fall=1..3,2', 'the value 2 stands there twice'],
    ['health.fall=3..1', 'expected the lower end of 3..1 first'],
    ['health.interval=1s..5s', 'expected a range of whole numbers such as 1..3, else a list'],
    ['health.fall=1..1000', 'expected at most 400 values in 1..1000'],
    ['retries=[a: b: c]', 'is no YAML value'],
    ['gates=a,b', 'gates is nothing to be varied'],
    ['run.rounds=1,2', 'run.rounds is nothing to be varied'],
    ['faults.slow=2x,3x', 'the scenario has no key "faults.slow"'],
    ['traffic.0.load=10%', 'the scenario has no key "traffic.0.load"'],
  ])('%s is refused', (text, message) => {
    expect(() => parse(text)).toThrow(message)
  })
})

describe('a grid', () => {
  it('has every combination once, the last variation changing fastest', () => {
    expect(combinations([parse('health.interval=1s,2s'), parse('health.fall=1..3')])).toEqual([
      ['1s', '1'],
      ['1s', '2'],
      ['1s', '3'],
      ['2s', '1'],
      ['2s', '2'],
      ['2s', '3'],
    ])
  })

  test.each([
    [['retries=1'], '--vary gives one value only, so nothing is varied'],
    [['health.fall=1..50', 'health.rise=1..9'], '--vary gives 50 x 9 = 450 combinations; expected at most 400'],
    [['health.fall=1,2', 'balancer.health.active.fall=3'], 'balancer.health.active.fall is varied already'],
  ])('%j is refused', (texts, message) => {
    expect(() => combinations(texts.map(parse))).toThrow(message)
  })

  it('may hold a value that stays', () => {
    expect(combinations([parse('retries=1'), parse('health.fall=1,2')])).toHaveLength(2)
  })

  it('calls its keys by their last word, where one word is enough', () => {
    expect(shortKeys([parse('health.interval=1s'), parse('health.fall=1')])).toEqual(['interval', 'fall'])
    expect(shortKeys([parse('health.interval=1s'), parse('health.outlier.interval=1s')])).toEqual([
      'health.interval',
      'health.outlier.interval',
    ])
  })
})
