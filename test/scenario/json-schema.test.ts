import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { scenarioJsonSchema } from '../../src/scenario/json-schema.js'
import { listScenarios } from '../../src/scenario/shipped.js'

const written = readFileSync('scenarios/scenario.schema.json', 'utf8')

it('the file for editors is in step with the schema; `npm run schema` writes it', () => {
  expect(written).toBe(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`)
})

it('every key has a text for hovering', () => {
  const silent: string[] = []
  visitKeys(JSON.parse(written), '', (path, schema) => {
    if (typeof schema.description !== 'string') silent.push(path)
  })
  expect(silent).toEqual([])
})

describe('editors and lbbench agree', () => {
  // zod does not understand `required` without `properties`, which only faults use.
  const schema = JSON.parse(written, (key, value: unknown) => (key === 'oneOf' ? undefined : value)) as object
  const editor = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
  const accepts = (text: string): boolean => editor.safeParse(parse(text)).success

  test.each(listScenarios('scenarios'))('on the shipped scenario $name', ({ path }) => {
    expect(accepts(readFileSync(path, 'utf8'))).toBe(true)
  })

  test.each([
    ['traffic: { rate: 1 }\nbackends: { latency: 20 }', 'a time without unit'],
    ['traffic: { rate: 400ms }\nbackends: { latency: 20ms }', 'a time for a rate'],
    ['traffic: { rate: 1 }\nbackends: { latency: 20ms, cpu: 0.3 }', 'a share without unit'],
    ['traffic: { rate: 1 }\nbackends: { latancy: 20ms }', 'a misspelt key'],
    ['traffic: { rate: 1 }\nbackends: { latency: { gamma: { mean: 1ms } } }', 'a missing key'],
    ['traffic: { rate: 1 }\nbackends: { latency: 20ms, workers: 0 }', 'a number out of range'],
    ['traffic: { rate: 1, arrivals: sometimes }\nbackends: { latency: 20ms }', 'an unknown word'],
    ['backends: { latency: 20ms }', 'a missing section'],
  ])('that %j is wrong: %s', text => {
    expect(accepts(text)).toBe(false)
  })
})

type Json = { [key: string]: unknown }

function visitKeys(schema: Json, path: string, visit: (path: string, schema: Json) => void): void {
  for (const [key, value] of Object.entries(schema)) {
    if (typeof value !== 'object' || value === null) continue
    if (key !== 'properties') visitKeys(value as Json, path, visit)
    else
      for (const [name, property] of Object.entries(value as Record<string, Json>)) {
        visit(`${path}.${name}`, property)
        visitKeys(property, `${path}.${name}`, visit)
      }
  }
}
