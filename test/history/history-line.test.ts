import { expect, test } from 'vitest'
import { historyLine } from '../../src/history/history-line.js'
import { rich } from '../report/fixture.js'

const line = historyLine(rich, rich.verdicts, { commit: 'abc', dirty: true })

test('a run is when, what and where it was, and every value that can be told', () => {
  expect(line).toMatchObject({
    schema: 'lbbench/history@1',
    at: rich.environment.startedAt,
    commit: 'abc',
    dirty: true,
    scenario: {
      name: rich.scenario.name,
      hash: rich.scenario.hash,
      seed: rich.scenario.seed,
      rounds: rich.rounds.done,
    },
  })
  expect(line.machine.cpu).toBe(rich.environment.cpu)
  expect(line.machine).not.toHaveProperty('command')
  const [first] = rich.candidates
  expect(line.candidates[first!.id]!.p99Ms).toBe(first!.metrics.p99Ms!.value)
  for (const values of Object.values(line.candidates)) expect(Object.values(values)).not.toContain(null)
})

test('tells virtual time, and who was not measured properly', () => {
  expect(line.virtual).toEqual(['virtual:lc'])
  expect(line.distrusted).toEqual(['iphash'])
})

test('counts its verdicts by judgement', () => {
  const { pass, fail, inconclusive, invalid } = line.judgements
  expect(pass + fail + inconclusive + invalid).toBe(rich.verdicts.length)
  for (const judgement of ['pass', 'fail', 'invalid'] as const) {
    expect(line.judgements[judgement]).toBe(rich.verdicts.filter(one => one.judgement === judgement).length)
  }
})
