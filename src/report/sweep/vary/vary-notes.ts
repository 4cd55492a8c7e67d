import { shortKeys } from '../../../sweep/vary/grid.js'
import { estimateOf } from '../../../sweep/vary/measured.js'
import type { Measure, Vary, VaryPoint } from '../../../sweep/vary/vary.js'
import { list } from '../../list.js'

/** What a reader of the table would wonder about: whose checks these are, and rows that are all the same. */
export function varyNotes(vary: Vary): string[] {
  return [...whoseChecks(vary), ...noDifference(vary)]
}

/** What nginx does not have is filled in from HAProxy, see docs/balancer.md. */
function whoseChecks({ variations }: Vary): string[] {
  const isNginx = variations.some(({ path, values }) => path === 'balancer.health.like' && values.includes('nginx'))
  const areChecks = variations.some(({ path }) => path.startsWith('balancer.health.active'))
  return isNginx && areChecks ? ["nginx has no active checks of its own (NGINX Plus has): here it gets HAProxy's."] : []
}

/** Settings that changed nothing with one value of another one, though they did with other values of it. */
function noDifference(vary: Vary): string[] {
  const { variations, points } = vary
  const keys = shortKeys(variations)
  const varied = variations.map((_, i) => i).filter(i => variations[i]!.values.length > 1)
  const inert = (among: readonly VaryPoint[], but: number): number[] =>
    varied.filter(i => i !== but && isInert(among, i))
  const nowhere = inert(points, -1)
  if (nowhere.length === varied.length) return []
  const within = varied.flatMap(of =>
    variations[of]!.values.flatMap(value => {
      const some = inert(
        points.filter(({ values }) => values[of] === value),
        of,
      ).filter(i => !nowhere.includes(i))
      return some.length === 0 ? [] : [{ where: `With ${keys[of]!} ${value}, `, keys: some }]
    }),
  )
  return [...(nowhere.length === 0 ? [] : [{ where: '', keys: nowhere }]), ...within].map(
    ({ where, keys: some }) =>
      `${where}${list(some.map(i => keys[i]!))} made no difference in ${list(spoken(points))}.`,
  )
}

/** Whether points that differ in this setting only came out the same. */
function isInert(points: readonly VaryPoint[], setting: number): boolean {
  const results = new Map<string, Set<string>>()
  for (const point of points) {
    const rest = JSON.stringify([point.id, point.values.filter((_, i) => i !== setting)])
    const same = results.get(rest) ?? new Set()
    results.set(rest, same.add(JSON.stringify(measures(point).map(measure => estimateOf(point, measure)?.value))))
  }
  return results.size > 0 && [...results.values()].every(({ size }) => size === 1)
}

const drilled = ['detectionMs', 'wrongEjections', 'hurt', 'recoveryMs'] as const

/** Of what befell the fleet, where something did: retries and tails of everything differ by chance. */
function measures({ incidents, scaling }: VaryPoint): Measure[] {
  const of = (incidents ?? []).flatMap(({ name }) => drilled.map((metric): Measure => ({ incident: name, metric })))
  if (of.length > 0 && scaling === undefined) return of
  return (['p50Ms', 'p99Ms', 'errorRate'] as const).map((metric): Measure => ({ incident: null, metric }))
}

const spoken = (points: readonly VaryPoint[]): string[] =>
  measures(points[0]!)[0]!.incident === null
    ? ['p50', 'p99', 'errors']
    : ['detection', 'wrong ejections', 'requests hurt', 'recovery']
