import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { joinTraces } from '../../src/trace/join-traces.js'
import { section, temporaryFolder, written } from './temporary-traces.js'

const folder = temporaryFolder()

it('joins parts in the order given, replaces what was there, and takes the parts away', async () => {
  const [one, two] = [section('rr', 0, [[0, 1, 2]]), section('lc', 0, [[1, 1, 3]])]
  const parts = [written(folder, 'one', one), written(folder, 'two', two)]
  const target = written(folder, 'target', 'of an earlier run, and longer than what comes now '.repeat(100))
  await joinTraces(parts, target)
  expect(readFileSync(target, 'utf8')).toBe(one + two)
  expect(parts.map(path => existsSync(path))).toEqual([false, false])
})

it('says where it cannot write, and keeps the parts', async () => {
  const part = written(folder, 'part', section('rr', 0, [[0, 1, 2]]))
  await expect(joinTraces([part], `${folder}/none/target`)).rejects.toMatchObject({ code: 'OUTPUT' })
  expect(existsSync(part)).toBe(true)
})
