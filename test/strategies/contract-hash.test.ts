import { strategies } from '../../src/strategies/index.js'
import { describeContract } from './contract-suite.js'

describeContract(strategies.filter(({ family }) => family === 'hash'))
