import { expect, test } from 'vitest'
import type { Drill } from '../../../src/report/drill/drills.js'
import { describeIncident } from '../../../src/report/drill/incident-text.js'
import { crash } from './fixture.js'

test.each<[string, Partial<Drill>, string]>([
  ['who, and from when to when', {}, 'crash: b2, 3s to 6s'],
  ['its kind where the name is another', { name: 'dead' }, 'dead (crash): b2, 3s to 6s'],
  ['the second of a kind says it all', { name: 'crash-2' }, 'crash-2: b2, 3s to 6s'],
  ['a name that only begins like it does not', { name: 'crash-b2' }, 'crash-b2 (crash): b2, 3s to 6s'],
  ['what is never over', { toMs: 10_000 }, 'crash: b2, 3s to the end'],
  ['a time that arithmetic missed', { toMs: 14_000 * 0.55, fromMs: 500 }, 'crash: b2, 0.5s to 7.7s'],
  ['what takes no time', { name: 'join', kind: 'join', toMs: 3000 }, 'join: b2, at 3s'],
  ['what befalls the traffic', { name: 'surge', kind: 'surge', backends: [] }, 'surge: 3s to 6s'],
  ['a few by name', { backends: ['a', 'b', 'c', 'd'] }, 'crash: a, b, c and d, 3s to 6s'],
  ['many by number', { backends: ['a', 'b', 'c', 'd', 'e'] }, 'crash: a, b, c and 2 more, 3s to 6s'],
])('%s', (_, changes, text) => {
  expect(describeIncident({ ...crash, ...changes }, 10_000)).toBe(text)
})
