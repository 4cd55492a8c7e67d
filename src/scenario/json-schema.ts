import { parse } from 'yaml'
import { z } from 'zod'
import { backendFolderSchema } from './backend-kind/schema.js'
import { scenarioSchema } from './schema.js'

/** The document's JSON Schema (draft 2020-12), for completion and hover texts in editors: `scenarios/scenario.schema.json`. */
export function scenarioJsonSchema(): Record<string, unknown> {
  return { title: 'lbbench scenario', ...jsonSchema(scenarioSchema) }
}

/** The same of backend.yaml: `backends/backend.schema.json`. */
export function backendJsonSchema(): Record<string, unknown> {
  return { title: 'lbbench backend', ...jsonSchema(backendFolderSchema) }
}

function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      // zod drops `examples` of whatever it transforms, so fields carry theirs under a name of our own.
      const { example } = jsonSchema
      delete jsonSchema.example
      if (example !== undefined) jsonSchema.examples = [typeof example === 'string' ? parse(example) : example]
    },
  })
}
