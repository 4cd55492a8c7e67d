import { expect, it } from 'vitest'
import type { Trial } from '../../src/bench/trial.js'
import { drillValues } from '../../src/drill/drill-values.js'
import { type SessionEnd, sessionEnds } from '../../src/model/sessions.js'
import { type Row, recordOf } from '../results/synthetic.js'
import { drillOf, evenRows } from './drill-trials.js'

const metricsOf = (trial: Trial) => drillValues(trial)[0]!.metrics

function withSessions(rows: readonly Row[], endOf: (row: Row) => SessionEnd): Trial {
  const end = Uint8Array.from(rows, endOf)
  return drillOf(rows, { record: { ...recordOf(rows), sessions: { end, storeMs: new Float64Array(rows.length) } } })
}

it('counts clients whose session is lost from the start of the incident on, each once', () => {
  // Clients come a hundred in turn, ten times a second: seven are told so, seventy times each.
  const lost = ({ client }: Row): SessionEnd => (client! % 15 === 0 ? sessionEnds.lost : sessionEnds.kept)
  expect(metricsOf(withSessions(evenRows(), lost)).lostSessions).toBe(7)
  const earlier = (row: Row): SessionEnd => (row.doneMs! < 3000 ? sessionEnds.lost : sessionEnds.kept)
  expect(metricsOf(withSessions(evenRows(), earlier)).lostSessions).toBe(0)
  expect(metricsOf(withSessions(evenRows(), () => sessionEnds.stale)).lostSessions).toBe(0)
})

it('says nothing of sessions where there are none', () => {
  expect(metricsOf(drillOf(evenRows())).lostSessions).toBeNull()
  expect(metricsOf(withSessions(evenRows(), () => sessionEnds.none)).lostSessions).toBeNull()
})

it('counts tries beyond the first, beyond what was usual', () => {
  const tries = (before: number, during: number): Row[] =>
    evenRows(({ doneMs }) => ({ tries: 1 + Number(doneMs! % (doneMs! < 3000 ? before : during) === 0) }))
  // Those that end at 3,000 to 10,009 ms; every tenth of them, none before.
  expect(metricsOf(drillOf(tries(Infinity, 10))).retriesSpent).toBe(701)
  // 29 of 2,990 that end before.
  expect(metricsOf(drillOf(tries(100, 10))).retriesSpent).toBeCloseTo(701 - (29 / 2990) * 7010, 9)
  expect(metricsOf(drillOf(tries(100, Infinity))).retriesSpent).toBeCloseTo(-(29 / 2990) * 7010, 9)
})

it('cannot tell tries that nobody counted', () => {
  expect(metricsOf(drillOf(evenRows(() => ({ tries: 0 })))).retriesSpent).toBeNull()
})
