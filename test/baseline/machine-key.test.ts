import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differencesOf, type MachineKey, machineKey, sameMachine } from '../../src/baseline/machine-key.js'
import { run } from './baselines.js'

const key: MachineKey = {
  cpu: 'AMD EPYC 7763',
  cores: 4,
  os: 'Linux 6.8.0-1020-azure',
  node: 'v20.19.2',
  lbbench: '0.2.0',
  autocannon: '9.0.0',
}

test.each<[string, Partial<MachineKey>, string[]]>([
  ['nothing', {}, []],
  ['the processor', { cpu: 'Xeon' }, ['CPU model Xeon instead of AMD EPYC 7763']],
  ['its cores', { cores: 1 }, ['1 core instead of 4 cores']],
  // Rebuilt every few weeks on a hosted runner.
  ['a build of the same kernel', { os: 'Linux 6.8.0-1021-azure' }, []],
  ['a fix of the same kernel', { os: 'Linux 6.8.12' }, []],
  ['another kernel', { os: 'Linux 6.11.0' }, ['kernel Linux 6.11 instead of Linux 6.8']],
  ['another system', { os: 'Darwin 24.1.0' }, ['kernel Darwin 24.1 instead of Linux 6.8']],
  ['Node', { node: 'v22.1.0' }, ['Node v22.1.0 instead of v20.19.2']],
  ['lbbench', { lbbench: '0.3.0' }, ['lbbench 0.3.0 instead of 0.2.0']],
  ['autocannon', { autocannon: '9.0.1' }, ['autocannon 9.0.1 instead of 9.0.0']],
  ['several', { cores: 2, node: 'v22.1.0' }, ['2 cores instead of 4 cores', 'Node v22.1.0 instead of v20.19.2']],
])('%s', (_, change, words) => {
  expect(differencesOf(key, { ...key, ...change })).toEqual(words)
  expect(sameMachine(key, { ...key, ...change })).toBe(words.length === 0)
})

const anyKey = fc.record({
  cpu: fc.constantFrom('A', 'B'),
  cores: fc.constantFrom(2, 4),
  os: fc.constantFrom('Linux 6.8.0', 'Linux 6.8.1', 'Linux 6.9.0', 'strange'),
  node: fc.constantFrom('v20.1.0', 'v22.1.0'),
  lbbench: fc.constantFrom('1', '2'),
  autocannon: fc.constantFrom('9', '10'),
})

test('to be the same machine goes both ways, and over others', () => {
  fc.assert(
    fc.property(anyKey, anyKey, anyKey, (a, b, c) => {
      expect(sameMachine(a, a)).toBe(true)
      expect(sameMachine(a, b)).toBe(sameMachine(b, a))
      expect(differencesOf(a, b)).toHaveLength(differencesOf(b, a).length)
      if (sameMachine(a, b) && sameMachine(b, c)) expect(sameMachine(a, c)).toBe(true)
    }),
  )
})

test('the key of a run is its environment without when and what', () => {
  const { command: _command, startedAt: _startedAt, ...rest } = run.environment
  expect(machineKey(run.environment)).toEqual(rest)
})
