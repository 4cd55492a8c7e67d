import { describe, expect, it } from 'vitest'
import { otavaHeader, otavaRow } from '../../../src/report/ci/otava.js'
import type { CandidateResult, Results } from '../../../src/results/results.js'
import { crash, drilled, type Met } from '../drill/fixture.js'
import { calm, rich } from '../fixture.js'

const ids = (results: Results): string[] => results.candidates.map(({ id }) => id)

describe('Otava CSV', () => {
  it('has a number in each cell below a metric', () => {
    const columns = otavaHeader(calm.candidates).trimEnd().split(',')
    const outcome = otavaRow(calm, 'abc123')
    const cells = ('row' in outcome ? outcome.row : '').trimEnd().split(',')
    expect(cells).toHaveLength(columns.length)
    const row = Object.fromEntries(columns.map((column, i) => [column, cells[i]!]))
    expect(row).toMatchObject({ time: calm.environment.startedAt, commit: 'abc123', scenario: calm.scenario.name })
    expect(Number(row['lc.p99'])).toBe(calm.candidates[1]!.metrics.p99Ms!.value)
    for (const id of ids(calm))
      for (const metric of ['p50', 'p99', 'mean', 'errorRate']) expect(Number(row[`${id}.${metric}`])).not.toBeNaN()
  })

  it('quotes what holds a comma', () => {
    expect(otavaHeader([{ id: 'x?a=1,b=2' }])).toContain(',"x?a=1,b=2.p99",')
  })

  const [first] = calm.candidates
  const befallen = (metrics: Met['metrics']): Results => {
    const [{ incidents }] = drilled([crash], [{ candidate: 'rr', met: [{ metrics }] }]).candidates as [CandidateResult]
    return { ...calm, candidates: [{ ...first!, incidents: incidents! }] }
  }

  it('has the recovery and the requests hurt of each incident', () => {
    const run = befallen({ recoveryMs: 800, hurt: 40 })
    const columns = otavaHeader(run.candidates).trimEnd().split(',')
    expect(columns.slice(-2)).toEqual(['rr.crash.recovery', 'rr.crash.hurt'])
    const outcome = otavaRow(run, '')
    expect(outcome).toHaveProperty('row')
    const cells = ('row' in outcome ? outcome.row : '').trimEnd().split(',')
    const { recoveryMs, hurt } = run.candidates[0]!.incidents![0]!.metrics
    expect(cells.slice(-2).map(Number)).toEqual([recoveryMs!.value, hurt!.value])
    expect(otavaRow(befallen({ hurt: 40 }), '')).toEqual({ none: 'rr.crash.recovery cannot be told' })
  })

  it.each<readonly [string, Results, RegExp]>([
    ['ended early', { ...calm, complete: false }, /ended early/],
    ['was stopped', { ...calm, stopped: [{ candidate: 'x', round: 0, reason: 'threw' }] }, /^x was stopped/],
    ['is not to be trusted', rich, /^iphash is not to be trusted/],
    [
      'cannot be told',
      { ...calm, candidates: [{ ...first!, metrics: { ...first!.metrics, p99Ms: null } }] },
      /^rr\.p99 cannot be told/,
    ],
  ])('gives no row of a run that %s, and says why', (_, results, why) => {
    expect(otavaRow(results, '')).toEqual({ none: expect.stringMatching(why) })
  })
})
