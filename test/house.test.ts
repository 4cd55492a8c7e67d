import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** The rules of the house that no linter of ours can express: who may import whom, how long a file may be, where time comes from. */

const src = fileURLToPath(new URL('../src', import.meta.url))

/** Room -> rooms it may import, besides itself. Files directly in src/ (errors, units, nearest) may be imported by all. */
const mayImport: Record<string, readonly string[]> = {
  stats: [],
  model: [],
  strategies: ['model'],
  autoscale: ['model'],
  own: ['contract', 'strategies', 'model'],
  contract: ['strategies', 'model'],
  balancer: ['strategies', 'model'],
  scenario: ['model'],
  bench: ['scenario', 'strategies', 'stats', 'model'],
  virtual: ['autoscale', 'own', 'trace', 'bench', 'scenario', 'balancer', 'strategies', 'stats', 'model'],
  theory: [],
  validation: ['theory', 'virtual', 'bench', 'scenario', 'strategies', 'stats', 'model'],
  live: ['autoscale', 'own', 'bench', 'scenario', 'balancer', 'strategies', 'stats', 'model'],
  drill: ['bench', 'stats', 'model'],
  results: ['autoscale', 'drill', 'stats', 'bench', 'scenario', 'strategies', 'model'],
  trace: ['bench'],
  baseline: ['trace', 'results', 'stats', 'model'],
  gate: ['autoscale', 'drill', 'baseline', 'results', 'stats'],
  history: ['baseline', 'gate', 'results', 'stats', 'model'],
  calibration: ['baseline', 'gate', 'results', 'bench', 'stats', 'model'],
  sweep: ['drill', 'gate', 'results', 'bench', 'scenario', 'strategies', 'stats', 'model'],
  beside: ['autoscale', 'drill', 'baseline', 'gate', 'results', 'stats'],
  glossary: [],
  report: [
    'glossary',
    'autoscale',
    'beside',
    'drill',
    'baseline',
    'calibration',
    'sweep',
    'history',
    'gate',
    'results',
    'stats',
  ],
  page: ['report'],
  cli: [
    'glossary',
    'report',
    'beside',
    'baseline',
    'calibration',
    'sweep',
    'history',
    'gate',
    'results',
    'bench',
    'live',
    'virtual',
    'validation',
    'trace',
    'scenario',
    'balancer',
    'own',
    'contract',
    'strategies',
    'stats',
    'model',
  ],
}
const pureRooms = [
  'stats',
  'model',
  'autoscale',
  'strategies',
  'contract',
  'balancer',
  'scenario',
  'bench',
  'drill',
  'results',
  'baseline',
  'gate',
  'history',
  'sweep',
  'calibration',
  'glossary',
  'beside',
  'report',
  'virtual',
  'trace',
  'theory',
  'validation',
]
const ambient = /\b(Date\.now|new Date\(\)|performance\.now|Math\.random|process\.hrtime|setTimeout|setInterval)\b/
/** Rooms whose numbers reach results: the same bits on every version of Node, see docs/virtual.md. Powers of 2 are exact. */
const exactRooms = ['model', 'autoscale', 'strategies', 'balancer', 'bench', 'virtual', 'stats', 'trace', 'sweep']
const inexact =
  /\bMath\.(pow|a?(sin|cos|tan)h?|atan2|cbrt|hypot|log2|log10)\b|(?<!\b2 )\*\*|\b(Intl|localeCompare|toLocale\w*)\b/
const libraryOnlyIn: Record<string, readonly string[]> = {
  'simple-statistics': ['stats'],
  autocannon: ['live'],
  execa: ['live'],
  jiti: ['own'],
  '@redis/client': ['live'],
  'prom-client': ['live'],
  zod: ['scenario', 'results', 'baseline', 'history', 'beside'],
  yargs: ['cli'],
  'cli-table3': ['report'],
  '@observablehq/plot': ['page'],
  esbuild: [],
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map(name => ({
    name,
    room: name.includes('/') ? name.split('/')[0]! : '',
    text: readFileSync(join(src, name), 'utf8'),
  }))

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(match => match[1]!)
}

function roomOf(file: string, specifier: string): string {
  const target = relative(src, join(src, dirname(file), specifier))
  return target.includes('/') ? target.split('/')[0]! : ''
}

describe('the house', () => {
  it('has rooms that are all listed here', () => {
    expect(files.length).toBeGreaterThan(50)
    expect([...new Set(files.map(file => file.room))].filter(room => room !== '' && !(room in mayImport))).toEqual([])
  })

  it('imports in one direction', () => {
    const wrong = files.flatMap(({ name, room, text }) =>
      importsOf(text)
        .filter(specifier => specifier.startsWith('.'))
        .map(specifier => roomOf(name, specifier))
        .filter(target => room !== '' && target !== '' && target !== room && !mayImport[room]?.includes(target))
        .map(target => `${name} imports ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('has no circles: no file imports itself by way of others, be it a type only', () => {
    const left = new Map(
      files.map(({ name, text }) => [
        name,
        importsOf(text)
          .filter(specifier => specifier.startsWith('.'))
          .map(specifier => relative(src, join(src, dirname(name), specifier)).replace(/\.js$/, '.ts')),
      ]),
    )
    const leaves = (): string[] => [...left.keys()].filter(name => !left.get(name)!.some(other => left.has(other)))
    for (let found = leaves(); found.length > 0; found = leaves()) for (const name of found) left.delete(name)
    expect([...left.keys()]).toEqual([])
  })

  it('takes nothing but types of the report to the page, which has a browser and no Node', () => {
    const wrong = files
      .filter(({ room }) => room === 'page')
      .flatMap(({ name, text }) =>
        [...text.matchAll(/^import (?!type ).*from '(\..*)'$/gm)]
          .map(match => match[1]!)
          .filter(specifier => roomOf(name, specifier) !== 'page' || specifier.startsWith('node:'))
          .map(specifier => `${name} imports ${specifier}`),
      )
    expect(wrong).toEqual([])
  })

  it('keeps each library in its room', () => {
    const wrong = files.flatMap(({ name, room, text }) =>
      importsOf(text)
        .filter(specifier => specifier in libraryOnlyIn && !libraryOnlyIn[specifier]!.includes(room))
        .map(specifier => `${name} imports ${specifier}`),
    )
    expect(wrong).toEqual([])
  })

  it('takes no time and no chance of its own in a pure room', () => {
    const wrong = files.filter(({ room, text }) => pureRooms.includes(room) && ambient.test(withoutComments(text)))
    expect(wrong.map(file => file.name)).toEqual([])
  })

  it('does no arithmetic that differs between versions of Node where it reaches results', () => {
    const wrong = files.filter(({ room, text }) => exactRooms.includes(room) && inexact.test(withoutComments(text)))
    expect(wrong.map(file => file.name)).toEqual([])
  })

  it('has no file over 250 lines, and a median under 100', () => {
    const lengths = files.map(({ name, text }) => ({ name, lines: text.split('\n').length }))
    expect(lengths.filter(({ lines }) => lines > 251)).toEqual([])
    expect(lengths.map(({ lines }) => lines).sort((a, b) => a - b)[Math.floor(lengths.length / 2)]).toBeLessThan(100)
  })
})

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
}
