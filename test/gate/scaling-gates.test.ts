import { expect, test } from 'vitest'
import { parseGate } from '../../src/gate/parse-gate.js'

const scaled = ['crash', 'scaling']

test.each([
  ['scaling.missedSeconds <= 5', { kind: 'all' }, 'missedSeconds'],
  ['missedSeconds <= 5', { kind: 'all' }, 'missedSeconds'],
  ['lc.scaling.backendSeconds <= 5000', { kind: 'one', candidate: 'lc' }, 'backendSeconds'],
  ['lc.overProvisioning <= 20%', { kind: 'one', candidate: 'lc' }, 'overProvisioning'],
  ['any.scaling.oscillations <= 4', { kind: 'any' }, 'oscillations'],
])('%s', (text, who, name) => {
  expect(parseGate(text, scaled).left).toEqual({ who, metric: { incident: 'scaling', name } })
})

test('relations', () => {
  expect(parseGate('lc.scaling.backendSeconds <= 0.9 * rr.scaling.backendSeconds', scaled).right).toMatchObject({
    factor: 0.9,
    of: { who: { candidate: 'rr' }, metric: { incident: 'scaling', name: 'backendSeconds' } },
  })
})

test('an incident is still the only one where there is autoscaling, too', () => {
  expect(parseGate('recovery <= 3s', scaled).left.metric).toEqual({ incident: 'crash', name: 'recoveryMs' })
})

test.each([
  ['crash.missedSeconds <= 5', scaled, /crash has no missedSeconds, which is of scaling/],
  ['scaling.recovery <= 5s', scaled, /scaling has no recovery, which is of crash/],
  ['missedSeconds <= 5', ['crash'], /missedSeconds is of autoscaling, and the scenario has no "scaling"/],
  ['scaling.missedSeconds <= 5s', scaled, /5s/],
  ['recovery <= 5s', ['scaling'], /recovery is of an incident, and there is none/],
])('%s with %j is refused', (text, parts, message) => {
  expect(() => parseGate(text, parts)).toThrow(message)
})
