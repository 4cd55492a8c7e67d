import { strategies } from '../../src/strategies/index.js'
import type { Strategy } from '../../src/strategies/strategy.js'
import { caddy, caddySuites } from './caddy.js'
import { stepsOf } from './case.js'
import { countVectors } from './count-vectors.js'
import { haproxy, haproxySuites } from './haproxy.js'
import { nginx, nginxSuites } from './nginx.js'
import { notes } from './notes.js'
import type { Product } from './program.js'
import { firstCases, type Suite } from './suite.js'
import { type Vector, vectors } from './vectors.js'

/** Every product that is run, with what is compared. */
export const products: readonly (readonly [Product, readonly Suite[]])[] = [
  [nginx, nginxSuites],
  [haproxy, haproxySuites],
  [caddy, caddySuites],
]

/** Strategies that claim to pick as a product does. */
export const claimed: readonly Strategy[] = strategies.filter(({ product }) => product !== undefined)

/**
 * docs/conformance.md, whole. What it counts are the very cases that the tests run; that they agree is what the tests say,
 * so the page is only true of a commit on which they pass.
 */
export function conformancePage(): string {
  const titles = products.map(([{ title, verified }]) => `${title} ${verified}`).join(', ')
  return `# Conformance

Made by the tests: \`npm run conformance\` runs the products beside lbbench, and writes this page where nothing differs.
The first ${firstCases} cases of each row are run with all other tests, too (\`npm test\`).

A strategy that is named after a product has to pick as it does. Two things show it:

- **Recorded sequences** of the products, and where it says *model*, computed from their sources: replayed letter for letter.
- **The real programs** (${titles}, as Debian 12 has them), one process with one worker or thread: random weights, servers,
  keys, failures, held requests and changes. Each case is a configuration and its requests; every request must go the same
  way, tries included. Where chance decides, counts must come from one distribution, p > 1e-6 in every case.

Any of it can be repeated by hand with \`lbbench route\`: a case that fails prints its command line.

## Strategies

${table(
  ['strategy', 'product', 'recorded sequences', 'against the real program', 'what differs, on purpose'],
  claimed.map(rowOf),
)}
## What is compared

${table(
  ['program', 'strategy', 'what varies', 'cases', 'requests', 'must be'],
  products.flatMap(([product, suites]) => suites.map(suite => suiteRow(product, suite))),
)}
## Recorded sequences

${table(['file', 'strategies', 'sequences', 'requests'], fileRows())}`
}

function rowOf({ name, product = '' }: Strategy): string[] {
  const note = notes[name]
  const recorded = vectors.filter(vector => strategyOf(vector) === name)
  const run = products.flatMap(([program, suites]) =>
    suites.filter(({ strategy }) => strategy === name).map(suite => ({ program, ...count(suite) })),
  )
  const compared = [...new Set(run.map(({ program }) => program))].map(program => {
    const of = run.filter(each => each.program === program)
    const [cases, requests] = [sum(of.map(each => each.cases)), sum(of.map(each => each.requests))]
    return `${program.title} ${program.verified}: ${cases} cases, ${grouped(requests)} requests, no difference`
  })
  const counts = countVectors.filter(({ candidate }) => strategyOf({ candidate }) === name).length
  const sequences = [
    ...(recorded.length === 0 ? [] : [`${recorded.length}${isModel(recorded) ? ' (model)' : ''}, all equal`]),
    ...(counts === 0 ? [] : [`${counts} of counts, p > 1e-6`]),
  ]
  return [
    code(name),
    product,
    sequences.join('; ') || (note?.basis ?? 'none'),
    compared.join('; ') || 'not run',
    note?.differs ?? 'nothing known',
  ]
}

/** Whether a strategy with a product has anything to show for it: something recorded, run, or a reason why not. */
export function hasEvidence({ name }: Strategy): boolean {
  const isRun = products.some(([, suites]) => suites.some(({ strategy }) => strategy === name))
  return isRun || notes[name]?.basis !== undefined || vectors.some(vector => strategyOf(vector) === name)
}

function suiteRow({ title }: Product, suite: Suite): string[] {
  const { cases, requests } = count(suite)
  const must = suite.kind === 'order' ? 'the same backend' : 'one distribution'
  return [title, code(suite.strategy), suite.what, String(cases), grouped(requests), must]
}

function fileRows(): string[][] {
  const counts = countVectors.map(({ file, candidate, counts }) => {
    const requests = sum(Object.values(counts))
    return [`${file} (counts)`, code(strategyOf({ candidate })), '1', grouped(requests)]
  })
  const sequences = [...new Set(vectors.map(({ file }) => file))].map(file => {
    const those = vectors.filter(vector => vector.file === file)
    const names = [...new Set(those.map(strategyOf))].map(name => code(name))
    const requests = sum(those.map(({ expected }) => expected.length))
    return [`${file}${isModel(those) ? ' (model)' : ''}`, names.join(', '), String(those.length), grouped(requests)]
  })
  return [...sequences, ...counts]
}

interface Count {
  readonly cases: number
  readonly requests: number
}

const counted = new Map<Suite, Count>()

/** How many there are does not depend on where the backends listen. */
function count(suite: Suite): Count {
  const known = counted.get(suite) ?? counts(suite)
  counted.set(suite, known)
  return known
}

function counts(suite: Suite): Count {
  const cases = suite.cases({ address: name => `127.0.0.1:${18_000 + name.charCodeAt(0) - 96}` })
  const requests = cases.map(each => stepsOf(each).filter(step => step.do === 'get' || step.do === 'hold').length)
  return { cases: cases.length, requests: sum(requests) }
}

function code(text: string): string {
  return `\`${text}\``
}

function strategyOf({ candidate }: Pick<Vector, 'candidate'>): string {
  return candidate.replace(/\?.*/, '')
}

function isModel(those: readonly Vector[]): boolean {
  return those.every(({ file }) => file.includes('model'))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |\n`)
  return lines.join('')
}
