import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { strategies } from '../../src/strategies/index.js'
import { notes } from './notes.js'
import { claimed, conformancePage, hasEvidence, products } from './page.js'

const path = fileURLToPath(new URL('../../docs/conformance.md', import.meta.url))

it('docs/conformance.md says what the tests compare (npm run conformance)', () => {
  const page = conformancePage()
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, page)
  else expect(readFileSync(path, 'utf8')).toBe(page)
})

it.each(claimed)('$name: has something to show for its product', strategy => {
  expect(hasEvidence(strategy)).toBe(true)
})

it('compares strategies that exist, and notes what there is', () => {
  const names = strategies.map(({ name }) => name)
  for (const [, suites] of products) for (const { strategy } of suites) expect(names).toContain(strategy)
  for (const [name, { basis }] of Object.entries(notes)) {
    expect(names).toContain(name)
    const file = /`(test\/.*)`/.exec(basis ?? '')?.[1]
    if (file !== undefined)
      expect(existsSync(fileURLToPath(new URL(`../../${file}`, import.meta.url))), file).toBe(true)
  }
})
