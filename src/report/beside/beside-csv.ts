import type { Beside, Change, PairChange } from '../../beside/beside.js'
import { storedKey } from '../../results/metric-key.js'
import { csvField } from '../../results/requests-csv.js'

/**
 * A row a candidate and metric: both values, the change (`kind`: a ratio or a difference) with its interval, n, whether it was tested,
 * p-values, verdict; empty where it cannot be told. Units are in the metrics' names.
 */
export function renderBesideCsv({ pairs }: Beside): string {
  const head =
    'candidate,metric,before,after,kind,change,low,high,n,paired,related,tested,p,pAdjusted,detectable,standing,outcome'
  return [head, ...pairs.flatMap(pair => pair.changes.map(change => row(pair, change)))]
    .map(line => `${line}\n`)
    .join('')
}

function row({ name, outcome }: PairChange, one: Change): string {
  const { before, after, kind, change, paired, related, tested, p, pAdjusted, detectable, standing } = one
  const { metric, incident } = storedKey(one.metric)
  const cells = [
    csvField(name),
    csvField(incident === undefined ? metric : `${incident}.${metric}`),
    before?.value,
    after?.value,
    kind,
    change?.value,
    change?.low,
    change?.high,
    change?.n ?? 0,
    paired,
    related,
    tested,
    p,
    pAdjusted,
    detectable,
    standing === '~' ? 'unclear' : standing,
    outcome,
  ]
  return cells.map(cell => cell ?? '').join(',')
}
