import type { Guard } from '../results/guard.js'
import type { Results } from '../results/results.js'
import { formatMs, formatShare } from '../units.js'
import type { ColumnGroup } from './columns.js'

/**
 * What the harness added, the worst round of each live candidate: how far to trust the rest. No columns where all ran in
 * virtual time: there is no harness.
 */
export function harnessGroup(results: Results): ColumnGroup {
  const candidates = results.candidates.filter(({ guard }) => guard !== null)
  const columns = Object.entries(columnOf).map(([head, text]) => ({
    head,
    cells: candidates.map(({ guard }) => ({ text: text(guard!), standing: 'none' as const })),
  }))
  const filled = columns.filter(({ cells }) => cells.some(({ text }) => text !== unknown))
  return { title: 'The harness itself, worst round', candidates, columns: filled }
}

const unknown = '-'
const share = (value: number | null): string => (value === null ? unknown : formatShare(value))
const ms = (value: number | null): string => (value === null ? unknown : formatMs(value))

const columnOf: Readonly<Record<string, (guard: Guard) => string>> = {
  'overhead mean': guard => ms(guard.overheadMeanMs),
  'overhead p99': guard => ms(guard.overheadP99Ms),
  'late p99': guard => ms(guard.lateP99Ms),
  balancer: guard => share(guard.balancerUtilisation),
  generator: guard => share(guard.generatorUtilisation),
  backends: guard => share(guard.backendUtilisation),
  foreign: ({ foreignCores }) => (foreignCores === null ? unknown : foreignCores.toFixed(2)),
}
