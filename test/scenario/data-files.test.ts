import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { quantile } from '../../src/model/distribution.js'
import { readLatencies, readTrace } from '../../src/scenario/data-files.js'

const beside = (file: string): string => readFileSync(`test/scenario/data/${file}`, 'utf8')

describe('readTrace', () => {
  it('reads due times, warm-up first, comments skipped', () => {
    expect(readTrace('arrivals.txt', beside)).toEqual([-50, 0, 10, 10, 250.5, 9999])
  })

  it('gives back any ascending times', () => {
    const times = fc.array(fc.double({ min: -1e4, max: 1e6, noNaN: true, noDefaultInfinity: true }), { minLength: 1 })
    fc.assert(
      fc.property(times, unsorted => {
        const sorted = [...unsorted].map(ms => ms + 0).sort((a, b) => a - b)
        expect(readTrace('t', () => sorted.join('\r\n'))).toEqual(sorted)
      }),
      { seed: 1 },
    )
  })

  test.each([
    ['', 't: expected a due time a line, found none'],
    ['1\n\n# x\n5\n3\n', 't:5: expected times in ascending order'],
    ['1\nsoon\n', 't:2: found "soon", expected a time in ms such as 12.5'],
  ])('refuses %j', (text, message) => {
    expect(() => readTrace('t', () => text)).toThrow(new Error(message))
  })

  it('passes on that a file cannot be read', () => {
    const unreadable = (): string => {
      throw new Error('cannot read t: there is no such file')
    }
    expect(() => readTrace('t', unreadable)).toThrow('cannot read t: there is no such file')
  })
})

describe('readLatencies', () => {
  it('takes the quantiles of a sample', () => {
    expect(readLatencies('latencies.csv', beside)).toEqual({
      kind: 'empirical',
      quantiles: [0, 1 / 3, 2 / 3, 1],
      valuesMs: [0.3, 3, 7, 12.5],
    })
  })

  it('takes a table of quantiles as it is', () => {
    const table = readLatencies('quantiles.csv', beside)
    expect(table).toEqual({ kind: 'empirical', quantiles: [0, 0.5, 0.99, 1], valuesMs: [1, 10, 80, 200] })
    expect(quantile(table)(0.25)).toBeCloseTo(5.5, 9)
  })

  test.each([
    ['', 't: expected a time a line, found none'],
    ['ms\n', 't: expected a time a line, found none'],
    ['5\n-1\n', 't:2: found -1, expected a time of at least 0 ms'],
    ['5\nms\n', 't:2: found "ms", expected a time in ms such as 12.5'],
    ['0,1\n2,3\n', 't:2: found "2,3", expected a quantile from 0 to 1 and a time in ms such as 0.99,80'],
    ['0,1\n1,3,4\n', 't:2: found "1,3,4", expected a quantile from 0 to 1 and a time in ms such as 0.99,80'],
    ['0,1\n5\n', 't:2: found "5", expected a quantile from 0 to 1 and a time in ms such as 0.99,80'],
    ['0,1\n0.5,3\n', 't: quantiles must begin with p0 and end with p100'],
    ['0,5\n1,3\n', 't: quantiles must not fall: p100 is below p0'],
  ])('refuses %j', (text, message) => {
    expect(() => readLatencies('t', () => text)).toThrow(new Error(message))
  })
})
