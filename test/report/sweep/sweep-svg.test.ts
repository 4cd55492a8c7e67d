import { describe, expect, test } from 'vitest'
import { renderSweep } from '../../../src/report/sweep/render-sweep.js'
import { renderSweepMarkdown } from '../../../src/report/sweep/sweep-markdown.js'
import { sweepSvg } from '../../../src/report/sweep/sweep-svg.js'
import type { Sweep } from '../../../src/sweep/sweep.js'
import { curveOf } from '../../sweep/curves.js'
import { expectGolden } from '../golden.js'
import { parseXml } from '../svg/parse-xml.js'
import { expectTidy } from '../svg/tidy.js'
import { calm, rich } from './fixture.js'

const draw = (sweep: Sweep) => parseXml(sweepSvg(sweep)!)
const texts = (sweep: Sweep): string =>
  draw(sweep)
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text)
    .join(' ')
const many: Sweep = {
  ...rich,
  best: null,
  agreements: [],
  curves: [...Array(12).keys()].map(k =>
    curveOf(
      `candidate-${'x'.repeat(k * 3)}`,
      rich.axis.values.map((_, i) => 20 + k + i),
    ),
  ),
}

test('as it is drawn', () => expectGolden('sweep.svg', sweepSvg(rich)!))

test('above it stands who is best, as the page has it', () => {
  expect(texts(rich)).toMatch(/^lc has the lowest p99 each other one is shown to be more than 10% slower than lc/)
  expect(texts(calm)).not.toContain('The others are held against')
})

test('a line a candidate, the ideal grey, names behind them', () => {
  for (const { candidate } of rich.curves) expect(texts(rich)).toContain(candidate.id)
  expect(draw(rich).filter(({ attributes }) => attributes.class === 'name fx')).toHaveLength(1)
})

test('where a queue begins to grow the line leaves through a cross, and is told to', () => {
  const crosses = draw(rich).filter(({ attributes }) => attributes.d?.includes('l10 10'))
  expect(crosses.map(({ attributes }) => attributes.class)).toEqual(['line s0'])
  expect(texts(rich)).toContain('×: from here on its queue grows')
  expect(texts(calm)).not.toContain('×')
})

test('a line is broken where a point between two is not told', () => {
  const [rr] = rich.curves
  const broken = { ...rr!, points: rich.curves[1]!.points.map((point, i) => (i === 3 ? rr!.points[3]! : point)) }
  const [first] = draw({ ...rich, curves: [broken], best: null, agreements: [] }).filter(
    ({ attributes }) => attributes.class === 'line s0 d0',
  )
  expect(first!.attributes.d!.match(/M/g)).toHaveLength(2)
})

describe.each([
  ['rich', rich],
  ['calm', calm],
  ['many', many],
])('%s', (_, sweep) => {
  test('everything lies inside, no word on another, not too many bytes', () => expectTidy(sweepSvg(sweep)!))
})

test('of twelve the first eight are drawn, the others named', () => {
  expect(texts(many)).toContain('not drawn')
})

test('without any latency there is no picture', () => {
  const none = {
    ...rich,
    curves: rich.curves.map(one => ({
      ...one,
      points: one.points.map(point => ({ ...point, latency: rich.curves[0]!.points.at(-1)!.latency })),
    })),
  }
  expect(sweepSvg(none)).toBeUndefined()
})

test('sweep.md shows it; what is printed does not, for there is no file beside it', () => {
  expect(renderSweepMarkdown(rich, 'sweep.svg')).toMatch(
    /^!\[p99 by load; lc has the lowest p99: each other one is shown .*\]\(sweep\.svg\)$/m,
  )
  expect(renderSweep(rich, 'markdown')).not.toContain('.svg')
})
