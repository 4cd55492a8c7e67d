import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Drill } from '../../../src/report/drill/drills.js'
import { incidentRuler, timeAxis } from '../../../src/report/drill/time-ruler.js'
import { timeColumns } from '../../../src/report/drill/timeline-columns.js'
import { crash } from './fixture.js'

const columns = timeColumns({ windowMs: 100 }, 100, 50)

const drill = fc
  .record({ name: fc.constantFrom('crash', 'zone-loss', 'x'), fromMs: fc.nat(9_999), lengthMs: fc.nat(9_999) })
  .map(({ name, fromMs, lengthMs }): Drill => ({ ...crash, name, fromMs, toMs: Math.min(10_000, fromMs + lengthMs) }))

test('no line is wider than the chart, and every span is somewhere', () => {
  fc.assert(
    fc.property(fc.array(drill, { minLength: 1, maxLength: 5 }), drills => {
      const lines = incidentRuler(drills, columns)
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns.count)
      const spans = lines.join('\n').match(/├|┃|▼/g)
      expect(spans).toHaveLength(drills.length)
    }),
  )
})

test('the axis is heavy where something happens, however short', () => {
  fc.assert(
    fc.property(drill, one => {
      const [axis] = timeAxis([one], columns)
      expect(axis).toHaveLength(columns.count)
      expect(axis[Math.floor(columns.at(one.fromMs))]).toBe('━')
    }),
  )
})

test.each<[string, Partial<Drill>, string]>([
  ['the name stands over the span', {}, '               ├────crash────┤'],
  ['or behind it where it is short', { toMs: 3400 }, '               ├┤ crash'],
  ['or before it at the end', { fromMs: 9400, toMs: 10_000 }, '                                         crash ├─┤'],
  ['what takes no time is a point', { toMs: 3000 }, '               ▼ crash'],
])('%s', (_, changes, line) => {
  expect(incidentRuler([{ ...crash, ...changes }], columns)).toEqual([line])
})

test('what overlaps has a line of its own', () => {
  const other = { ...crash, name: 'surge', fromMs: 5000, toMs: 8000 }
  const later = { ...crash, name: 'late', fromMs: 7000, toMs: 9000 }
  expect(incidentRuler([crash, other, later], columns)).toEqual([
    '               ├────crash────┤     ├──late──┤',
    '                         ├────surge────┤',
  ])
})

test('round times stand under the axis', () => {
  const [axis, labels] = timeAxis([crash], columns)
  expect(axis).toBe(`${'─'.repeat(15)}${'━'.repeat(15)}${'─'.repeat(20)}`)
  expect(labels).toBe('0s        2s        4s        6s        8s     10s')
})
