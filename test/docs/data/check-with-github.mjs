// Reads a workflow or an action with the parser of GitHub's own editor support, and prints what it finds wrong, a line each.
//   node check-with-github.mjs workflow|action FILE
import { readFileSync } from 'node:fs'
import { register } from 'node:module'

// It is written for bundlers, which take JSON for a module; Node asks for an attribute that it does not have.
const loader = `
  import { readFileSync } from 'node:fs'
  import { fileURLToPath } from 'node:url'
  export const load = (url, context, next) => url.endsWith('.json')
    ? { format: 'module', shortCircuit: true, source: 'export default ' + readFileSync(fileURLToPath(url), 'utf8') }
    : next(url, context)`
register(`data:text/javascript,${encodeURIComponent(loader)}`)
const { NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser')
const { parseAction } = await import('@actions/workflow-parser/actions/action-parser')

const [kind, name] = process.argv.slice(2)
const parse = { workflow: parseWorkflow, action: parseAction }[kind]
const { context } = parse({ name, content: readFileSync(name, 'utf8') }, new NoOperationTraceWriter())
for (const { message } of context.errors.getErrors()) console.log(message)
