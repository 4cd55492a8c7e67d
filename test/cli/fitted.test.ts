import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fitted } from '../../src/cli/fitted.js'
import { widthOf } from '../../src/cli/io.js'
import { lbbenchIn } from './lbbench.js'

const terminal = (columns: number) => ({ stderr: { write: () => true, isTTY: true, columns }, env: {} })

it('goes on under what a line of a plan says', () => {
  const plan = 'day: A day of traffic\n  not run     nginx:p2c: nginx has none\n  traffic     open loop, 12.7/s\n\n'
  expect(fitted(plan, terminal(24))).toBe(
    [
      ...['day: A day of traffic', '  not run     nginx:p2c:', '              nginx has', '              none'],
      ...['  traffic     open loop,', '              12.7/s', '', ''],
    ].join('\n'),
  )
})

it('says the same words whatever the width, and no line is wider than it where words are short', () => {
  const word = fc.stringMatching(/^[a-z]{1,6}$/)
  const line = fc
    .array(word, { minLength: 1, maxLength: 30 })
    .map(words => `  ${words[0]!.padEnd(12)}${words.join(' ')}`)
  fc.assert(
    fc.property(fc.array(line), fc.integer({ min: 24, max: 120 }), (lines, width) => {
      const text = fitted(lines.join('\n'), terminal(width))
      expect(text.split(/\s+/)).toEqual(lines.join('\n').split(/\s+/))
      for (const one of text.split('\n')) expect(one.length).toBeLessThanOrEqual(width)
    }),
  )
})

it.each([40, 60, 80, 120, 200])(
  'lists and checked scenarios are at most %i columns wide, and say all they say in a pipe',
  async terminal => {
    for (const argv of [
      ['list'],
      ['list', 'strategies'],
      ['list', 'scenarios'],
      ['check', 'uneven', 'gray', 'retry-storm'],
    ]) {
      const { stdout } = await lbbenchIn({ terminal }, ...argv)
      const whole = (await lbbenchIn({}, ...argv)).stdout
      expect(stdout.split(/\s+/), argv.join(' ')).toEqual(whole.split(/\s+/))
      // A path and a word stay whole.
      expect(
        stdout
          .split('\n')
          .filter(line => line.length > terminal && line.trim().includes(' ') && !line.endsWith(': ok')),
      ).toEqual([])
    }
  },
)

it('leaves a pipe alone', () => {
  const text = `  traffic     ${'on and '.repeat(40)}on`
  expect(fitted(text, { stderr: { write: () => true }, env: { COLUMNS: '80' } })).toBe(text)
})

it.each([
  [{ COLUMNS: '80' }, 132, 80],
  [{ COLUMNS: '80' }, undefined, 80],
  [{}, 132, 132],
  [{}, 0, 120],
  [{ COLUMNS: '' }, undefined, 120],
  [{ COLUMNS: '0' }, 90, 90],
  [{ COLUMNS: 'wide' }, 90, 90],
])('with %o and a terminal of %s columns tables are %i wide', (env, columns, width) => {
  expect(widthOf({ write: () => true, columns }, env)).toBe(width)
})
