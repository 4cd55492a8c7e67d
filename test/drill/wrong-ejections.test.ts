import { expect, it, test } from 'vitest'
import { drillValues } from '../../src/drill/drill-values.js'
import type { Incident } from '../../src/model/incident.js'
import type { PoolState, SightChange } from '../../src/model/sight.js'
import { crash, drillOf, evenRows, sightOf } from './drill-trials.js'

const change = (atMs: number, backend: number, state: PoolState): SightChange => ({ atMs, backend, state })
const wrongOf = (changes: readonly SightChange[], incidents: readonly Incident[] = [crash]) =>
  drillValues(drillOf(evenRows(undefined, 100), { incidents, sight: sightOf(() => 25, changes) })).map(
    ({ metrics }) => metrics.wrongEjections,
  )

test.each<[what: string, changes: readonly SightChange[], expected: number]>([
  ['nobody', [], 0],
  ['the sick one', [change(3100, 3, 'unhealthy')], 0],
  ['a sound one', [change(3100, 2, 'unhealthy')], 1],
  ['a sound one, banned', [change(3100, 0, 'banned')], 1],
  ['a sound one, ejected', [change(3100, 1, 'ejected')], 1],
  ['two sound ones', [change(3100, 0, 'banned'), change(5000, 1, 'banned')], 2],
  ['a sound one twice', [change(3100, 0, 'banned'), change(4000, 0, 'in'), change(5000, 0, 'banned')], 2],
  ['a sound one, for two reasons', [change(3100, 0, 'banned'), change(3200, 0, 'unhealthy')], 1],
  ['a sound one, before', [change(2900, 0, 'banned')], 0],
  ['a sound one, before and for one more reason after', [change(2900, 0, 'banned'), change(3100, 0, 'ejected')], 0],
  ['a sound one, long after', [change(9000, 0, 'banned')], 1],
  ['a sound one, after the run', [change(10_000, 0, 'banned')], 0],
  ['the sick one, half a second after it was well', [change(6500, 3, 'unhealthy')], 0],
  ['the sick one, a second after it was well', [change(7000, 3, 'unhealthy')], 1],
  ['one the operator drains', [change(3100, 0, 'draining'), change(3200, 0, 'left')], 0],
])('%s', (_, changes, expected) => {
  expect(wrongOf(changes)).toEqual([expected])
})

it('takes who was sent nothing in between for still out: a trial request, and others are kept away until it is answered', () => {
  const changes = [change(3100, 3, 'banned'), change(8000, 3, 'in'), change(8450, 3, 'banned'), change(8470, 3, 'in')]
  const wrong = (tried: number) => {
    const sight = sightOf((window, backend) => (backend === 3 && window >= 80 && window < 84 ? tried : 25), changes)
    return drillValues(drillOf(evenRows(undefined, 100), { sight }))[0]!.metrics.wrongEjections
  }
  expect([wrong(0), wrong(1)]).toEqual([0, 1])
})

it('knows whom other incidents befall', () => {
  const other: Incident = { ...crash, name: 'freeze', kind: 'freeze', fromMs: 3500, toMs: 5000, backends: [1] }
  expect(wrongOf([change(4000, 1, 'unhealthy'), change(4000, 2, 'unhealthy')], [crash, other])).toEqual([1, 1])
})

it('knows that who joins does not run before', () => {
  const join: Incident = { name: 'join', kind: 'join', fromMs: 4000, toMs: 4000, backends: [0] }
  // The third change alone is wrong; it is in the time of both.
  const changes = [change(3500, 0, 'unhealthy'), change(4500, 0, 'in'), change(6000, 0, 'unhealthy')]
  expect(wrongOf(changes, [crash, join])).toEqual([1, 1])
})
