import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decidedLine, endedLine, headerLine, parseEvent, parseHeader } from '../../src/trace/format.js'

const anyMs = fc.double({ noNaN: true, noDefaultInfinity: true })

describe('the text of a trace', () => {
  it('reads back as the same decision, to the last bit of its time', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(300), fc.nat(9999), anyMs, (row, attempt, backend, atMs) => {
        const line = decidedLine(row, attempt, backend, atMs)
        // -0 is written as 0, and is the same time.
        expect(parseEvent(line.slice(0, -1))).toEqual({ kind: 'decided', row, attempt, backend, atMs: atMs + 0 })
      }),
      { seed: 1, numRuns: 50 },
    )
  })

  it('reads back as the same end, also where no backend answered', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(599), fc.integer({ min: -1, max: 9999 }), anyMs, (row, status, backend, atMs) => {
        const line = endedLine(row, status, backend, atMs)
        expect(parseEvent(line.slice(0, -1))).toEqual({ kind: 'ended', row, status, backend, atMs: atMs + 0 })
      }),
      { seed: 1, numRuns: 50 },
    )
  })

  it('takes any candidate and any names', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.array(fc.string()), (candidate, round, backends) => {
        const line = headerLine({ candidate, round, backends })
        expect(line.indexOf('\n')).toBe(line.length - 1)
        expect(parseHeader(line.slice(0, -1))).toEqual({ candidate, round, backends })
      }),
      { seed: 1, numRuns: 50, examples: [['./mein Größtes.js?x="1"\n\r\u2028\0', 0, ['\n', '🐢']]] },
    )
  })

  for (const line of ['', '> 1 1 0', '> 1 1 0 x', '> 1 -1 0 5', '? 1 1 0 5', '> 1 1 0 5 6', '= 4', '> one 1 0 5'])
    it(`does not take "${line}" for an event`, () => expect(parseEvent(line)).toBeUndefined())

  for (const line of [
    '',
    'lbbench trace 1 ',
    'lbbench trace 1 {"candidate":"rr"}',
    'lbbench trace 2 {}',
    'lbbench trace 1 {',
  ])
    it(`does not take "${line}" for a header`, () => expect(parseHeader(line)).toBeUndefined())
})
