import { describe, expect, it, test } from 'vitest'
import type { Beside } from '../../../src/beside/beside.js'
import { besideCharts } from '../../../src/report/beside/html/beside-charts.js'
import { renderBesideHtml } from '../../../src/report/beside/html/beside-page.js'
import { overlaid } from '../../../src/report/beside/html/overlaid.js'
import type { Warning } from '../../../src/results/results.js'
import { drilled } from '../../beside/drilled-runs.js'
import { beside, later, made, scenarioChanged } from '../../beside/runs.js'
import { tagsOf } from '../html/tags.js'

const assets = { script: 'const made = "up"', style: 'body { margin: 0 }' }
const live = made({ factors: { rr: 1, lc: 1 } })
const faster = later(made({ factors: { rr: 1, lc: 0.7 }, day: 0.1, seed: 1 }))

const both: Readonly<Record<string, Beside>> = {
  live: beside(live, faster),
  'another scenario': beside(live, scenarioChanged(faster, { load: 'open loop, 300/s' })),
  drills: beside(drilled({ detectionMs: 900 }), later(drilled({ detectionMs: 300, seed: 1, open: true }))),
  'one run twice': beside(live, live),
  'nobody in both': beside(live, later(made({ factors: { p2c: 1 } }))),
}

describe.each(Object.entries(both))('the page of two runs: %s', (_, one) => {
  const tags = tagsOf(renderBesideHtml(one, assets))
  const opened = tags.filter(({ closes }) => !closes)

  it('closes what it opens, in order', () => {
    const single = new Set(['meta', 'link', 'input', 'path', 'circle', 'rect'])
    const open: string[] = []
    for (const { name, closes } of tags.filter(tag => !single.has(tag.name)))
      if (closes) expect(open.pop()).toBe(name)
      else open.push(name)
    expect(open).toEqual([])
  })

  it('has one main heading, none that skips a level, and names each thing once', () => {
    const levels = opened.flatMap(({ name }) => (/^h\d$/.test(name) ? [Number(name[1])] : []))
    expect(levels.filter(level => level === 1)).toHaveLength(1)
    expect(levels.filter((level, i) => level - (levels[i - 1] ?? 1) > 1)).toEqual([])
    const ids = opened.flatMap(({ attributes }) => attributes.id ?? [])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('runs nothing but its script', () => {
    expect(
      opened.flatMap(({ attributes }) => Object.keys(attributes)).filter(key => /^(on.*|style|src)$/.test(key)),
    ).toEqual([])
  })
})

const textOf = (one: Beside): string => renderBesideHtml(one, assets)
const headline = (one: Beside): string => /<h1 class="headline"><span>(.*)<\/span><\/h1>/.exec(textOf(one))![1]!
const trust = (one: Beside): string | undefined => /data-trust="(\w+)"/.exec(textOf(one))?.[1]

test('says in its first line what changed', () => {
  expect(headline(both.live!)).toBe('lc got faster')
  expect(textOf(both.live!)).toMatch(/<p class="by-how-much">p99 \d\d\u00a0% lower<\/p>/)
  expect(headline(both['another scenario']!)).toBe('Not the same question')
  const alike = beside(made({ factors: { 'virtual:lc': 1 } }), later(made({ factors: { 'virtual:lc': 1 }, seed: 1 })))
  expect(headline(alike)).toBe('virtual:lc: no difference shown')
  expect(textOf(alike)).toMatch(/by-how-much">could have seen /)
  expect(headline(both['one run twice']!)).toBe('Both are the same run: nothing differs')
  expect(headline(both['nobody in both']!)).toMatch(/^Nothing can be compared/)
})

test('then whether to trust it', () => {
  expect(trust(both.live!)).toBe('good')
  expect(trust(both['another scenario']!)).toBe('bad')
  expect(textOf(both['another scenario']!)).toMatch(
    /by-how-much">rr and lc: no difference shown; could have seen .*in another scenario/,
  )
  expect(trust(beside(live, { ...faster, complete: false }))).toBe('bad')
  const elsewhere = { ...faster, environment: { ...faster.environment, cpu: 'Another CPU' } }
  expect(trust(beside(live, elsewhere))).toBe('care')
  expect(trust(both['nobody in both']!)).toBeUndefined()
})

test('a caution about who is compared, or blindness, is no green box, and is listed', () => {
  const caution: Warning = {
    code: 'late',
    level: 'caution',
    candidate: 'lc',
    round: null,
    message: 'left late (1 s; limit 2 ms): so; wait (in 1 of 2 rounds)',
  }
  const warned = { ...faster, warnings: [caution] }
  expect(trust(beside(live, warned))).toBe('care')
  expect(textOf(beside(live, warned))).toContain('<li>after, lc: left late (1 s; limit 2 ms): so.</li>')
  // Of somebody else.
  expect(trust(beside(live, { ...warned, warnings: [{ ...caution, candidate: 'p2c' }] }))).toBe('good')
  const [wild, wilder] = [
    made({ factors: { rr: 1, lc: 1 }, noise: 1 }),
    made({ factors: { rr: 1, lc: 1 }, noise: 1, seed: 1 }),
  ]
  expect(trust(beside(wild, later(wilder)))).toBe('care')
  expect(textOf(beside(wild, later(wilder)))).toMatch(/<li>lc: a change of p99 by less than \d+ % would hardly be seen/)
})

describe('charts', () => {
  const charts = besideCharts(both.live!)

  test('have both in each, before dotted, a colour a candidate', () => {
    expect(charts.map(({ id }) => id)).toEqual(expect.arrayContaining(['before-after', 'changes', 'spectrum']))
    for (const chart of charts) {
      if (chart.kind !== 'lines') continue
      const names = chart.data.lines.map(({ id, role }) => `${id} ${role}`)
      expect(names).toEqual(['rr before', 'lc before', 'rr candidate', 'lc candidate'])
    }
  })

  test('are tables too, as wide as their heads', () => {
    for (const { table } of charts) for (const row of table.rows) expect(row.length).toBe(table.head.length)
    const spectrum = charts.find(({ id }) => id === 'spectrum')!
    expect(spectrum.table.rows.map(([name]) => name)).toEqual(['rr, before', 'lc, before', 'rr, after', 'lc, after'])
  })

  test('of runs with other axes are not laid over each other', () => {
    const spectrum = charts.find(({ id }) => id === 'spectrum')!
    if (spectrum.kind !== 'lines') throw new Error('not lines')
    const other = { ...spectrum, data: { ...spectrum.data, at: spectrum.data.at.map(at => at / 2) } }
    expect(overlaid(spectrum, other)).toBeUndefined()
    expect(overlaid(spectrum, undefined)).toBeUndefined()
  })

  test('there are none of equal numbers', () => expect(besideCharts(both['one run twice']!)).toEqual([]))
})

test('names that are markup are text', () => {
  const id = '</script><img src=x onerror=alert(1)>'
  const page = textOf(beside(made({ factors: { [id]: 1 } }), later(made({ factors: { [id]: 0.5 }, seed: 1 }))))
  expect(page).not.toContain('<img src=x')
  expect(page.match(/<script/g)).toHaveLength(2)
})
