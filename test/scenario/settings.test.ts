import { describe, expect, it, test } from 'vitest'
import { knownPaths } from '../../src/scenario/known-paths.js'
import { applyOverrides } from '../../src/scenario/overrides.js'
import type { Path } from '../../src/scenario/problems.js'
import { applySettings, type Setting } from '../../src/scenario/settings.js'

const setting = (path: Path, value: unknown): Setting => ({ path, value, written: `--vary ${path.join('.')}=${value}` })
const set = (document: object, ...settings: Setting[]) => applySettings(applyOverrides(document, {}), settings)

describe('a setting stands where a person would have written it', () => {
  test.each<[string, object, Path, unknown, object]>([
    ['nothing there', {}, ['balancer', 'retries'], 2, { balancer: { retries: 2 } }],
    ['in place of what is', { balancer: { retries: 1 } }, ['balancer', 'retries'], 2, { balancer: { retries: 2 } }],
    [
      'a product is spelled out',
      { balancer: { health: 'haproxy' } },
      ['balancer', 'health', 'active', 'fall'],
      2,
      { balancer: { health: { like: 'haproxy', active: { fall: 2 } } } },
    ],
    [
      'what is switched on begins empty',
      { balancer: { health: { active: true } } },
      ['balancer', 'health', 'active', 'fall'],
      2,
      { balancer: { health: { active: { fall: 2 } } } },
    ],
    [
      'a number of retries',
      { balancer: { retries: 2 } },
      ['balancer', 'retries', 'budget', 'share'],
      '20%',
      { balancer: { retries: { count: 2, budget: { share: '20%' } } } },
    ],
    [
      'a number of clients',
      { traffic: { clients: 5 } },
      ['traffic', 'clients', 'zipf'],
      1,
      { traffic: { clients: { count: 5, zipf: 1 } } },
    ],
    [
      'a load takes the place of a rate, as with the flag',
      { traffic: { rate: '5/s' } },
      ['traffic', 'load'],
      '50%',
      { traffic: { load: '50%' } },
    ],
    [
      'of all backends',
      { backends: [{ name: 'a' }, { name: 'b', workers: 1 }] },
      ['backends', 'workers'],
      2,
      {
        backends: [
          { name: 'a', workers: 2 },
          { name: 'b', workers: 2 },
        ],
      },
    ],
    [
      'of one of them',
      { backends: [{ name: 'a' }, { name: 'b' }] },
      ['backends', 1, 'workers'],
      2,
      { backends: [{ name: 'a' }, { name: 'b', workers: 2 }] },
    ],
    [
      'a count of the only one',
      { backends: [{ name: 'a' }] },
      ['backends', 'count'],
      3,
      { backends: [{ name: 'a', count: 3 }] },
    ],
    [
      'of one of several',
      { backends: [{ count: 3 }, { name: 'b' }] },
      ['backends', 0, 'count'],
      5,
      { backends: [{ count: 5 }, { name: 'b' }] },
    ],
    [
      'of one fault',
      { faults: [{ slow: '2x' }, { slow: '3x' }] },
      ['faults', 1, 'slow'],
      '9x',
      { faults: [{ slow: '2x' }, { slow: '9x' }] },
    ],
  ])('%s', (_, document, path, value, result) => {
    const before = structuredClone(document)
    const applied = set(document, setting(path, value))
    expect(applied.document).toEqual(result)
    expect(applied.refused).toEqual([])
    expect(document).toEqual(before)
  })
})

it('is named where a problem is its own', () => {
  const { flagAt } = set({}, setting(['balancer', 'health', 'active', 'interval'], '1'))
  expect(flagAt(['balancer', 'health', 'active', 'interval'])).toBe('--vary balancer.health.active.interval=1')
  expect(flagAt(['balancer', 'health'])).toBeUndefined()
})

test.each<[object, Path, string]>([
  [{ faults: [{ slow: '2x' }] }, ['faults', 3, 'slow'], '--vary faults.3.slow=1: there is no faults.3'],
  [{}, ['faults', 3, 'slow'], 'there is no faults.3'],
  [{ faults: [{}, {}] }, ['faults', 3, 'slow'], 'there is no faults.3; there are faults.0 to faults.1'],
  [{ backends: [{}] }, ['backends', 1, 'weight'], 'there is no backends.1; there is backends.0 only'],
  [
    { backends: { count: 4 } },
    ['backends', 0, 'weight'],
    'there is no backends.0: backends is one entry here and no list; the key is backends.weight',
  ],
  [{ backends: { count: 4 } }, ['backends', 0], 'there is no backends.0: backends is one entry here and no list'],
  [
    { backends: [{ count: 3 }, { name: 'b4' }] },
    ['backends', 'count'],
    'the scenario has 2 groups of backends, and a number alone cannot say of which one; the key of one is backends.0.count or backends.1.count',
  ],
  [{ backends: [{}] }, ['backends', 1, 'workers'], 'there is no backends.1'],
  [
    { traffic: { arrivals: 'even' } },
    ['traffic', 'arrivals', 'burst'],
    'traffic.arrivals is no map here but "even"; spell it out in the scenario',
  ],
])('%j: %j is refused', (document, path, message) => {
  expect(set(document, setting(path, 1)).refused[0]).toContain(message)
})

it('knows the keys of a scenario, short forms and lists left out', () => {
  const known = knownPaths()
  for (const path of [
    'balancer.health',
    'balancer.health.active.interval',
    'balancer.retries.budget.share',
    'traffic.load',
    'traffic.clients.zipf',
    'backends.latency.lognormal.mean',
    'faults.slow',
    'run.duration',
    'objective',
  ])
    expect(known).toContain(path)
  expect(known.filter(path => /\.\d/.test(path))).toEqual([])
  expect(new Set(known).size).toBe(known.length)
})
