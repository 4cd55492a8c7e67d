import { describe, expect, test } from 'vitest'
import { spectrumAlt, spectrumSvg } from '../../../src/report/pictures/spectrum-svg.js'
import type { Results } from '../../../src/results/results.js'
import { syntheticResults } from '../../results/synthetic.js'
import { calm, rich, virtual } from '../fixture.js'
import { expectGolden } from '../golden.js'
import { parseXml } from '../svg/parse-xml.js'
import { expectTidy } from '../svg/tidy.js'

const runOf = (candidates: readonly string[], rounds = 2): Results =>
  syntheticResults(
    candidates.map((candidate, k) => ({ candidate, factor: 1 + k / 4, requests: 1200 })),
    rounds,
  )
const linesOf = (results: Results) =>
  parseXml(spectrumSvg(results)!).filter(
    ({ name, attributes }) => name === 'path' && /^line /.test(attributes.class!) && !attributes.d!.includes('h26'),
  )
const words = (results: Results): string =>
  parseXml(spectrumSvg(results)!)
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text)
    .join('\n')

test('as it is drawn', () => expectGolden('spectrum.svg', spectrumSvg(calm)!))

test('a line a candidate and one for the ideal, each its name behind it', () => {
  expect(linesOf(virtual)).toHaveLength(3)
  expect(words(virtual)).toContain('virtual:rr\nvirtual:lc\nideal')
})

test('a line rises: no latency is below that of a lower percentile', () => {
  for (const { attributes } of linesOf(rich)) {
    const heights = attributes
      .d!.slice(1)
      .split('L')
      .map(point => Number(point.split(' ')[1]))
    for (const [i, y] of heights.slice(1).entries()) expect(y).toBeLessThanOrEqual(heights[i]!)
  }
})

test('says how many requests, and what is shaded; of one round nothing is', () => {
  expect(words(calm)).toContain('Lower is better; 6,000 requests each; shaded: the range of 3 rounds')
  expect(words(runOf(['rr', 'lc'], 1))).toContain('1,200 requests each; one round: no range')
  expect(spectrumSvg(runOf(['rr', 'lc'], 1))).not.toContain('class="band')
})

test('says in words what it shows', () => {
  expect(spectrumAlt(calm)).toMatch(
    /^Latency in ms by percentile: rr [\d.]+ at 50 %, [\d.]+ at 90 % and [\d.]+ at 99 %; lc /,
  )
})

describe.each([
  ['rich', rich],
  ['virtual', virtual],
  ['one candidate', runOf(['rr'])],
  ['twelve, one with a long name', runOf([`nginx:${'x'.repeat(60)}`, ...[...Array(11).keys()].map(k => `c${k}`)])],
  ['hostile names', runOf(['<script>', '"&\u0007'])],
])('%s', (_, results) => {
  test('everything lies inside, no word on another, not too many bytes', () => expectTidy(spectrumSvg(results)!))
})

test('of more than eight the first are drawn; the others are named', () => {
  const many = runOf([...Array(10).keys()].map(k => `c${k}`))
  expect(linesOf(many)).toHaveLength(8)
  expect(words(many)).toContain('; not drawn: c8 and c9')
})

test('results without a distribution have no such picture', () => {
  const old = { ...calm, candidates: calm.candidates.map(one => ({ ...one, distribution: null })) }
  expect(spectrumSvg(old)).toBeUndefined()
})

test('what clients did not wait for is told as a bound', () => {
  const most = Math.max(...calm.candidates[0]!.distribution!.ms)
  const cut = { ...calm, scenario: { ...calm.scenario, timeoutMs: most } }
  expect(words(calm)).not.toContain('give up')
  expect(words(cut).replaceAll('\n', ' ')).toContain('clients give up after')
  expect(spectrumSvg(cut)).not.toEqual(spectrumSvg(calm))
  const early = { ...calm, scenario: { ...calm.scenario, timeoutMs: 1 } }
  expect(spectrumAlt(early)).toMatch(/rr at least [\d.]+ at 50 %/)
  expect(spectrumAlt(calm)).not.toContain('at least')
})
