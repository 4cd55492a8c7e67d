import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { glossaryPage } from '../../src/glossary/glossary-page.js'
import { termGroups } from '../../src/glossary/index.js'
import { nearestTerm, termNames, termOf } from '../../src/glossary/term-of.js'
import { packageRoot } from '../process/tiny-scenario.js'

const terms = termGroups.flatMap(group => group.terms)

describe.each(terms.map(term => [term.name, term] as const))('%s', (_, term) => {
  it('points to terms and to a page that are there', () => {
    for (const other of term.see) expect(termOf(other), other).toBeDefined()
    for (const other of term.see) expect(termNames(), other).toContain(other)
    const [page, anchor] = term.page.split('#')
    expect(existsSync(`${packageRoot}/${page}`), term.page).toBe(true)
    if (anchor !== undefined) expect(anchorsOf(readFileSync(`${packageRoot}/${page}`, 'utf8'))).toContain(anchor)
  })

  it('is short, and in sentences', () => {
    const text = [term.means, term.measured, term.good].join(' ')
    expect(text.length).toBeLessThan(640)
    for (const part of [term.means, term.measured, term.good]) if (part !== undefined) expect(part).toMatch(/[.?)%]$/)
  })
})

/** As GitHub makes them of headings. */
function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  )
}

/** What people type. */
it.each([
  ['P99', 'p99'],
  ['p99Ms', 'p99'],
  ['99.9', undefined],
  ['p99.9', 'p99.9'],
  ['p999Ms', 'p99.9'],
  ['errors %', 'error rate'],
  ['jain', 'jain'],
  ["Jain's index", 'jain'],
  ['goodputPerSecond', 'goodput'],
  ['wrong_ejections', 'wrong ejections'],
  ['wrongEjections', 'wrong ejections'],
  ['crash.recovery', 'recovery'],
  ['scaling.oscillations', 'turns'],
  ['p99 / ideal', 'ideal'],
  ['mean gap', 'twin'],
  ['max/fair share', 'max/fair share'],
  ['detected in, s', 'detection'],
  ['~', '~'],
  ['warmup', 'warm-up'],
  ['Round Robin', 'rotation strategies'],
  ['overshoot, x', 'overshoot'],
  ['nonsense', undefined],
])('%s is %s', (typed, name) => {
  expect(termOf(typed)?.name).toBe(name)
})

it.each([
  ['persentile', 'percentile'],
  ['godput', 'goodput'],
  ['coordinated omision', 'coordinated omission'],
  ['qqqqqq', undefined],
])('%s means %s', (typed, name) => {
  expect(nearestTerm(typed)?.name).toBe(name)
})

it('docs/glossary.md is in step with src/glossary/ (npm run glossary)', () => {
  expect(readFileSync(`${packageRoot}/docs/glossary.md`, 'utf8')).toBe(glossaryPage())
})
