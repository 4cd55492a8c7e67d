import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { renderHtml } from '../../../src/report/html/render-html.js'
import type { CandidateResult, Results } from '../../../src/results/results.js'
import { readResults } from '../../../src/results/results-file.js'
import { calm, rich, virtual } from '../fixture.js'
import { tagsOf } from './tags.js'

const assets = { script: 'const made = "up"', style: 'body { margin: 0 }' }
const golden = (name: string): Promise<Results> =>
  readResults(fileURLToPath(new URL(`../../../reports/golden/${name}`, import.meta.url)))

const runs: Readonly<Record<string, Results>> = {
  rich,
  calm,
  virtual,
  uneven: await golden('uneven'),
  gray: await golden('gray'),
  'nothing measured': { ...calm, candidates: [], verdicts: [], comparisons: [] },
}

describe.each(Object.entries(runs))('the page of a run: %s', (_name, results) => {
  const page = renderHtml(results, assets)
  const tags = tagsOf(page)
  const opened = tags.filter(({ closes }) => !closes)
  const attribute = (key: string): string[] => opened.flatMap(tag => tag.attributes[key] ?? [])

  it('closes what it opens, in order', () => {
    const single = new Set(['meta', 'link', 'input', 'path', 'circle', 'rect'])
    const open: string[] = []
    for (const { name, closes } of tags.filter(tag => !single.has(tag.name)))
      if (closes) expect(open.pop()).toBe(name)
      else open.push(name)
    expect(open).toEqual([])
  })

  it('has one main heading, and none that skips a level', () => {
    const levels = opened.flatMap(({ name }) => (/^h\d$/.test(name) ? [Number(name[1])] : []))
    expect(levels.filter(level => level === 1)).toHaveLength(1)
    expect(levels.filter((level, i) => level - (levels[i - 1] ?? 1) > 1)).toEqual([])
  })

  it('names each thing once, and refers to nothing that is not there', () => {
    const ids = attribute('id')
    expect(new Set(ids).size).toBe(ids.length)
    const targets = attribute('href')
      .filter(href => href.startsWith('#'))
      .map(href => href.slice(1))
    expect([...attribute('aria-labelledby'), ...targets].filter(id => !ids.includes(id))).toEqual([])
  })

  it('fetches nothing, and runs only its own script', () => {
    expect([...attribute('src'), ...attribute('href')].filter(url => !/^(#|data:,$)/.test(url))).toEqual([])
    expect(
      opened.flatMap(({ attributes }) => Object.keys(attributes)).filter(key => /^(on.*|style)$/.test(key)),
    ).toEqual([])
    const policy = attribute('content')
      .find(content => content.startsWith('default-src'))!
      .replaceAll('&#39;', "'")
    expect(policy).toContain("default-src 'none'")
    for (const kind of ['script', 'style'] as const) {
      const text = new RegExp(`<${kind}>([\\s\\S]*?)</${kind}>`).exec(page)![1]!
      const hash = createHash('sha256').update(text).digest('base64')
      expect(policy).toContain(`${kind}-src 'sha256-${hash}'`)
    }
  })

  it('has a row a candidate in its ranking', () => {
    const [ranking = ''] = /<table class="sortable ranking"[\s\S]*?<\/table>/.exec(page) ?? []
    const rows = tagsOf(ranking).filter(({ name, closes }) => name === 'tr' && !closes).length
    expect(rows).toBe(results.candidates.length === 0 ? 0 : results.candidates.length + 1)
  })
})

test('verdict first, then gates, whether to trust it, the ranking, charts, numbers, method, how to repeat it', () => {
  const page = renderHtml(rich, assets)
  const ids = [
    'verdict',
    'gates',
    'trust',
    'ranking',
    'toggles',
    'chart-intervals',
    'numbers',
    'method',
    'repeat',
    'words',
  ]
  const places = ids.map(id => page.indexOf(` id="${id}"`))
  expect(places).not.toContain(-1)
  expect(places).toEqual([...places].sort((a, b) => a - b))
})

describe('a run that ended early', () => {
  const cut = (done: number): string =>
    renderHtml({ ...calm, warnings: [], complete: false, rounds: { planned: 300, done } }, assets)

  test.each([
    [2, 'care'],
    [1, 'bad'],
  ])('after %i rounds is never called good, and says so first', (done, tone) => {
    const page = cut(done)
    expect(page).toContain(`data-trust="${tone}"`)
    expect(page).not.toContain('Nothing speaks against these numbers')
    expect(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(page)![1]).toContain(`Incomplete: ${done} of 300 rounds`)
    expect(page).toContain(`<title>Incomplete: ${done} of 300 rounds`)
  })
})

test('the verdict is the heading, and the title begins with it', () => {
  const page = renderHtml(virtual, assets)
  expect(page).toMatch(/<h1 class="headline">[^/]*virtual:lc wins/)
  expect(page).toContain(`<title>virtual:lc wins - ${virtual.scenario.name} - lbbench</title>`)
})

test('whoever is not to be trusted is grey, and called invalid', () => {
  const page = renderHtml(rich, assets)
  const rows = [...page.matchAll(/<tr class="untrusted">(.*)/g)].map(([, row]) => row!)
  expect(rows.length).toBeGreaterThan(2)
  for (const row of rows) expect(row).toMatch(/<span class="name">iphash<\/span> <span class="mark">invalid/)
})

describe('names and words of a run', () => {
  const evil = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.constantFrom('</script><script>alert(1)</script>', '<!--', '-->', '"><img src=x onerror=alert(1)>', "'", ']]>'),
    fc.string({ minLength: 500, maxLength: 2000 }),
  )

  it('make no markup, whatever they are', () => {
    const shape = shapeOf(renderHtml(named(['one', 'two'], 'what'), assets))
    fc.assert(
      fc.property(fc.uniqueArray(evil, { minLength: 2, maxLength: 2 }), evil, (ids, words) => {
        const page = renderHtml(named(ids, words), assets)
        expect(shapeOf(page)).toEqual(shape)
        const [, data] = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(page)!
        expect(JSON.parse(data!).candidates).toEqual(ids)
      }),
      { numRuns: 60 },
    )
  })

  /** Two candidates and everything else that somebody may have written. */
  function named(ids: readonly string[], words: string): Results {
    const rename = (candidate: CandidateResult, k: number): CandidateResult => ({
      ...candidate,
      id: ids[k]!,
      backends: candidate.backends.map((backend, i) => ({ ...backend, name: `${words}${i}` })),
      software: { name: 'nginx', version: words, configuration: words },
    })
    return {
      ...calm,
      candidates: calm.candidates.map(rename),
      comparisons: [],
      refused: [{ candidate: words, reason: words }],
      warnings: [{ code: words, level: 'caution', candidate: ids[0]!, round: null, message: words }],
      verdicts: [{ gate: words, judgement: 'fail', reason: words, evidence: null }],
      scenario: { ...calm.scenario, name: words, description: `${words}.` },
      environment: { ...calm.environment, command: words, cpu: words },
    }
  }
})

/** Tags with the names of their attributes: what no text may change. */
function shapeOf(page: string): string[] {
  return tagsOf(page).map(({ name, closes, attributes }) => `${closes ? '/' : ''}${name} ${Object.keys(attributes)}`)
}
