import { describe, expect, test } from 'vitest'
import { rankingBars } from '../../src/report/ranking-bars.js'
import type { Results } from '../../src/results/results.js'
import { syntheticResults } from '../results/synthetic.js'
import { crashDrill } from './drill/fixture.js'
import { calm, rich } from './fixture.js'

const draw = (results: Results, width = 80): string[] => rankingBars(results, { color: false, width })
const doubled = syntheticResults(
  [
    { candidate: 'slow', factor: 2, requests: 1200, ownNoise: 0 },
    { candidate: 'fast', factor: 1, requests: 1200, ownNoise: 0 },
  ],
  1,
)

test('best first; twice as slow is twice as long, for the bar begins at 0', () => {
  const [, fast, slow] = draw(doubled)
  const length = (line: string): number => (line.match(/█/g) ?? []).length - sparkOf(line)
  const sparkOf = (line: string): number => (/\S$/.test(line) ? (line.slice(-20).match(/█/g) ?? []).length : 0)
  expect(fast).toMatch(/^ {2}fast /)
  expect(slow).toMatch(/^ {2}slow /)
  expect(Math.abs(length(slow!) - 2 * length(fast!))).toBeLessThanOrEqual(1)
})

test('says what its bars are; a single round has no interval', () => {
  expect(draw(doubled)[0]).toMatch(/^p99 in ms: bars from 0, one round: no interval/)
  expect(draw(calm)[0]).toMatch(/^p99 in ms: bars from 0, ░ 95 % interval; over time ▁ [\d.]+ to █ [\d.]+ \(log\)$/)
})

test('the interval lies behind the bar: where two are apart, so are their shades', () => {
  const [, best, , rr] = draw(rich, 120)
  expect(best!.indexOf('░')).toBeLessThan(rr!.indexOf('░'))
  expect(best).toMatch(/█+░* {2,}81\.3 \[77\.6, 85\.1\] {2}best/)
  expect(rr).toContain('114 [108, 119]')
  expect(rr).toContain('1.40 times')
})

describe('in less room', () => {
  test.each([
    [84, /\[.*times .*[▁-█]{12}/],
    [66, /\[.*times$/],
    [52, /114 {2}.*times$/],
    [34, /114$/],
  ])('%i columns', (width, pattern) => expect(draw(rich, width).find(line => line.startsWith('  rr'))).toMatch(pattern))

  test('in none, none', () => expect(draw(rich, 20)).toEqual([]))
})

test('a drill has no course here: its own chart says more', () => {
  expect(draw(crashDrill, 120)[0]).not.toContain('over time')
})

test('nobody alone', () => {
  expect(draw(syntheticResults([{ candidate: 'rr', factor: 1 }], 2))).toEqual([])
})

test('of twenty the best sixteen, and how many more', () => {
  const many = syntheticResults(
    [...Array(20).keys()].map(k => ({ candidate: `c${k}`, factor: 1 + k, requests: 1200 })),
    1,
  )
  expect(draw(many)).toHaveLength(1 + 16 + 1)
  expect(draw(many).at(-1)).toBe('  4 more in the tables')
})

describe('where failures decide', () => {
  const failing = syntheticResults(
    [
      { candidate: 'rr', factor: 1, requests: 3000, ownNoise: 0, errorShare: 0.53 },
      { candidate: 'lc', factor: 1, requests: 3000, ownNoise: 0, errorShare: 0.3 },
    ],
    4,
  )

  test('the fewest come first, and how many fail stands in place of how many times', () => {
    const [title, ...rows] = draw(failing, 120)
    expect(title).toContain('fewest failures first')
    expect(rows[0]).toMatch(/^ {2}lc .* {2}fewest: (29|30|31)[.\d]* % fail/)
    expect(rows[1]).toMatch(/^ {2}rr .* {2}5\d[.\d]* % fail/)
  })

  test('else the best latency does', () => expect(draw(rich, 120)[0]).not.toContain('failures'))
})

test('who is not shown to be worse is not told apart: no claim that it is as good', () => {
  for (const row of draw(calm, 120).slice(1)) expect(row).toMatch(/ ~ not told apart( |$)/)
})
