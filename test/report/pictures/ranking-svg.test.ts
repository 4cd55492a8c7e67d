import { describe, expect, test } from 'vitest'
import { rankingSvg } from '../../../src/report/pictures/ranking-svg.js'
import type { Results } from '../../../src/results/results.js'
import { syntheticResults } from '../../results/synthetic.js'
import { calm, rich, virtual } from '../fixture.js'
import { expectGolden } from '../golden.js'
import { parseXml } from '../svg/parse-xml.js'
import { expectTidy } from '../svg/tidy.js'

const draw = (results: Results) => parseXml(rankingSvg(results)!)
const wordsOf = (results: Results): string[] =>
  draw(results)
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text)
const runOf = (candidates: readonly string[], rounds = 2): Results =>
  syntheticResults(
    candidates.map((candidate, k) => ({ candidate, factor: 1 + k / 4, requests: 1200 })),
    rounds,
  )

test('as it is drawn', () => expectGolden('ranking.svg', rankingSvg(rich)!))

test('rows are candidates, best first, live before virtual, then who is not to be trusted and the ideal', () => {
  const names = draw(rich)
    .filter(({ attributes }) => attributes.class?.startsWith('name f'))
    .map(({ text }) => text)
  expect(names).toEqual(['p2c?choices=3', 'lc', 'rr', 'virtual:lc', 'iphash', 'ideal'])
})

test('beside a bar: the value with its interval, how it stands, what failed', () => {
  const words = wordsOf(rich)
  expect(words).toEqual(
    expect.arrayContaining(['114 [108, 119]', '1.40 times', '2.21 %', 'best', '~ not told apart', 'invalid']),
  )
})

test('begins with what the run says, doubts below it', () => {
  const [title, , doubt] = wordsOf(rich)
  expect(title).toMatch(/^p2c\?choices=3 and lc: no difference in p99 shown/)
  expect(doubt).toBe('Not to be trusted: iphash (see the warnings).')
})

test('one round has no whiskers and is said to show nothing', () => {
  const one = runOf(['rr', 'lc'], 1)
  expect(draw(one).filter(({ attributes }) => attributes.class?.startsWith('whisker'))).toEqual([])
  expect(wordsOf(one)).toEqual(expect.arrayContaining(['lowest seen', '1.26 times']))
  expect(wordsOf(one).join()).toContain('one round: no interval, no difference shown')
})

describe.each([
  ['rich', rich],
  ['calm', calm],
  ['virtual', virtual],
  ['one candidate', runOf(['rr'])],
  ['twelve, one with a long name', runOf([...Array(11).keys()].map(k => `c${k}`).concat(`nginx:${'x'.repeat(60)}`))],
  [
    'twenty-four',
    runOf(
      [...Array(24).keys()].map(k => `candidate-number-${k}`),
      1,
    ),
  ],
  ['hostile names', runOf(['<script>', '"&\u0007'])],
])('%s', (_, results) => {
  test('everything lies inside, no word on another, no byte too many', () => expectTidy(rankingSvg(results)!))
})

test('of more than sixteen the best are drawn, and it says how many are not', () => {
  expect(
    wordsOf(
      runOf(
        [...Array(24).keys()].map(k => `c${k}`),
        1,
      ),
    ).join(),
  ).toContain('8 more in the tables')
})

test('where no latency can be told there is no picture', () => {
  expect(rankingSvg(syntheticResults([{ candidate: 'rr', factor: 1, errorShare: 1 }], 2))).toBeUndefined()
})

test('where failures decide, what failed is said once', () => {
  const failing = syntheticResults(
    [
      { candidate: 'rr', factor: 1, requests: 3000, ownNoise: 0, errorShare: 0.53 },
      { candidate: 'lc', factor: 1, requests: 3000, ownNoise: 0, errorShare: 0.3 },
      { candidate: 'iphash', factor: 1, errorShare: 0.4, health: { balancerUtilisation: 0.7 } },
    ],
    4,
  )
  const words = wordsOf(failing)
  expect(words).toEqual(expect.arrayContaining([expect.stringMatching(/^fewest: .* % fail$/)]))
  expect(words).toEqual(expect.arrayContaining([expect.stringMatching(/^invalid, [\d.]+ % fail$/)]))
  expect(words).not.toContain('failed')
  const [, share] = /([\d.]+ %) fail$/.exec(words.find(text => text.startsWith('fewest: '))!)!
  expect(words.filter(text => text === share)).toEqual([])
})
