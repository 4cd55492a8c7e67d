import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evenTicks, scaleOf } from '../../../src/page/charts/scale.js'

const labels = (scale: ReturnType<typeof scaleOf>): string[] => scale.ticks.map(scale.format)

test('ticks lie within the axis, in order, and have room', () => {
  const latency = fc.double({ min: 0.01, max: 1e5, noNaN: true })
  const room = fc.integer({ min: 120, max: 1200 })
  const kinds = fc.constantFrom(
    { label: '', scale: 'log', unit: 'ms' } as const,
    { label: '', scale: 'linear', unit: 'percent', from: 0 } as const,
    { label: '', scale: 'linear', unit: 'time', from: 0 } as const,
  )
  fc.assert(
    fc.property(fc.array(latency, { minLength: 1 }), room, kinds, (values, px, axis) => {
      const { ticks, domain } = scaleOf(axis, values, px)
      expect(ticks).toEqual(ticks.toSorted((a, b) => a - b))
      for (const tick of ticks) {
        expect(tick).toBeGreaterThanOrEqual(domain[0] * (1 - 1e-9))
        expect(tick).toBeLessThanOrEqual(domain[1] * (1 + 1e-9))
      }
      expect(ticks.length).toBeLessThanOrEqual(Math.max(9, px / 20))
    }),
  )
})

describe('logarithmic', () => {
  const axis = { label: '', scale: 'log', unit: 'ms' } as const

  test('1, 2 and 5 times powers of ten; of many decades the powers', () => {
    expect(labels(scaleOf(axis, [1, 2000], 400))).toEqual([
      '1',
      '2',
      '5',
      '10',
      '20',
      '50',
      '100',
      '200',
      '500',
      '1000',
      '2000',
    ])
    expect(labels(scaleOf(axis, [0.01, 90_000], 300))).toEqual(['0.01', '0.1', '1', '10', '100', '1000', '10,000'])
  })

  test('latencies that are nearly the same do not look far apart', () => {
    const { domain } = scaleOf(axis, [40, 40.4], 400)
    expect(domain[1] / domain[0]).toBeCloseTo(2, 9)
  })
})

test('the tail: decades of what lies beyond are equally wide', () => {
  const { ticks, format, position } = scaleOf({ label: '', scale: 'tail', unit: 'share', to: 0.9999 }, [], 400)
  expect(ticks.map(format)).toEqual(['0 %', '50 %', '90 %', '99 %', '99.9 %', '99.99 %'])
  expect(position(0.99) - position(0.9)).toBeCloseTo(position(0.999) - position(0.99), 9)
})

test.each([
  // Longer runs count in longer units.
  [12_000, '12 s'],
  [600_000, '10 min'],
  [86_400_000, '24 h'],
])('time up to %i ms ends at %s', (to, last) => {
  const scale = scaleOf({ label: '', scale: 'linear', unit: 'time', from: 0, to }, [], 700)
  expect(labels(scale).at(0)).toMatch(/^0 /)
  expect(labels(scale).at(-1)).toBe(last)
})

test('a run of less than a second has ticks, too', () => {
  const scale = scaleOf({ label: '', scale: 'linear', unit: 'time', from: 0, to: 500 }, [], 700)
  expect(scale.ticks.length).toBeGreaterThan(2)
})

test('even steps of 1, 2 or 5', () => {
  expect(evenTicks([0, 27], 6)).toEqual([0, 5, 10, 15, 20, 25])
  expect(evenTicks([0, 0.3], 3)).toEqual([0, 0.1, 0.2, 0.3])
})

test('labels of many digits have the room they need', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e9, noNaN: true }), fc.integer({ min: 120, max: 900 }), (most, room) => {
      const scale = scaleOf({ label: '', scale: 'log', unit: 'ms' }, [0.001, most], room)
      const [from, to] = scale.domain.map(Math.log10) as [number, number]
      const middles = scale.ticks.map(tick => ((Math.log10(tick) - from) / (to - from)) * room)
      const texts = labels(scale)
      for (let i = 1; i < texts.length; i++)
        expect(middles[i]! - middles[i - 1]!).toBeGreaterThan(3.3 * (texts[i]!.length + texts[i - 1]!.length))
    }),
  )
})

test('there is no half a backend', () => {
  const axis = { label: '', scale: 'linear', unit: 'count', from: 0 } as const
  expect(labels(scaleOf(axis, [2], 400))).toEqual(['0', '1', '2'])
})
