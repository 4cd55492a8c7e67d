import { describe, expect, it } from 'vitest'
import { parseCommandLine } from '../../src/cli/command-line.js'
import { commands } from '../../src/cli/commands/index.js'
import { termGroups } from '../../src/glossary/index.js'
import { wordsOf } from '../docs/console-blocks.js'
import { lbbench, lbbenchIn } from './lbbench.js'

const terms = termGroups.flatMap(group => group.terms)

describe('lbbench explain', () => {
  it('says what a word means, how it is measured, what is good, and where to go on', async () => {
    const said = await lbbenchIn({ env: { COLUMNS: '60' } }, 'explain', 'p99')
    expect(said).toMatchObject({ status: 0, stderr: '' })
    for (const label of ['measured', 'good', 'try', 'see', 'page'])
      expect(said.stdout).toMatch(new RegExp(`^  ${label} `, 'm'))
    expect(said.stdout.split('\n').filter(line => line.length > 60 && !line.startsWith('  try'))).toEqual([])
  })

  it.each([
    [['retry', 'budget'], /^retry budget\n/],
    [['twin-gap'], /^twin\n/],
    [['jainBusy'], /^jain\n/],
    [['lc'], /^lc {2}fewest requests in flight[\s\S]*lbbench compare uneven --engine virtual -s lc,rr/],
    [['rr'], / -s rr,lc\n/],
    [['p99', 'p50'], /^p99\n[\s\S]*\n\np50\n/],
    [['retry', 'budget', 'lc', 'p50'], /^retry budget\n[\s\S]*\n\nlc {2}fewest[\s\S]*\n\np50\n/],
    [['mean/ideal'], /^ideal\n/],
    [['mean', '/', 'ideal'], /^ideal\n/],
    [['trial(s)'], /^round\n/],
    [['trials'], /^round\n/],
  ])('takes %j', async (words, text) => {
    const said = await lbbench('explain', ...words)
    expect(said).toMatchObject({ status: 0, stderr: '' })
    expect(said.stdout).toMatch(text)
  })

  it('lists every term by group', async () => {
    const { stdout } = await lbbench('explain')
    const words = stdout.replace(/\s+/g, ' ')
    for (const { name } of terms) expect(words).toContain(name)
  })

  it.each([
    ['perzentile', 'explain knows no "perzentile"; did you mean "percentile"?\n  "lbbench explain" lists'],
    ['qqqqqqq', 'explain knows no "qqqqqqq"\n'],
  ])('guesses what %s means', async (word, text) => {
    expect(await lbbench('explain', word)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(text),
    })
  })

  it('completes terms', async () => {
    expect((await lbbench('--complete', 'explain', 'goo')).stdout).toBe('goodput\n')
  })
})

it.each(terms.map(({ name, example }) => [name, example]))(
  'shows %s by a command that exists: %s',
  async (_, example) => {
    const nowhere = { write: () => true }
    const io = {
      stdout: nowhere,
      stderr: nowhere,
      env: {},
      cwd: '/',
      signal: new AbortController().signal,
      now: () => new Date(0),
    }
    const [program, ...argv] = wordsOf(example)
    expect(program).toBe('lbbench')
    // It is understood; `lbbench init` and others may change what they take.
    await parseCommandLine(argv, commands, io)
  },
)
