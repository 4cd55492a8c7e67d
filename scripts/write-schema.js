// Writes what is made from the schemas of files: of a scenario and of a folder of backends the JSON Schemas for editors and the
// tables of docs/scenario.md and docs/backends.md, of results, baselines and two results side by side the JSON Schemas for who reads them. `npm run schema`
// builds first; tests in test/scenario/, test/results/, test/baseline/ and test/beside/ fail where one is out of step.
import { readFileSync, writeFileSync } from 'node:fs'
import { baselineJsonSchema } from '../dist/baseline/baseline-schema.js'
import { besideJsonSchema } from '../dist/beside/beside-schema.js'
import { resultsJsonSchema } from '../dist/results/results-schema.js'
import { backendJsonSchema, scenarioJsonSchema } from '../dist/scenario/json-schema.js'
import { backendReference, scenarioReference } from '../dist/scenario/reference.js'

const inRepository = path => new URL(`../${path}`, import.meta.url)

write('scenarios/scenario.schema.json', scenarioJsonSchema())
write('backends/backend.schema.json', backendJsonSchema())
write('docs/results.schema.json', resultsJsonSchema())
write('docs/baseline.schema.json', baselineJsonSchema())
write('docs/beside.schema.json', besideJsonSchema())
fill('docs/scenario.md', scenarioReference())
fill('docs/backends.md', backendReference())

function write(path, schema) {
  writeFileSync(inRepository(path), `${JSON.stringify(schema, null, 2)}\n`)
}

/** What stands between the marks is made; what stands around them is written by hand. */
function fill(path, tables) {
  const docs = inRepository(path)
  const [before, , after] = readFileSync(docs, 'utf8').split(
    /(?<=<!-- begin keys.*-->\n)[\s\S]*(?=<!-- end keys -->)()/,
  )
  writeFileSync(docs, `${before}\n${tables}\n${after}`)
}
