import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { linksOf } from '../docs/markdown.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { pack } from './pack.js'

const packed = pack()
const paths = packed.files.map(({ path }) => path)

/** All that belongs into the package; each says so of one file at least. */
const belongs = {
  'what npm shows': /^(package\.json|(README|CHANGELOG|CONTRIBUTING)\.md|LICENSE)$/,
  'the program': /^bin\/lbbench\.js$/,
  'its code and types': /^dist\/(?!page\/).+\.(js|d\.ts)$/,
  'what makes a report move': /^dist\/page\/page\.(js|css)$/,
  'what man shows': /^man\/lbbench\.1$/,
  scenarios: /^scenarios\/[\w-]+\.yaml$/,
  'the schema that editors read': /^scenarios\/scenario\.schema\.json$/,
  'the applications that are backends':
    /^backends\/(README\.md|backend\.schema\.json|flask\/[\w.-]+\.(py|ini|yaml|md))$/,
  'pages and what they speak of':
    /^docs\/([\w-]+\.md|[\w-]+\.schema\.json|history\/example\.jsonl|images\/[\w-]+\.png)$/,
  'the runs that pages show': /^reports\/golden\/\w+\/(report\.md|\w+\.svg)$/,
  'examples to copy':
    /^examples\/[\w-]+\/(\w+\/)*(Dockerfile(\.dockerignore)?|Jenkinsfile|[\w.-]+\.(md|ya?ml|ts|js|json|py|html|conf))$/,
}

describe('the package', () => {
  it('holds what belongs into it and nothing else', () => {
    const rules = Object.values(belongs)
    expect(paths.filter(path => !rules.some(rule => rule.test(path)))).toEqual([])
  })

  it.each(Object.entries(belongs))('holds %s', (_, rule) => {
    expect(paths.some(path => rule.test(path))).toBe(true)
  })

  it('holds no code that has no source any more, and all that has one', () => {
    const compiled = paths.filter(path => /^dist\/(?!page\/).*\.js$/.test(path))
    const sources = compiled.map(path => path.replace(/^dist\/(.*)\.js$/, 'src/$1.ts'))
    expect(sources.filter(source => !existsSync(join(packageRoot, source)))).toEqual([])
    expect(paths).toContain('dist/index.d.ts')
  })

  it('leads nowhere that it does not bring along', () => {
    const pages = paths.filter(path => path.endsWith('.md'))
    const links = pages.flatMap(page => linksOf(page).map(({ path }) => ({ page, path: path.replace(/\/$/, '') })))
    expect(links.length).toBeGreaterThan(100)
    expect(links.filter(({ path }) => !paths.some(there => there === path || there.startsWith(`${path}/`)))).toEqual([])
  })

  it('is small enough to be tried with npx', () => {
    expect(packed.size).toBeLessThan(2.5e6)
    expect(packed.unpackedSize).toBeLessThan(8e6)
  })

  it('has one file that can be started', () => {
    const { bin } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { bin: { lbbench: string } }
    const started = packed.files.find(({ path }) => path === bin.lbbench)
    expect(started!.mode & 0o111).toBe(0o111)
  })
})
