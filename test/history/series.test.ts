import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HistoryLine } from '../../src/history/history-line.js'
import { groupsOf, type Selection } from '../../src/history/series.js'
import { lineOf, machine } from './line.js'

const all: Selection = { metric: 'p99Ms', candidate: undefined, scenario: undefined, last: 300 }
const started = (groups: ReturnType<typeof groupsOf>) => groups.map(({ runs }) => runs.map(({ at }) => at))

const apart: [what: string, line: Partial<HistoryLine>][] = [
  ['another processor', { machine: { ...machine, cpu: 'Intel Xeon' } }],
  ['fewer cores', { machine: { ...machine, cores: 2 } }],
  ['another system', { machine: { ...machine, os: 'Darwin 24.1.0' } }],
  ['another major version of Node', { machine: { ...machine, node: 'v22.1.0' } }],
  ['another lbbench', { machine: { ...machine, lbbench: '0.10.0' } }],
  ['another autocannon', { machine: { ...machine, autocannon: '9.1.0' } }],
  ['another load', { scenario: { name: 'steady', hash: 'beef', seed: 1, rounds: 5 } }],
]

test.each(apart)('%s is a series of its own', (_, change) => {
  const lines = [lineOf(0), lineOf(1, change), lineOf(2)]
  expect(started(groupsOf(lines, all))).toEqual([[lines[1]!.at], [lines[0]!.at, lines[2]!.at]])
})

const together: [what: string, line: Partial<HistoryLine>][] = [
  ['another kernel', { machine: { ...machine, os: 'Linux 6.8.0-1021' } }],
  ['a minor version of Node', { machine: { ...machine, node: 'v20.12.1' } }],
  ['another seed', { scenario: { name: 'steady', hash: 'c6cc', seed: 2, rounds: 5 } }],
  ['another name of the same scenario', { scenario: { name: 'calm', hash: 'c6cc', seed: 1, rounds: 5 } }],
]

test.each(together)('%s is not', (_, change) => {
  expect(groupsOf([lineOf(0), lineOf(1, change), lineOf(2)], all)).toHaveLength(1)
})

test('runs are in the order in which they ran, however they stand in the file', () => {
  const lines = Array.from({ length: 6 }, (_, k) => lineOf(k))
  fc.assert(
    fc.property(fc.shuffledSubarray(lines, { minLength: 6 }), shuffled => {
      expect(started(groupsOf(shuffled, all))).toEqual([lines.map(({ at }) => at)])
    }),
  )
})

test('a run that was judged again is one run, as its later line has it', () => {
  const again = lineOf(0, { candidates: { lc: { p99Ms: 41 } } })
  const [group] = groupsOf([lineOf(0), lineOf(1), again], all)
  expect(group!.series[0]!.values).toEqual([41, 40])
})

test('of more runs than wanted the newest stay, and keep their numbers', () => {
  const [group] = groupsOf(
    [0, 1, 2, 3, 4].map(k => lineOf(k)),
    { ...all, last: 2 },
  )
  expect(group).toMatchObject({ first: 4, runs: [lineOf(3), lineOf(4)] })
})

test('what was not measured, or not properly, has no value', () => {
  const lines = [
    lineOf(0),
    lineOf(1, { distrusted: ['lc'] }),
    lineOf(2, { candidates: { rr: { p99Ms: 50 } } }),
    lineOf(3, { candidates: { rr: { p99Ms: 51 }, lc: { p50Ms: 9 } } }),
  ]
  const [group] = groupsOf(lines, all)
  expect(group!.series).toEqual([
    { candidate: 'rr', values: [undefined, undefined, 50, 51], distrusted: 0, exact: false },
    { candidate: 'lc', values: [40, undefined, undefined, undefined], distrusted: 1, exact: false },
  ])
})

test('virtual time is exact as long as seed and rounds stay', () => {
  const virtual = { virtual: ['lc'] }
  const exact = (...lines: HistoryLine[]) => groupsOf(lines, all)[0]!.series[0]!.exact
  expect(exact(lineOf(0, virtual), lineOf(1, virtual))).toBe(true)
  const other = { name: 'steady', hash: 'c6cc', seed: 1, rounds: 3 }
  expect(exact(lineOf(0, virtual), lineOf(1, { ...virtual, scenario: other }))).toBe(false)
  expect(exact(lineOf(0, virtual), lineOf(1))).toBe(false)
})

test('candidate and scenario can be chosen; a group without the candidate goes', () => {
  const lines = [lineOf(0), lineOf(1, { scenario: { name: 'uneven', hash: 'd00d', seed: 1, rounds: 5 } })]
  expect(groupsOf(lines, { ...all, scenario: 'uneven' })).toHaveLength(1)
  expect(groupsOf(lines, { ...all, candidate: 'rr' })).toEqual([])
})
