import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../process/tiny-scenario.js'
import { allPages, anchorsOf, linksOf, pagesNamedIn, repositoryFiles } from './markdown.js'

const tracked = new Set(repositoryFiles)
const isThere = (path: string): boolean =>
  tracked.has(path) ||
  (existsSync(join(packageRoot, path)) && repositoryFiles.some(file => file.startsWith(`${path.replace(/\/$/, '')}/`)))

describe.each(allPages)('%s', page => {
  it('leads nowhere that is not there', () => {
    expect(linksOf(page).filter(({ path }) => !isThere(path))).toEqual([])
  })

  it('names headings that pages have', () => {
    const wrong = linksOf(page).filter(
      ({ path, anchor }) =>
        anchor !== undefined && path.endsWith('.md') && tracked.has(path) && !anchorsOf(path).has(anchor),
    )
    expect(wrong).toEqual([])
  })
})

it('every page can be reached from README.md', () => {
  const reached = new Set(['README.md'])
  for (const page of reached)
    for (const path of [...linksOf(page).map(link => link.path), ...pagesNamedIn(page)]) {
      // A link to a folder shows its README.
      const target = path.endsWith('.md') ? path : join(path, 'README.md')
      if (tracked.has(target)) reached.add(target)
    }
  expect(allPages.filter(page => !reached.has(page))).toEqual([])
})

it('finds links at all', () => {
  expect(linksOf('README.md').length).toBeGreaterThan(10)
  expect(allPages.filter(page => linksOf(page).some(({ anchor }) => anchor !== undefined)).length).toBeGreaterThan(5)
})
