import { describe, expect, test } from 'vitest'
import { enoughRounds } from '../../src/report/enough-rounds.js'
import { pageOf } from '../../src/report/html/render-html.js'
import { renderMarkdown } from '../../src/report/markdown.js'
import { renderTerminal } from '../../src/report/terminal.js'
import { type RunShape, syntheticResults } from '../results/synthetic.js'

const pair = (ownNoise: number, id = (name: string) => name): RunShape[] =>
  ['rr', 'lc'].map(name => ({ candidate: id(name), factor: 1, ownNoise }))

const noisy = syntheticResults(pair(0.15), 3)

describe('where rounds are too noisy to tell the two best apart', () => {
  test('it is said how many would do', () => {
    const [advice, ...others] = enoughRounds(noisy)
    expect(others).toEqual([])
    expect(advice).toMatch(
      /^About (\d+) rounds would show a difference of 20 % in p99 between \w+ and \w+ \(--rounds \1\)\.$/,
    )
    expect(Number(/\d+/.exec(advice!)![0])).toBeGreaterThan(3)
  })

  test('in the terminal, in Markdown and on the page', () => {
    const [advice] = enoughRounds(noisy)
    expect(renderTerminal(noisy, { color: false, width: 300 })).toContain(advice)
    expect(renderMarkdown(noisy)).toContain(`- ${advice}`)
    const method = pageOf(noisy).sections.find(({ id }) => id === 'method')!
    expect(method.parts.join('')).toContain(`<li>${advice}</li>`)
  })

  test('so many rounds, as noisy, would have seen it', () => {
    const enough = Number(/\d+/.exec(enoughRounds(noisy)[0]!)![0])
    expect(enoughRounds(syntheticResults(pair(0.08), enough))).toEqual([])
  })

  test('beyond 64 rounds that would be no advice', () => {
    const [advice] = enoughRounds(syntheticResults(pair(2), 3))
    expect(advice).toMatch(
      / in p99 between \w+ and \w+, rounds as noisy as these would have to be more than 64: too noisy/,
    )
  })

  test('a run of adaptive length has another flag', () => {
    const until = {
      targets: ['p99 5%'],
      looks: { done: 1, planned: 1 },
      maxRounds: 3,
      maxTimeMs: 1,
      reached: false,
      widest: null,
    }
    expect(enoughRounds({ ...noisy, until })[0]).toMatch(/\(--max-rounds \d+\)\.$/)
  })

  test('what is true of the model only says so', () => {
    const results = syntheticResults(
      pair(0.15, name => `virtual:${name}`),
      3,
    )
    expect(enoughRounds(results)[0]).toContain(' in virtual time (--rounds ')
  })
})

describe('nothing is said', () => {
  test('where a difference of 20 % would have been seen', () => {
    expect(enoughRounds(syntheticResults(pair(0.01), 3))).toEqual([])
  })

  test('where something is shown', () => {
    const [rr, lc] = pair(0.01)
    expect(enoughRounds(syntheticResults([{ ...rr!, factor: 3 }, lc!], 3))).toEqual([])
  })

  test('of a single round, of one candidate, of none', () => {
    expect(enoughRounds(syntheticResults(pair(0.15), 1))).toEqual([])
    expect(enoughRounds(syntheticResults(pair(0.15).slice(0, 1), 3))).toEqual([])
    expect(enoughRounds(syntheticResults([], 3))).toEqual([])
  })

  test('where rounds that are enough are planned, and missing', () => {
    expect(enoughRounds({ ...noisy, complete: false, rounds: { planned: 64, done: 3 } })).toEqual([])
  })

  test('where clients gave up: more rounds would not tell', () => {
    const p99 = Math.min(...noisy.candidates.flatMap(({ rounds }) => rounds.map(({ metrics }) => metrics.p99Ms!)))
    expect(enoughRounds({ ...noisy, scenario: { ...noisy.scenario, timeoutMs: p99 } })).toEqual([])
  })
})
