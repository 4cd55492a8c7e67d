import type { BalancerTotals, Results } from '../results/results.js'
import { formatMs, formatShare } from '../units.js'
import type { ColumnGroup } from './columns.js'

/** What the balancer did besides choosing, all rounds together; only what happened to any candidate has a column. */
export function balancerGroup(results: Results): ColumnGroup {
  const candidates = results.candidates.filter(({ balancer }) => balancer !== null)
  const columns = columnsOf.flatMap(({ head, happened, text = happened }) => {
    if (!candidates.some(({ balancer }) => happened(balancer!) > 0)) return []
    const cells = candidates.map(({ balancer }) => ({ text: String(text(balancer!)), standing: 'none' as const }))
    return [{ head, cells }]
  })
  return { title: 'Around the strategy, all rounds', candidates, columns }
}

interface Column {
  readonly head: string
  /** How often; shown, unless `text` says more. */
  readonly happened: (totals: BalancerTotals) => number
  readonly text?: (totals: BalancerTotals) => string
}

const columnsOf: readonly Column[] = [
  { head: 'retries', happened: totals => totals.retries },
  { head: 'retries denied', happened: totals => totals.retriesDenied },
  { head: 'hedges', happened: totals => totals.hedges },
  { head: 'hedges won', happened: totals => totals.hedgesWon },
  { head: 'queued', happened: totals => totals.queued },
  {
    head: 'mean wait',
    happened: totals => totals.queuedMs,
    text: ({ queued, queuedMs }) => formatMs(queuedMs / Math.max(queued, 1)),
  },
  { head: 'queue timeouts', happened: totals => totals.queueTimeouts },
  { head: 'shed', happened: totals => totals.shed },
  { head: 'checks', happened: totals => totals.checks },
  { head: 'checks failed', happened: totals => totals.checksFailed },
  { head: 'marked down', happened: totals => totals.markedDown },
  { head: 'ejected', happened: totals => totals.ejections },
  { head: 'panic picks', happened: totals => totals.panicPicks },
  { head: 'bound', happened: totals => totals.sessionsBound },
  { head: 'sticky kept', happened: totals => totals.sessionsBound, text: keptShare },
  {
    head: 'sticky broken',
    happened: totals => totals.sessionsBound,
    text: ({ sessionsBroken }) => String(sessionsBroken),
  },
  { head: 'probes', happened: totals => totals.probes },
]

/** Of the requests that had a session, the share that went to its backend. */
function keptShare({ sessionsKept, sessionsBroken }: BalancerTotals): string {
  const all = sessionsKept + sessionsBroken
  return all === 0 ? '-' : formatShare(sessionsKept / all)
}
