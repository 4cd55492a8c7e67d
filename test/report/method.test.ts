import { expect, test } from 'vitest'
import { renderMarkdown } from '../../src/report/markdown.js'
import { method } from '../../src/report/method.js'
import { collate } from '../../src/results/collate.js'
import { contextOf, syntheticTrial } from '../results/synthetic.js'

/** `ids` that begin with "target:" are balancers that were there already. */
function resultsOf(...ids: string[]) {
  const { candidates, scenario, ...rest } = contextOf(ids, 1)
  const engines = candidates.map(one => (one.id.startsWith('target:') ? { ...one, engine: 'target' } : one))
  const trials = ids.map(candidate => syntheticTrial({ candidate, round: 0, factor: 1 }))
  return collate(trials, { ...rest, scenario: { ...scenario, balancer: 'health nginx' }, candidates: engines })
}

const target = 'target:https://lb.example/'

test('of a run of targets alone the scenario says the traffic, and nothing of backends and balancer', () => {
  const [scenario] = method(resultsOf(target), '*')
  expect(scenario).toBe('Scenario synthetic: open loop, 200/s, Poisson arrivals; 50 clients, timeout 2s.')
  expect(renderMarkdown(resultsOf(target))).not.toContain('<summary>Backends')
})

test('beside others it says both, and whose they are not', () => {
  const results = resultsOf(target, 'rr')
  const sentences = method(results, '*')
  expect(sentences[0]).toContain('; 2 backends; balancer: health nginx.')
  expect(sentences.filter(text => text.startsWith(`${target} was there already`))).toHaveLength(1)
  expect(renderMarkdown(results)).toContain('<summary>Backends (2)')
})

test('without a target nobody was there already', () => {
  expect(method(resultsOf('rr'), '*').join(' ')).not.toContain('there already')
})

test('real servers are named, where anybody met them', () => {
  const results = resultsOf('rr')
  const servedBy = (served: string | null, world: 'live' | 'virtual') => {
    const candidates = results.candidates.map(one => ({ ...one, world }))
    return method({ ...results, candidates, scenario: { ...results.scenario, served } }, '*').join(' ')
  }
  expect(servedBy('gunicorn 20.1.0 sync', 'live')).toContain('Live backends were real servers: gunicorn 20.1.0 sync.')
  expect(servedBy('gunicorn 20.1.0 sync', 'virtual')).not.toContain('real servers')
  expect(servedBy(null, 'live')).not.toContain('real servers')
})

test('more looks: the level of the intervals, and why', () => {
  const results = resultsOf('rr', 'lc')
  const said = method({ ...results, intervals: { confidence: 0.99, looks: 5 } }, '*').join(' ')
  expect(said).toContain('[low, high] is a 99 % interval over rounds')
  expect(said).toContain('looked at up to 5 times')
  expect(said).toContain('all looks together are right with 95 %')
  expect(method(results, '*').join(' ')).not.toContain('looked at')
})

test('of one candidate there is nothing to compare', () => {
  expect(method(resultsOf('rr'), '*').join(' ')).not.toContain('Beats')
})
