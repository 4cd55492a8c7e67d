import { expect, it } from 'vitest'
import { method } from '../../src/report/method.js'
import type { Results } from '../../src/results/results.js'
import { calm } from './fixture.js'

const nginx = { name: 'nginx', version: '1.22.1', configuration: 'events {}' }

it('names the real balancers that ran, each once, and says nothing where all are ours', () => {
  const [rr, lc] = calm.candidates
  const real: Results = { ...calm, candidates: [rr!, { ...lc!, software: nginx }, { ...rr!, software: nginx }] }
  expect(method(real, 'bold')).toContain(
    'Real balancers: nginx 1.22.1, one worker each; their configurations are in results.json.',
  )
  expect(method(calm, 'bold').join(' ')).not.toContain('Real balancers')
})
