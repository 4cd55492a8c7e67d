import { expect, test } from 'vitest'
import type { Trial } from '../../src/bench/trial.js'
import { judge } from '../../src/gate/judge.js'
import { parseGate } from '../../src/gate/parse-gate.js'
import { columnGroups } from '../../src/report/columns.js'
import { conclusion } from '../../src/report/conclusion.js'
import { rankingTable } from '../../src/report/ranking-rows.js'
import { collate } from '../../src/results/collate.js'
import { contextOf, syntheticTrial } from './synthetic.js'

/** The clients of one gave up after two seconds in one request of fifty. */
const givenUp = (trial: Trial): Trial => {
  const record = { ...trial.record!, status: trial.record!.status.slice(), doneMs: trial.record!.doneMs.slice() }
  for (let row = 0; row < record.size; row += 50) {
    record.status[row] = 1
    record.doneMs[row] = record.dueMs[row]! + 2000
  }
  return { ...trial, record }
}

const synthetic = contextOf(['rr', 'lc'], 3)
const context = { ...synthetic, scenario: { ...synthetic.scenario, timeoutMs: 2000 } }

const results = (...cut: string[]) => over([0, 1, 2], cut)

const over = (rounds: readonly number[], cut: readonly string[]) =>
  collate(
    rounds.flatMap(round =>
      ['rr', 'lc'].map(candidate => {
        const trial = syntheticTrial({ candidate, round, factor: 1 })
        return cut.includes(candidate) ? givenUp(trial) : trial
      }),
    ),
    context,
  )

test('a p99 that clients did not wait for is a bound: in the sentence, the tables, the picture, and a caution', () => {
  const one = results('rr')
  expect(conclusion(one)[0]).toMatch(
    /^lc is faster than rr|^lc beats rr: p99 at least [\d.]+ times lower, 3 rounds, errors/,
  )
  const [latency] = columnGroups(one)
  const cell = (head: string) => latency!.columns.find(column => column.head === head)!.cells[0]!.text
  expect(cell('p99')).toBe('≥ 2000')
  expect(cell('p99 / best')).toMatch(/^≥ [\d.]+x$/)
  expect(cell('p50')).not.toContain('≥')
  const row = rankingTable(one)!.rows.find(({ id }) => id === 'rr')!
  expect(row.value).toBe('≥ 2000')
  expect(row.standing).toMatch(/^≥ [\d.]+ times$/)
  expect(one.warnings).toContainEqual(
    expect.objectContaining({ code: 'at-timeout', candidate: 'rr', level: 'caution' }),
  )
})

test('where all clients gave up nobody is the same as another, and nobody is best', () => {
  const said = conclusion(results('rr', 'lc'))[0]!
  expect(said).toBe('rr and lc: p99 is where clients give up (2s), 3 rounds; whose would be longer cannot be told.')
})

test('a single round in which all gave up has no lowest either', () => {
  expect(conclusion(over([0], ['rr', 'lc']))[0]).toBe('Incomplete: 1 of 3 rounds.')
  expect(conclusion(over([0], ['rr', 'lc']))[1]).toMatch(
    /^(rr and lc|lc and rr): p99 is where clients give up \(2s\), 1 round; /,
  )
})

test('of files that do not tell the time-out nothing is a bound', () => {
  const one = results('rr')
  const old = { ...one, scenario: { ...one.scenario, timeoutMs: null } }
  expect(conclusion(old)[0]).not.toContain('at least')
})

/** Rounds so unlike that their interval by t alone would end at hours. */
const wild = (timeoutMs: number | null) =>
  collate(
    [1, 30, 5].map((factor, round) => syntheticTrial({ candidate: 'rr', round, factor })),
    { ...synthetic, candidates: synthetic.candidates.slice(0, 1), scenario: { ...synthetic.scenario, timeoutMs } },
  )

test('no interval of a latency goes beyond the time after which clients give up', () => {
  const { metrics } = wild(4000).candidates[0]!
  expect(metrics.p50Ms!.high).toBe(4000)
  expect(metrics.meanMs!.high).toBe(4000)
  const gate = judge([parseGate('rr.p50 <= 60ms')], wild(4000))[0]!
  expect(gate.evidence!.estimate.high).toBe(4000)
})

test('where nobody told that time, or waited longer than it, they go as far as the rounds say', () => {
  expect(wild(null).candidates[0]!.metrics.p50Ms!.high).toBeGreaterThan(5000)
  expect(wild(100).candidates[0]!.metrics.p50Ms!.high).toBeGreaterThan(5000)
})
