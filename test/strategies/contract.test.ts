import { expect, it } from 'vitest'
import { strategies } from '../../src/strategies/index.js'
import { describeContract, longRun } from './contract-suite.js'

describeContract(strategies.filter(({ family }) => family !== 'hash'))

it('longRun speaks of the strategies there are', () => {
  expect(Object.keys(longRun).sort()).toEqual(strategies.map(strategy => strategy.name).sort())
})
