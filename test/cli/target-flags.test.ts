import { expect, it } from 'vitest'
import { parseCandidates } from '../../src/bench/candidate.js'
import { engineNames } from '../../src/bench/engine-names.js'
import { withoutSecrets, withTargetSettings } from '../../src/cli/compare/target-flags.js'
import { lbbench } from './lbbench.js'

const candidates = parseCandidates('target:https://lb.example/,rr,target:http://other.example/', engineNames)

it('every target gets what the flags say, and nobody else', () => {
  const [first, rr, last] = withTargetSettings(candidates, {
    'target-backends': 'X-Served-By',
    'target-header': ['Authorization: Bearer a:b', 'X-Empty:'],
    'target-insecure': true,
  })
  const headers = [
    ['Authorization', 'Bearer a:b'],
    ['X-Empty', ''],
  ]
  expect(first!.target!.settings).toEqual({ backendHeader: 'x-served-by', headers, insecure: true })
  expect(last!.target!.settings).toEqual(first!.target!.settings)
  expect(rr!.target).toBeUndefined()
})

it('without flags: the header of our own backends, no other headers, only certificates that hold', () => {
  const [first] = withTargetSettings(candidates, {})
  expect(first!.target!.settings).toEqual({ backendHeader: 'x-lbbench-backend', headers: [], insecure: false })
})

it('what a header says is in no command line', () => {
  expect(withoutSecrets({ seed: '1', 'target-header': ['Authorization: Bearer hush', 'X-Key:hush'] })).toEqual({
    seed: '1',
    'target-header': ['Authorization: ***', 'X-Key: ***'],
  })
  expect(withoutSecrets({ seed: '1' })).toEqual({ seed: '1' })
})

const target = ['compare', '--strategies', 'target:http://127.0.0.1:1/']
const wrong: readonly (readonly [string[], string])[] = [
  [
    ['compare', '--strategies', 'rr', '--target-insecure'],
    '--target-insecure is about a target, and no candidate is one',
  ],
  [['compare', '--target-backends', 'x'], '--target-backends is about a target, and no candidate is one'],
  [['compare', '--target-header', 'X: hush'], '--target-header is about a target, and no candidate is one'],
  [[...target, '--target-backends', 'a b'], '--target-backends "a b": expected the name of a header'],
  [[...target, '--target-header', 'hush'], '--target-header: expected a name, a colon and a value'],
  [[...target, '--target-header', ': hush'], '--target-header: expected a name, a colon and a value'],
  [[...target, '--target-header', 'X-A: hush\r\nX-B: hush'], '--target-header X-A: its value has a character'],
  [[...target, '--target-header', 'Host: hush'], '--target-header Host: lbbench sets this header itself'],
  [
    [...target, '--target-header', 'content-length: 1'],
    '--target-header content-length: lbbench sets this header itself',
  ],
  [['compare', 'crash', ...target.slice(1)], "nothing can be run of target:http://127.0.0.1:1/: the scenario's faults"],
]
it.each(wrong)('refuses %j', async (argv, sentence) => {
  const said = await lbbench(...argv)
  expect(said).toMatchObject({ status: 2, stdout: '' })
  expect(said.stderr).toContain(`lbbench: ${sentence}`)
  expect(said.stderr).not.toContain('hush')
})
