import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it, test } from 'vitest'
import { renderVary } from '../../../../src/report/sweep/render-vary.js'
import { renderTradeSvg } from '../../../../src/report/sweep/vary/trade-svg.js'
import { lab, nobodyTrades, noise, onlyOne, plain, products, same, scaled } from './fixture.js'

/** After a wanted change: UPDATE_GOLDEN=1 npx vitest run --project pure test/report, then read the difference. */
function expectGolden(name: string, text: string): void {
  const path = new URL(`../../golden/${name}`, import.meta.url)
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, text)
  expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(text)
}

test.each([
  ['terminal', 'txt'],
  ['markdown', 'md'],
] as const)('golden: as %s', (format, extension) => {
  expectGolden(`vary-lab.${extension}`, renderVary(lab, format))
  expectGolden(`vary-plain.${extension}`, renderVary(plain, format))
})

test('golden: the picture', () => {
  expectGolden('vary-lab.svg', renderTradeSvg(lab)!)
})

test.each([40, 60, 80, 100, 140, 200])('in %i columns nothing is wider, and every point is there', width => {
  const text = renderVary(lab, 'terminal', { color: false, width })
  expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(width)
  for (const mark of 'abcdefghi') expect(text).toMatch(new RegExp(`^(\\* | *)${mark} `, 'm'))
})

test('no colour unless asked; with it the same text', () => {
  const painted = renderVary(lab, 'terminal', { color: true, width: 100 })
  expect(painted).toContain('\u001b[31m')
  expect(stripVTControlCharacters(painted)).toBe(renderVary(lab, 'terminal', { color: false, width: 100 }))
})

it('JSON is the result itself', () => {
  expect(JSON.parse(renderVary(lab, 'json'))).toEqual(lab)
})

it('CSV has a row a point and quantity, as many fields as heads', () => {
  const [head, ...rows] = renderVary(lab, 'csv').trimEnd().split('\n')
  expect(head).toBe(
    'balancer.health.active.interval,balancer.health.active.fall,candidate,front,incident,metric,value,low,high,n,atLeast',
  )
  expect(new Set(rows.map(row => row.split(',').length))).toEqual(new Set([11]))
  expect(rows.filter(row => row.startsWith('1s,3,rr,') && row.includes(',detectionMs,'))).toHaveLength(1)
  expect(renderVary(plain, 'csv')).toContain('"{ count: 2, on: [timeout] }",rr,')
})

describe('of autoscaling', () => {
  it('the picture, the sentence and the table say what it took and what was missed', () => {
    const text = renderVary(scaled, 'terminal', { color: false, width: 200 })
    expect(text).toMatch(/^scaling: objective missed, s \(up\) against backend-seconds \(across\)/)
    expect(text).toContain(
      'On the front, where fewer backend-seconds cost more seconds that miss the objective: c (policy',
    )
    expect(text).toMatch(/^ {5}policy +objective missed, s +missed requests +backend-seconds +turns +p50, ms/m)
    expect(text).toMatch(/^\* c {2}step +60 \[.*\] +120 \[.*\] +39\d\d \[.*\] +2 /m)
    expect(renderTradeSvg(scaled)).toContain('crash: scaling: objective missed, s against backend-seconds')
    expect(renderVary(scaled, 'markdown')).toContain('| missed requests |')
  })

  it('CSV has a row a metric, those nobody can tell among them', () => {
    const rows = renderVary(scaled, 'csv').split('\n')
    expect(rows.filter(row => row.startsWith('step,rr,true,scaling,'))).toHaveLength(7)
    expect(rows.some(row => /^step,rr,true,scaling,missedRequests,120(\.\d+)?,/.test(row))).toBe(true)
    expect(rows).toContain('hpa,rr,true,scaling,overProvisioning,,,,0,')
  })
})

describe('sentences', () => {
  const said = (vary: typeof lab): string => renderVary(vary, 'terminal', { color: false, width: 2000 })

  it.each([
    // 1 s * 2.5 against 5 s * 0.5: 2.5 s each.
    'interval 1s, fall 3 detects as soon as interval 5s, fall 1 (2.50 s against 2.50 s), without any false ejections, of which the other has 12',
    'On the front, where less time to detection costs more false ejections: a (interval 1s, fall 1: 0.50 s, 60 wrongly out)',
  ])('%s', sentence => {
    expect(said(lab)).toContain(sentence)
  })

  it('say so where nothing differs, and then there is no picture', () => {
    expect(said(same)).toContain('Nothing that can be told of these settings differs between them.')
    expect(renderTradeSvg(same)).toBeUndefined()
  })

  it('name no winner within the noise, and say what would have been seen', () => {
    const text = said(noise)
    expect(text).toMatch(
      /No difference between these settings is shown, neither in time to detection \(one of 0\.\d+ s would have been\) nor in requests hurt \(one of \d\.\d would have been\)\./,
    )
    expect(text).not.toMatch(/best|front|as soon as|^\* [a-c] /m)
    expect(renderTradeSvg(noise)).toContain('no difference is shown')
    expect(said({ ...onlyOne, rounds: 1 })).toContain('One round is no test')
  })

  it('name the one that is shown to be best', () => {
    expect(said(onlyOne)).toContain(
      'One setting is best: a (interval 1s: 0.50 s, 10 hurt); each other one is shown to be worse in both, time to detection and requests hurt.',
    )
  })

  it('of points that are best in both say that nothing is traded, of such on a front that they are one place of it', () => {
    expect(said(nobodyTrades)).toContain(
      'Nothing is traded between a and b (0 s, 0.5 hurt), of which none is shown to be better in time to detection or requests hurt; the other one is shown to be worse than some in one of both, and not to be better in the other.',
    )
    expect(said(nobodyTrades)).not.toContain('On the front')
  })

  it("say whose checks nginx's are, and where a setting made no difference", () => {
    const text = said(products)
    expect(text.split("nginx has no active checks of its own (NGINX Plus has): here it gets HAProxy's.")).toHaveLength(
      2,
    )
    expect(text).toContain(
      'With like nginx, interval made no difference in detection, wrong ejections, requests hurt and recovery.',
    )
    expect(text).not.toContain('With like haproxy')
    expect(text).toContain('more requests hurt: a and b (0 s, 45.3 hurt) and c (')
    expect(said(lab)).not.toMatch(/no difference|NGINX Plus/)
  })

  it('mark what some rounds did not see', () => {
    expect(said(lab)).toMatch(/i {2}5s {8}3 {5}> 12\.5/)
  })
})
