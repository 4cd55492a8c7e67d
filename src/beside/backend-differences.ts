import type { ScenarioSummary } from '../results/results.js'
import type { Difference } from './beside.js'

type Backend = ScenarioSummary['backends'][number]

/** Backends that are new, gone, or not what they were; those that changed in the same way share a line. */
export function backendDifferences(before: readonly Backend[], after: readonly Backend[]): Difference[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))]
  const groups = new Map<string, { readonly names: string[]; readonly from: string; readonly to: string }>()
  for (const name of names) {
    const [from, to] = [before, after].map(fleet => textOf(fleet.find(one => one.name === name)))
    if (from === to) continue
    const key = JSON.stringify([from, to])
    const group = groups.get(key) ?? { names: [], from: from!, to: to! }
    group.names.push(name)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ names, from, to }) => ({
    about: 'scenario',
    what: `${names.length === 1 ? 'backend' : 'backends'} ${shortened(names)}`,
    before: from,
    after: to,
  }))
}

function textOf(backend: Backend | undefined): string {
  if (backend === undefined) return 'not there'
  return `${backend.summary}${backend.weight === 1 ? '' : `, weight ${backend.weight}`}`
}

/** So many names are read, more are counted. */
const most = 4

function shortened(names: readonly string[]): string {
  if (names.length <= most) return names.join(', ')
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`
}
