import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../src/bench/candidate.js'

const live = ['embedded', 'virtual']
/** As `--engine virtual` puts them. */
const virtual = ['virtual', 'embedded']

describe('parseCandidates', () => {
  it.each([
    ['rr', live, { engine: 'embedded', strategy: 'rr' }],
    ['rr', virtual, { engine: 'virtual', strategy: 'rr' }],
    ['virtual:lc', live, { engine: 'virtual', strategy: 'lc' }],
    ['embedded:lc', virtual, { engine: 'embedded', strategy: 'lc' }],
    ['virtual:least_conn', live, { engine: 'virtual', strategy: 'lc' }],
    ['virtual:p2c?choices=3', live, { engine: 'virtual', strategy: 'p2c', options: { choices: 3 } }],
    // No balancer can do it, so that nobody can mean the live one.
    ['ideal', live, { engine: 'virtual', strategy: 'ideal', options: {} }],
    ['IDEAL', live, { engine: 'virtual', strategy: 'ideal', options: {} }],
    ['virtual:ideal', live, { engine: 'virtual', strategy: 'ideal', options: {} }],
    // Understood as it was said; the engine refuses it, in a sentence of its own.
    ['embedded:ideal', live, { engine: 'embedded', strategy: 'ideal', options: {} }],
  ])('%s, of %j', (id, engines, expected) => {
    expect(parseCandidates(id, engines)).toMatchObject([{ id, ...expected }])
  })

  it('takes one strategy in both worlds', () => {
    expect(parseCandidates('lc, virtual:lc', live).map(({ id }) => id)).toEqual(['lc', 'virtual:lc'])
  })

  it.each([
    ['rr,,lc', 'USAGE', '--strategies "rr,,lc" has an empty entry'],
    ['rr,lc,rr', 'USAGE', '--strategies names "rr" twice'],
    ['virtaul:lc', 'UNKNOWN_NAME', 'unknown engine "virtaul" in "virtaul:lc"; did you mean "virtual"?'],
    [':lc', 'UNKNOWN_NAME', 'unknown engine "" in ":lc"'],
    ['virtual:', 'UNKNOWN_NAME', 'unknown strategy ""'],
    ['virtual:lx', 'UNKNOWN_NAME', 'unknown strategy "lx"'],
    ['ideal?choices=2', 'USAGE', '"ideal?choices=2" gives options to ideal, which has none'],
    ['aws-alb?slowStartS=30&algorithm=weighted_random', 'USAGE', 'slow start goes with round_robin only'],
    ['subset?inner=subset', 'USAGE', 'subset'],
  ])('refuses "%s"', (list, code, message) => {
    expect(() => parseCandidates(list, live)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    )
  })
})
