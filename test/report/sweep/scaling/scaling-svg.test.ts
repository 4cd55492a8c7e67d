import { describe, expect, test } from 'vitest'
import { renderScalingMarkdown } from '../../../../src/report/sweep/scaling/scaling-markdown.js'
import { scalingSvg } from '../../../../src/report/sweep/scaling/scaling-svg.js'
import type { Scaling } from '../../../../src/sweep/scaling/scaling.js'
import { expectGolden } from '../../golden.js'
import { parseXml } from '../../svg/parse-xml.js'
import { expectTidy } from '../../svg/tidy.js'
import { scaling, small } from './fixture.js'

const draw = (one: Scaling) => parseXml(scalingSvg(one)!)
const words = (one: Scaling): string =>
  draw(one)
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text)
    .join(' ')

const [rr] = scaling.curves
const many: Scaling = {
  ...scaling,
  curves: [...Array(12).keys()].map(k => ({
    ...rr!,
    candidate: { ...rr!.candidate, id: `candidate-${'x'.repeat(k * 3)}` },
  })),
}

test('as it is drawn', () => expectGolden('scaling.svg', scalingSvg(scaling)!))

test('a line a candidate that meets the objective, its name behind it; who does not is named', () => {
  const lines = draw(scaling).filter(
    ({ attributes }) => /^line s\d d\d$/.test(attributes.class ?? '') && attributes.d!.includes('L'),
  )
  expect(lines).toHaveLength(4)
  expect(words(scaling)).toContain('p2c carries most')
  expect(words(scaling)).toContain('not drawn: iphash')
  expect(words(many)).toContain('not drawn: ')
})

test('a line is broken where a fleet between two carries nothing', () => {
  const points = rr!.points.map((point, i) => (i === 3 ? { ...point, ratePerSecond: null, efficiency: null } : point))
  const [first] = draw({ ...scaling, curves: [{ ...rr!, points }] }).filter(
    ({ attributes }) => attributes.class === 'line s0 d0',
  )
  expect(first!.attributes.d!.match(/M/g)).toHaveLength(2)
})

test('where nobody meets the objective there is no picture', () => {
  expect(scalingSvg({ ...scaling, curves: scaling.curves.slice(4) })).toBeUndefined()
})

describe.each([
  ['all', scaling],
  ['small', small],
  ['many', many],
])('%s', (_, one) => {
  test('everything lies inside, no word on another, not too many bytes', () => expectTidy(scalingSvg(one)!))
})

test('Markdown shows the picture that lies beside it, and none where none does', () => {
  expect(renderScalingMarkdown(scaling, 'scaling.svg')).toMatch(
    /^!\[highest rate by backends; p2c carries most: [^\]]+\]\(scaling\.svg\)$/m,
  )
  expect(renderScalingMarkdown(scaling)).not.toContain('![')
})
