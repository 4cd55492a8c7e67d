import { expect, it } from 'vitest'
import { engineNames } from '../../src/bench/engine-names.js'
import { engineInfos } from '../../src/cli/compare/engines.js'
import { findProgram } from '../../src/live/programs/find-program.js'
import { lbbench } from './lbbench.js'

it('are listed as the command line knows them, each with a line of its own', async () => {
  expect(engineInfos.map(({ name }) => name)).toEqual(engineNames)
  const { stdout } = await lbbench('list', 'engines')
  expect(stdout.trimEnd().split('\n')).toEqual(
    engineInfos.map(({ name, summary }) => expect.stringMatching(new RegExp(`^${name} +${summary.slice(0, 20)}`))),
  )
})

it('that refuse a candidate say so in the plan already', async () => {
  const { stderr } = await lbbench('compare', '-s', 'rr,nginx:ewma,haproxy:ewma', '--dry-run')
  expect(stderr).toContain('  candidates  rr\n')
  expect(stderr).toMatch(
    /^ {2}not run {5}nginx:ewma: nginx has no ewma; .*\n {2}not run {5}haproxy:ewma: HAProxy has no ewma;/m,
  )
})

it('that are not installed are named in the plan, and stay in it', async () => {
  const { stderr } = await lbbench('compare', '-s', 'rr,envoy:rr', '--dry-run')
  expect(stderr).toContain('  candidates  rr, envoy:rr\n')
  const installed = findProgram('envoy') !== undefined
  expect(stderr.includes('  missing     envoy:rr: Envoy is not installed (see ')).toBe(!installed)
})
