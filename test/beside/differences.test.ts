import { expect, test } from 'vitest'
import { backendDifferences } from '../../src/beside/backend-differences.js'
import { differencesBetween } from '../../src/beside/differences.js'
import { partnersOf } from '../../src/beside/partners.js'
import type { Results } from '../../src/results/results.js'
import { made, scenarioChanged } from './runs.js'

const run = made({ factors: { lc: 1 } })

const textsOf = (after: Results): string[] =>
  differencesBetween(run, after, partnersOf(run, after, [])).map(
    ({ about, what, before, after }) => `${about} ${what}: ${before} -> ${after}`,
  )

test('a run differs in nothing from itself', () => {
  expect(textsOf(run)).toEqual([])
})

test('the scenario, the run, the machine and candidates are held against each other key by key', () => {
  const [lc] = run.candidates
  const after: Results = {
    ...scenarioChanged(run, { durationMs: 20_000, seed: 7, balancer: '2 retries' }),
    rounds: { planned: 9, done: 8 },
    environment: { ...run.environment, node: '22.1.0' },
    candidates: [{ ...lc!, options: { half: 3 }, source: { file: './lc.ts', sha256: 'abcdef0123456789' } }],
  }
  expect(textsOf(after)).toEqual([
    'scenario balancer: as nginx does by default -> 2 retries',
    'scenario duration: 10s -> 20s',
    'scenario hash: c0ffeec0ffee -> f00df00df00d',
    'run seed: 100 -> 7',
    'run rounds: 6 -> 8 of 9',
    'machine Node: 20.20.2 -> 22.1.0',
    'candidate lc: options: none -> half=3',
    'candidate lc: source: comes with lbbench -> ./lc.ts, SHA-256 abcdef012345',
  ])
})

test('ports and folders of a trial are no other configuration', () => {
  const nginx = (configuration: string): Results => {
    const software = { name: 'nginx', version: '1.22.1', configuration }
    return { ...run, candidates: run.candidates.map(one => ({ ...one, software })) }
  }
  const [one, same, other] = ['a', 'b', 'c'].map((folder, i) =>
    nginx(`error_log /tmp/${folder};\nserver 127.0.0.1:${40_000 + i};${i === 2 ? '\nleast_conn;' : ''}`),
  )
  const between = (left: Results, right: Results) => differencesBetween(left, right, partnersOf(left, right, []))
  expect(between(one!, same!)).toEqual([])
  expect(between(one!, other!).map(({ what }) => what)).toEqual(['lc: configuration'])
})

test('backends that changed in the same way share a line, and many are counted', () => {
  const fleet = (count: number, summary: string) =>
    Array.from({ length: count }, (_, i) => ({ name: `b${i + 1}`, weight: i === 0 ? 2 : 1, summary }))
  expect(backendDifferences(fleet(3, '2 workers'), fleet(8, '2 workers'))).toEqual([
    { about: 'scenario', what: 'backends b4, b5, b6 and 2 more', before: 'not there', after: '2 workers' },
  ])
  expect(
    backendDifferences(fleet(2, '2 workers'), fleet(2, '4 workers')).map(({ what, after }) => [what, after]),
  ).toEqual([
    ['backend b1', '4 workers, weight 2'],
    ['backend b2', '4 workers'],
  ])
})
