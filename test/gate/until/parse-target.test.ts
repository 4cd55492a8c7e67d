import { describe, expect, test } from 'vitest'
import { LbbenchError } from '../../../src/errors.js'
import { parseTarget } from '../../../src/gate/until/parse-target.js'

describe('a target of --until', () => {
  test.each([
    ['p99 +-5%', 'p99Ms', 0.05],
    ['p99+-5%', 'p99Ms', 0.05],
    ['p99.9 ± 12.5 %', 'p999Ms', 0.125],
    ['  meanMs +/- 1%', 'meanMs', 0.01],
    ['errorRate +-0.1%', 'errorRate', 0.001],
    ['goodput +-2%', 'goodputPerSecond', 0.02],
    ['jainBusy ±0.01', 'jainBusy', 0.01],
  ])('%s', (text, metric, reach) => expect(parseTarget(text)).toEqual({ text: text.trim(), metric, reach }))

  test.each([
    ['crash.recovery +-10%', ['crash', 'freeze'], { incident: 'crash', name: 'recoveryMs' }, 0.1],
    ['detection ±5%', ['crash'], { incident: 'crash', name: 'detectionMs' }, 0.05],
    ['crash.overshoot +-0.1', ['crash'], { incident: 'crash', name: 'overshoot' }, 0.1],
  ])('%s of %j', (text, incidents, metric, reach) =>
    expect(parseTarget(text, incidents)).toEqual({ text, metric, reach }),
  )

  test.each([
    ['recovery +-10%', [], 'column 1: recovery is of an incident, and there is none'],
    [' crsh.recovery +-10%', ['crash'], 'column 2: no incident "crsh"; did you mean "crash"?'],
    ['lc.crash.recovery +-10%', ['crash'], 'column 1: write crash.recovery alone'],
    ['crash.hurt +-10%', ['crash'], 'column 1: crash.hurt is a count'],
  ])('%s of %j is refused', (text, incidents, said) => expect(() => parseTarget(text, incidents)).toThrow(said))

  test.each([
    // Text, column of the caret, what is said.
    ['', 1, 'expected +- and how tight'],
    ['p99', 4, 'expected +- and how tight'],
    ['p99 5%', 5, 'expected +- and how tight'],
    ['+-5%', 1, 'expected a metric such as p99'],
    ['p9 +-5%', 1, 'unknown metric "p9"; did you mean "p90"?'],
    ['lc.p99 +-5%', 1, 'write p99 alone: it is about every comparison of the run'],
    ['requests +-5%', 1, 'requests is a count'],
    ['p99 +-5ms', 7, 'expected a share of the p99, such as 5%'],
    ['p99 +-', 7, 'expected a share of the p99, such as 5%'],
    ['p99 +-0%', 7, 'expected more than 0'],
    ['errorRate +- 0.1', 14, 'expected a share in percent such as 10%'],
    ['jainBusy ±5%', 11, 'expected a plain number such as 0.95'],
  ])('%s is refused, with the place', (text, column, said) => {
    let error: unknown
    try {
      parseTarget(text)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(LbbenchError)
    const { code, message } = error as LbbenchError
    expect(code).toBe('USAGE')
    const [first, second, caret] = message.split('\n')
    expect(first).toContain(`--until "${text}", column ${column}: ${said}`)
    expect(second).toBe(`  ${text}`)
    expect(caret).toBe(`${' '.repeat(column + 1)}^`)
  })
})
