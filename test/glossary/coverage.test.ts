import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { termGroups } from '../../src/glossary/index.js'
import { termOf } from '../../src/glossary/term-of.js'
import { columnGroups } from '../../src/report/columns.js'
import { harnessGroup } from '../../src/report/harness-columns.js'
import { drillInfo } from '../../src/results/drill-info.js'
import { metricInfo } from '../../src/results/metric-info.js'
import type { Results } from '../../src/results/results.js'
import { scalingInfo } from '../../src/results/scaling-info.js'
import { families } from '../../src/strategies/strategy.js'
import { rich } from '../report/fixture.js'

/** Whoever adds a metric, a warning or a column writes an entry of the glossary: src/glossary/. */

const src = fileURLToPath(new URL('../../src/', import.meta.url))

/** What `pattern` finds in the sources below a folder, first group. */
function inSources(folder: string, pattern: RegExp): string[] {
  const files = readdirSync(src + folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
  const texts = files.map(name => readFileSync(`${src}${folder}/${name}`, 'utf8'))
  return [...new Set(texts.flatMap(text => [...text.matchAll(pattern)].map(match => match[1]!)))]
}

/** Every metric of a run has a value, so that no column is left out. */
function everyMetric(results: Results): Results {
  const [one] = results.candidates
  const filled = Object.fromEntries(Object.keys(metricInfo).map(name => [name, one!.metrics.p50Ms]))
  const candidates = results.candidates.map(candidate => ({
    ...candidate,
    metrics: { ...candidate.metrics, ...filled },
  }))
  return { ...results, candidates }
}

/** Names of things, whose columns are not explained one by one. */
const ofThings = ['candidate', 'name', 'time', 'setting']

describe('the glossary', () => {
  it.each(Object.entries({ ...metricInfo, ...drillInfo, ...scalingInfo }))(
    'explains the metric %s',
    (key, { name }) => {
      expect(termOf(key), key).toBeDefined()
      expect(termOf(name), name).toBeDefined()
    },
  )

  const codes = inSources('results', /\bcode: '([a-z0-9-]+)'/g)
  it.each(codes)('explains the warning %s', code => {
    expect(termOf(code)).toBeDefined()
  })

  it('finds the warnings it is meant to explain', () => {
    expect(codes).toEqual(expect.arrayContaining(['overhead', 'late', 'twin-gap', 'one-round', 'set-aside']))
  })

  const tables = [...columnGroups(everyMetric(rich)), harnessGroup(rich)]
  const heads = [
    ...tables.flatMap(({ columns }) => columns.map(({ head }) => head)),
    ...inSources('report', /\bhead: '([^']+)'/g),
  ].filter(head => !ofThings.includes(head))
  it.each([...new Set(heads)])('explains the column "%s"', head => {
    expect(termOf(head)).toBeDefined()
  })

  it('finds the columns it is meant to explain', () => {
    expect(heads).toEqual(expect.arrayContaining(['p99 / ideal', 'CoV', 'late p99', 'hedges won', 'detected in, s']))
  })

  it.each(families)('explains the family of strategies "%s"', family => {
    expect(termOf(`${family} strategies`)).toBeDefined()
  })
})

it('has one entry for a word', () => {
  const words = termGroups.flatMap(({ terms }) => terms.flatMap(({ name, also = [] }) => [name, ...also]))
  const folded = words.map(word => word.toLowerCase())
  expect(folded.filter((word, i) => folded.indexOf(word) !== i)).toEqual([])
})
