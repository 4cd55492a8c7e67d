import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../src/bench/candidate.js'
import { virtualEngine } from '../../src/virtual/virtual-engine.js'
import { backendSpec } from '../model/specs.js'
import { scenarioOf } from './scenario.js'

describe('the virtual engine', () => {
  const [candidate] = parseCandidates('virtual:lc', ['embedded', 'virtual'])

  it('refuses backends that burn CPU, naming one', () => {
    const scenario = scenarioOf({ backends: [backendSpec(), backendSpec({ name: 'hot', cpuShare: 0.5 })] })
    expect(virtualEngine.refuses(candidate!, scenario)).toContain('backend hot burns real CPU')
  })

  it('takes everything else', () => {
    expect(virtualEngine.refuses(candidate!, scenarioOf())).toBeUndefined()
  })
})
