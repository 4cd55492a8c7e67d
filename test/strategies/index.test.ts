import { describe, expect, it } from 'vitest'
import { LbbenchError } from '../../src/errors.js'
import { findStrategy, strategies } from '../../src/strategies/index.js'
import { families } from '../../src/strategies/strategy.js'

function errorOf(run: () => unknown): LbbenchError {
  try {
    run()
  } catch (error) {
    if (error instanceof LbbenchError) return error
    throw error
  }
  throw new Error('did not throw')
}

describe('strategies', () => {
  it('lists each name and alias once, lower case, fit for a candidate', () => {
    const names = strategies.flatMap(({ name, aliases = [] }) => [name, ...aliases])
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_-]*$/)
  })

  it('describes each in a line, with its source', () => {
    for (const { summary, reference } of strategies) {
      expect(summary).toMatch(/^\S.{10,90}$/)
      expect(reference.length).toBeGreaterThan(5)
    }
  })
})

it('lists families together, in their order', () => {
  const places = strategies.map(({ family }) => families.indexOf(family))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

describe('findStrategy', () => {
  it.each([
    ['rr', 'rr'],
    ['round_robin', 'rr'],
    ['round-robin', 'rr'],
    ['roundrobin', 'rr'],
    ['random', 'random'],
    ['lc', 'lc'],
    ['least_conn', 'lc'],
    ['least-conn', 'lc'],
    ['leastconn', 'lc'],
    ['least-connections', 'lc'],
    ['LC', 'lc'],
    ['p2c', 'p2c'],
    ['power-of-two', 'p2c'],
    ['random-two', 'p2c'],
    ['ewma', 'ewma'],
    ['peak-ewma', 'ewma'],
    ['chash', 'chash'],
    ['consistent-hash', 'chash'],
    ['ketama', 'chash'],
    ['iphash', 'iphash'],
    ['ip_hash', 'iphash'],
    ['ip-hash', 'iphash'],
  ])('%s is %s', (text, name) => {
    expect(findStrategy(text).name).toBe(name)
  })

  it.each([
    ['rrr', '; did you mean "rr"?'],
    ['least_con', '; did you mean "least_conn"?'],
    ['iphsah', '; did you mean "iphash"?'],
    ['quantum', ''],
    ['constructor', ''],
    ['', ''],
  ])('"%s" is unknown', (text, suggestion) => {
    const error = errorOf(() => findStrategy(text))
    expect(error).toMatchObject({
      code: 'UNKNOWN_NAME',
      exitStatus: 2,
      message: `unknown strategy "${text}"${suggestion}`,
    })
    expect(error.hint).toBe('"lbbench list" shows them all')
  })

  it.each(['note.txt', 'fleet.yaml', 'mine.tsx'])('of "%s" it is said what a file of a strategy is', text => {
    expect(errorOf(() => findStrategy(text))).toMatchObject({
      message: `unknown strategy "${text}"`,
      hint: 'a strategy of yours is a file that ends in .ts, .mts, .js, .mjs or .cjs; "lbbench list" shows ours',
    })
  })
})
