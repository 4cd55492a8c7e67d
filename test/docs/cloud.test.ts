import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseCandidates } from '../../src/bench/candidate.js'
import { engineNames } from '../../src/bench/engine-names.js'
import { BackendNames } from '../../src/live/load/backend-names.js'
import { lbbench } from '../cli/lbbench.js'
import { understood } from '../deploy/lbbench-line.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { shellCommandsIn } from './console-blocks.js'

const page = readFileSync(`${packageRoot}/docs/cloud.md`, 'utf8')
const commands = shellCommandsIn(page)

it.each(commands)('%s %s ... is a valid command', async (...argv) => {
  await understood(argv)
  if (argv[0] !== 'compare') return
  const said = await lbbench(...argv, '--dry-run')
  expect(said.stderr).not.toContain('lbbench:')
  expect(said.status).toBe(0)
})

it('has some commands', () => expect(commands.length).toBeGreaterThanOrEqual(9))

it('recommends emulations that there are, with options they have', () => {
  const lists = [...page.matchAll(/\*\*Compare with\*\* (.*)\.$/gm)].flatMap(([, text]) => text!.match(/`[^`]+`/g)!)
  expect(lists.length).toBeGreaterThanOrEqual(11)
  for (const id of lists) expect(() => parseCandidates(id.slice(1, -1), engineNames), id).not.toThrow()
})

it('says how many names are told apart', () => {
  const names = new BackendNames([], true)
  for (let i = 0; i < 2000; i++) names.indexOf(`request-${i}`)
  expect(page).toContain(`${names.all.length - 1} at most`)
})

it('explains sentences as the program says them', () => {
  const source = ['engines/target/unreachable.ts', 'load/program.ts'].map(name =>
    readFileSync(`${packageRoot}/src/live/${name}`, 'utf8'),
  )
  const said = [...source.join('\n').matchAll(/[[`'\s]`((?:the |nobody |\$\{)[^`]*)`/g)].map(([, text]) =>
    text!.replace(/\$\{(place|site\.authority)\}/g, '...'),
  )
  const [, table] = page.split('## When it cannot be measured')
  const explained = [...table!.matchAll(/^\| ([^|]*) \| [^|]* \|$/gm)].map(([, text]) => text!).slice(1)
  expect(explained.length).toBe(9)
  for (const text of explained)
    expect(
      said.some(sentence => sentence.startsWith(text)),
      text,
    ).toBe(true)
})
