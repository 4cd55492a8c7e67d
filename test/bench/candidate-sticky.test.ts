import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../src/bench/candidate.js'
import { scenarioFor } from '../../src/bench/candidate-sticky.js'
import { planRun } from '../../src/bench/plan.js'
import { simulationsOf } from '../../src/bench/run-trials.js'
import { plainSticky, stickyWays } from '../../src/model/sticky.js'
import { readScenario } from '../../src/scenario/reader.js'
import type { Scenario } from '../../src/scenario/scenario.js'

const engines = ['virtual', 'embedded']

function scenario(overrides: Record<string, string> = {}): Scenario {
  return readScenario('steady', { shippedDir: 'scenarios', cwd: '.', overrides }).scenario
}

describe('a candidate that says how sticky it is', () => {
  it.each([
    ['rr?sticky=cookie', 'cookie', {}],
    ['p2c?choices=3&sticky=client', 'client', { choices: 3 }],
    ['p2c?sticky=none&choices=3', 'none', { choices: 3 }],
    ['rr', undefined, {}],
    // Its own option, of its own meaning.
    ['aws-alb?sticky=true', undefined, { sticky: true }],
  ])('%s', (id, sticky, options) => {
    const [candidate] = parseCandidates(id, engines)
    expect(candidate!.sticky).toBe(sticky)
    expect(candidate!.options).toMatchObject(options)
    if (sticky !== undefined) expect(candidate!.options).not.toHaveProperty('sticky')
  })

  it.each([
    [
      'rr?sticky=cokie',
      'option "sticky" must be one of cookie, table, client, none, not "cokie"; did you mean "cookie"?',
    ],
    ['rr?sticky', 'option "sticky" must be one of cookie, table, client, none, not ""'],
    ['rr?sticky=cookie&sticky=none', 'option "sticky" is given twice'],
    ['aws-nlb?sticky=cookie', 'aws-nlb decides on stickiness itself, as the product does: leave "sticky" out'],
  ])('refuses %s', (id, message) => {
    expect(() => parseCandidates(id, engines)).toThrow(expect.objectContaining({ code: 'USAGE', message }))
  })

  it('overrides the scenario for itself alone, in every trial of it', () => {
    const candidates = parseCandidates('rr,rr?sticky=cookie,rr?sticky=none', engines)
    const plan = planRun(scenario({ sticky: '{ by: table, ttl: 30m }' }), candidates)
    const met = simulationsOf({ plan, shadows: { twins: false, ideal: false } })
    const wayOf = (id: string): unknown[] =>
      met.filter(({ candidate }) => candidate.id === id).map(trial => trial.scenario.balancer.sticky?.by)
    expect(new Set(wayOf('rr'))).toEqual(new Set(['table']))
    expect(new Set(wayOf('rr?sticky=cookie'))).toEqual(new Set(['cookie']))
    expect(new Set(wayOf('rr?sticky=none'))).toEqual(new Set([undefined]))
  })

  it('keeps all else the scenario says of stickiness', () => {
    const met = scenarioFor(scenario({ sticky: '{ by: table, ttl: 30m }' }), { sticky: 'cookie' })
    expect(met.balancer.sticky).toMatchObject({ by: 'cookie', ttlMs: 1_800_000 })
  })

  it.each(stickyWays)('is as sticky: %s of a scenario, where the scenario says nothing', by => {
    expect(scenario({ sticky: by }).balancer.sticky).toEqual(plainSticky(by))
    expect(scenarioFor(scenario(), { sticky: by })).toEqual(scenario({ sticky: by }))
  })
})
