import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { packageRoot } from '../process/tiny-scenario.js'

/** All files of the repository, and those that are yet to be added to it; as Git names them. */
export const repositoryFiles: readonly string[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard'],
  { cwd: packageRoot, encoding: 'utf8' },
)
  .trimEnd()
  .split('\n')

/** Every page of Markdown that somebody writes; those that only show what a program has written are held against that elsewhere. */
export const allPages: readonly string[] = repositoryFiles.filter(
  path => path.endsWith('.md') && !path.includes('golden/'),
)

export const textOf = (page: string): string => readFileSync(join(packageRoot, page), 'utf8')

/** Where a link of a page leads: a path of the repository, and the anchor in it, where one is named. */
export interface Link {
  readonly path: string
  readonly anchor: string | undefined
}

/** Links and pictures of a page that lead to files; those to the web are none of them. */
export function linksOf(page: string): Link[] {
  return [...prose(textOf(page)).matchAll(/\]\(([^)\s]+)\)|\bsrc(?:set)?="([^"]+)"/g)]
    .map(([, link, picture]) => (link ?? picture)!)
    .filter(target => !/^[a-z]+:/.test(target))
    .map(target => {
      const [path, anchor] = target.split('#')
      return { path: path === '' ? page : normalize(join(dirname(page), path!)), anchor }
    })
}

/** Pages that a page names in words, by their paths from the root: what is no part of the package is not linked to from it. */
export function pagesNamedIn(page: string): string[] {
  return [...textOf(page).matchAll(/`([\w./-]+\.md)`/g)].map(([, path]) => path!)
}

/** As GitHub makes them of headings: lower case, blanks to hyphens, signs left out; the second of a kind gets "-1". */
export function anchorsOf(page: string): Set<string> {
  const seen = new Map<string, number>()
  const anchors = [...prose(textOf(page)).matchAll(/^#{1,6} +(.*?) *#*$/gm)].map(([, heading]) => {
    const plain = heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '')
    const slug = plain
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-')
    const before = seen.get(slug) ?? 0
    seen.set(slug, before + 1)
    return before === 0 ? slug : `${slug}-${before}`
  })
  const named = [...textOf(page).matchAll(/<a (?:id|name)="([^"]+)">/g)].map(([, id]) => id!)
  return new Set([...anchors, ...named])
}

/** Without what is code, where brackets and "#" mean something else. */
function prose(text: string): string {
  return text
    .replace(/^( *)(```+|~~~+)[^\n]*\n[\s\S]*?^\1\2 *$/gm, '')
    .replace(/`[^`\n]*`/g, code => (/[[\]()]/.test(code) ? '' : code))
}
