import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noLoad, readLoad, writeLoad } from '../../src/live/load-report.js'

test('property: a load report is read as it was written', () => {
  const latency = fc.oneof(
    fc.constant(NaN),
    fc.integer({ min: 0, max: 1e9 }).map(us => us / 1000),
  )
  fc.assert(
    fc.property(fc.nat(999_999_999), latency, (inFlight, latencyMs) => {
      expect(readLoad(writeLoad(inFlight, latencyMs))).toEqual({ failed: false, inFlight, latencyMs })
    }),
  )
})

test.each([
  undefined,
  '',
  '3',
  'in-flight=',
  'in-flight=-1',
  'in-flight=1;latency=2',
  'in-flight=1, latency=x',
  'in-flight=1e9',
])('%s is no report', value => expect(readLoad(value)).toBe(noLoad))
