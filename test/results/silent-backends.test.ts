import { expect, it } from 'vitest'
import { silentBackends } from '../../src/results/silent-backends.js'
import { calm } from '../report/fixture.js'

const [any] = calm.candidates
const software = { name: 'nginx', version: '1.22.1', configuration: './site.conf' }
const source = { file: './site.conf', sha256: 'ab' }
const backends = [
  { name: 'a', requests: 100, share: 1 },
  { name: 'b', requests: 0, share: 0 },
  { name: 'c', requests: 0, share: 0 },
]

it('says which backends a configuration of the user sends nothing, and of no other', () => {
  const [warning, ...others] = silentBackends({ ...any!, id: 'nginx:./site.conf', source, software, backends })
  expect(others).toEqual([])
  expect(warning).toMatchObject({ code: 'silent-backends', level: 'caution', candidate: 'nginx:./site.conf' })
  expect(warning!.message).toMatch(/^b, c answered nothing: does \.\/site\.conf name the ports/)
  expect(silentBackends({ ...any!, source: null, software, backends })).toEqual([])
  expect(silentBackends({ ...any!, source, software: null, backends })).toEqual([])
  expect(silentBackends({ ...any!, source, software, backends: backends.slice(0, 1) })).toEqual([])
})
