import type { Results } from '../results/results.js'
import { balancerGroup } from './balancer-columns.js'
import { type ColumnGroup, columnGroups } from './columns.js'
import { errorGroup } from './error-columns.js'
import { harnessGroup } from './harness-columns.js'
import { scalingGroup } from './scaling/scaling-columns.js'
import { sessionGroup } from './session-columns.js'
import { shareGroup } from './share-columns.js'
import { twinGroup } from './twin-columns.js'

/** Every table of a report that has something to show: what was measured first, then how far to trust it. */
export function tables(results: Results): ColumnGroup[] {
  const groups = [
    scalingGroup(results),
    ...columnGroups(results),
    shareGroup(results),
    errorGroup(results),
    sessionGroup(results),
    balancerGroup(results),
    twinGroup(results),
    harnessGroup(results),
  ]
  return groups.filter(group => group !== undefined).filter(({ columns }) => columns.length > 0)
}
