// Writes what is made from the scenario's schema: the JSON Schema for editors, and the tables of docs/scenario.md.
// `npm run schema` builds first; tests in test/scenario/ fail where either is out of step.
import { readFileSync, writeFileSync } from 'node:fs'
import { scenarioJsonSchema } from '../dist/scenario/json-schema.js'
import { scenarioReference } from '../dist/scenario/reference.js'

const inRepository = path => new URL(`../${path}`, import.meta.url)

const schema = scenarioJsonSchema()
writeFileSync(inRepository('scenarios/scenario.schema.json'), `${JSON.stringify(schema, null, 2)}\n`)

const docs = inRepository('docs/scenario.md')
const [before, , after] = readFileSync(docs, 'utf8').split(/(?<=<!-- begin keys.*-->\n)[\s\S]*(?=<!-- end keys -->)()/)
writeFileSync(docs, `${before}\n${scenarioReference()}\n${after}`)
