import { describe, expect, test } from 'vitest'
import type { Trial } from '../../src/bench/trial.js'
import { collate } from '../../src/results/collate.js'
import { befallen, incidentResults } from '../../src/results/incident-results.js'
import { resultsSchema } from '../../src/results/results-schema.js'
import { crash, drillOf, evenRows, sightOf } from '../drill/drill-trials.js'
import { drilledResults } from './drilled.js'
import { contextOf, quietHealth, virtualTrial } from './synthetic.js'

/** While it lasts, every request to the crashed backend fails at once. */
const crashing = (changes: Partial<Trial> = {}): Trial =>
  drillOf(
    evenRows(({ dueMs, backend }) => (backend === 3 && dueMs >= 3000 && dueMs < 6000 ? { status: 4 } : {})),
    { sight: sightOf(() => 25), health: quietHealth, ...changes },
  )
const context = contextOf(['rr'], 2)
const only = (trials: readonly Trial[]) => collate(trials, context).candidates[0]!

describe('collate', () => {
  test('incidents over rounds, each round of its own, and a timeline', () => {
    const { incidents, timeline, rounds } = only([crashing(), crashing({ round: 1 })])
    expect(incidents).toHaveLength(1)
    expect(incidents![0]).toMatchObject({
      ...{ name: 'crash', kind: 'crash', fromMs: 3000, toMs: 6000, backends: ['b4'] },
      metrics: { hurt: { value: 750, low: 750, high: 750, n: 2 }, lostSessions: null },
      atLeast: { detectionMs: 2, recoveryMs: 0 },
    })
    expect(rounds.map(one => one.incidents)).toEqual(
      [0, 1].map(() => [expect.objectContaining({ incident: 'crash', twin: null })]),
    )
    expect(timeline!.errors).toHaveProperty('refused')
    expect(timeline!.backends).toHaveLength(4)
  })

  test('a live round stands beside its twin on the same requests', () => {
    const twin = crashing({ role: 'twin', round: 1, record: crashing().record })
    const { rounds } = only([crashing(), crashing({ round: 1 }), virtualSeen(twin)])
    expect(rounds.map(({ incidents }) => incidents![0]!.twin?.hurt)).toEqual([undefined, 750])
  })

  test('nothing of it where nothing befell anybody', () => {
    const { incidents: _, ...calm } = crashing()
    const candidate = only([calm])
    expect(candidate).not.toHaveProperty('incidents')
    expect(candidate.timeline).toMatchObject({ windowMs: 200 })
    expect(candidate.rounds[0]).not.toHaveProperty('incidents')
  })

  test('requests that were only counted tell nothing of it, and a warning says so', () => {
    const { candidates, warnings } = collate([virtualTrial(crashing())], context)
    expect(candidates[0]).not.toHaveProperty('incidents')
    expect(warnings).toContainEqual({
      ...{ code: 'unseen-incidents', level: 'caution', candidate: 'rr', round: null },
      message: 'what crash did is not known: requests were only counted, not kept one by one',
    })
  })

  test('who is broken before is not hurt by anything, and is warned of', () => {
    const broken = (share: number): Trial =>
      drillOf(
        evenRows(({ dueMs }) => (dueMs % 100 < 100 * share ? { status: 503 } : {})),
        { sight: sightOf(() => 25), health: quietHealth },
      )
    const { candidates, warnings } = collate([broken(0.11)], context)
    expect(candidates[0]!.incidents![0]!.metrics).toMatchObject({ recoveryMs: null, hurt: null, clientsHurt: null })
    expect(candidates[0]!.incidents![0]!.metrics.detectionMs).not.toBeNull()
    expect(warnings.find(({ code }) => code === 'sick-before')!.message).toContain('11% of the requests failed')
    const fine = collate([broken(0.1)], context)
    expect(fine.candidates[0]!.incidents![0]!.metrics.hurt).not.toBeNull()
    expect(fine.warnings.map(({ code }) => code)).not.toContain('sick-before')
  })

  test('too few requests before the first incident tell no recovery, and a warning says so', () => {
    const rare = drillOf(evenRows(undefined, 20), { sight: sightOf(() => 25), health: quietHealth })
    const { candidates, warnings } = collate([rare], context)
    expect(candidates[0]!.incidents![0]!.metrics).toMatchObject({ recoveryMs: null, hurt: { value: 0 } })
    expect(warnings.find(({ code }) => code === 'short-before')!.message).toContain('fewer than 100 requests')
    expect(collate([crashing()], context).warnings.map(({ code }) => code)).not.toContain('short-before')
  })

  test('what it writes is what it reads', () => {
    const results = collate([crashing(), crashing({ round: 1 })], context)
    const stored: unknown = JSON.parse(JSON.stringify(results))
    expect(resultsSchema.parse(stored)).toEqual(stored)
  })
})

/** Of a twin in virtual time, whose requests are kept as well. */
function virtualSeen(trial: Trial): Trial {
  return { ...virtualTrial(trial), record: trial.record }
}

describe('incidentResults', () => {
  test('times are arithmetic means: zero is as good a time as any', () => {
    const [lc] = drilledResults({ lc: { crash: { recoveryMs: [0, 1000, '2000+'] } } }).candidates
    expect(lc!.incidents![0]).toMatchObject({
      metrics: { recoveryMs: { value: 1000, n: 3 }, hurt: null },
      atLeast: { detectionMs: 0, recoveryMs: 1 },
    })
    expect(lc!.incidents![0]!.metrics.recoveryMs!.low).toBe(0)
  })

  test('in order of time, with the names of those they befell', () => {
    const late = { ...crash, name: 'late', fromMs: 4000, backends: [0, 1] }
    expect(befallen([late, crash], ['b1', 'b2', 'b3', 'b4']).map(({ name, backends }) => [name, backends])).toEqual([
      ['crash', ['b4']],
      ['late', ['b1', 'b2']],
    ])
    expect(incidentResults([], [], 0.95)).toEqual([])
  })
})

test('fewer retries than before are below zero, and so is their interval', () => {
  const [lc] = drilledResults({ lc: { crash: { retriesSpent: [-3, -2, -4] } } }).candidates
  expect(lc!.incidents![0]!.metrics.retriesSpent).toMatchObject({ value: -3, low: expect.closeTo(-5.48, 1) })
})
