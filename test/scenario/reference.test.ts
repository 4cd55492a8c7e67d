import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { backendJsonSchema } from '../../src/scenario/json-schema.js'
import { backendReference, scenarioReference } from '../../src/scenario/reference.js'
import { toScenario } from '../../src/scenario/to-scenario.js'
import { readYaml } from '../../src/scenario/yaml-document.js'

const page = readFileSync('docs/scenario.md', 'utf8')

it('the tables of docs/scenario.md are in step with the schema; `npm run schema` writes them', () => {
  const [, tables] = /<!-- begin keys.*-->\n([\s\S]*)<!-- end keys -->/.exec(page)!
  expect(tables).toBe(`\n${scenarioReference()}\n`)
})

it('the tables of docs/backends.md and backends/backend.schema.json are in step with theirs', () => {
  expect(readFileSync('docs/backends.md', 'utf8')).toContain(backendReference())
  expect(JSON.parse(readFileSync('backends/backend.schema.json', 'utf8'))).toEqual(backendJsonSchema())
})

it('the example of docs/scenario.md is a scenario', () => {
  const [, example] = /```yaml\n(# yaml[\s\S]*?)```/.exec(page)!
  expect(toScenario(readYaml(example).value, { name: 'x', read: () => '' })).toHaveProperty('scenario')
})

it('the faults shown in docs/scenario.md fit together', () => {
  const [, faults] = /```yaml\n(faults:[\s\S]*?)```/.exec(page)!
  const document = {
    backends: { latency: '1ms', ...(readYaml(faults).value as object) },
    traffic: { rate: 1 },
    run: { duration: '12s' },
  }
  expect(toScenario(document, { name: 'x', read: () => '' })).toHaveProperty('scenario')
})
