import { describe, expect, test } from 'vitest'
import { timelineSvg } from '../../../../src/report/drill/svg/timeline-svg.js'
import { calm } from '../../fixture.js'
import { expectGolden } from '../../golden.js'
import { parseXml } from '../../svg/parse-xml.js'
import { expectTidy } from '../../svg/tidy.js'
import { courseOf, crash, crashDrill, drilled } from '../fixture.js'

const svg = timelineSvg(crashDrill)!
const picture = parseXml(svg)
const all = (name: string, look?: string) =>
  picture.filter(one => one.name === name && (look === undefined || one.attributes.class?.split(' ').includes(look)))
const texts = all('text').map(({ text }) => text)

test('as it is drawn', () => expectGolden('drill.svg', svg))

test('has a title and a description that say what it shows, to whom cannot see it', () => {
  expect(all('svg')[0]!.attributes).toMatchObject({ role: 'img', 'aria-labelledby': 'title desc' })
  expect(all('title')[0]).toMatchObject({ attributes: { id: 'title' }, text: 'synthetic over time' })
  const { text } = all('desc')[0]!
  expect(text).toMatch(/of rr, lc, p2c\?choices=3 and nginx:rr\. Incidents: crash: b2, 3s to 6s\. crash hurts fewest/)
})

test('has a line a candidate in each panel, its name behind the first, an axis with its unit', () => {
  expect(all('path', 'line').filter(({ attributes }) => !attributes.d!.includes('h26'))).toHaveLength(4 * 3)
  expect(texts).toEqual(expect.arrayContaining(['rr', 'lc', 'p2c?choices=3', 'nginx:rr', 'crash: b2']))
  for (const head of [
    'p99, ms (logarithmic)',
    'failed requests, %',
    'requests sent to b2, % of all',
    'time since measuring began, s',
  ])
    expect(texts).toContain(head)
})

test('shades the incident from its start to its end', () => {
  const [shade] = all('rect', 'shade')
  const at = (label: string): number =>
    Number(
      all('text', 'faint').find(({ text, attributes }) => text === label && attributes['text-anchor'] === 'middle')!
        .attributes.x,
    )
  const [x, width] = [Number(shade!.attributes.x), Number(shade!.attributes.width)]
  expect(x).toBeCloseTo((at('2') + at('4')) / 2, 0)
  expect(x + width).toBeCloseTo(at('6'), 0)
})

test('tells lines apart without colour, and suits a dark screen', () => {
  const { text } = all('style')[0]!
  const dashes = [...text.matchAll(/\.d\d \{ stroke-dasharray: ([^}]*)\}/g)].map(([, dash]) => dash)
  expect(new Set(dashes).size).toBe(7)
  expect(text).toContain('@media (prefers-color-scheme: dark)')
})

test('nothing lies outside the picture, no word on another', () => {
  expectTidy(svg)
})

describe('what there is not', () => {
  const one = (changes: Partial<ReturnType<typeof courseOf>>, incident = crash): string =>
    timelineSvg(
      drilled(
        [incident],
        [
          {
            candidate: '<lc> & "co"',
            met: [{ metrics: {} }],
            timeline: { ...courseOf({ worstMs: 300, noticed: 3 }), ...changes },
          },
        ],
      ),
    )!

  test('has no panel: no failures', () => {
    expect(one({ errorRate: Array(100).fill(0) })).not.toContain('failed requests, %<')
  })

  test('nor of a share where everybody is afflicted', () => {
    expect(one({}, { ...crash, backends: ['b1', 'b2'] })).not.toContain('requests sent to')
  })

  test('names are text, whatever they are', () => {
    expect(parseXml(one({})).filter(({ text }) => text === '<lc> & "co"')).toHaveLength(1)
  })

  test('without incidents there is no picture', () => {
    expect(timelineSvg(calm)).toBeUndefined()
  })
})

test('of many candidates the first eight; the others are named', () => {
  const shapes = Array.from({ length: 10 }, (_, k) => ({
    candidate: `c${k}`,
    met: [{ metrics: {} }],
    timeline: courseOf({ worstMs: 300 + k, noticed: k }),
  }))
  const shown = parseXml(timelineSvg(drilled([crash], shapes, 2))!).filter(({ name }) => name === 'text')
  expect(shown.some(({ text }) => text.endsWith('; not drawn: c8 and c9'))).toBe(true)
  expect(shown.filter(({ text }) => /^c\d$/.test(text))).toHaveLength(8)
})
