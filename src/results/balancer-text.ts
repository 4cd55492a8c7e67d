import { type BalancerSpec, type HealthSpec, noLimit, type RetrySpec } from '../model/balancer-spec.js'
import { nginxRetry } from '../model/products.js'
import { formatDuration, formatShare } from '../units.js'

/** What the balancer does besides choosing, where it is not what nginx does by default; '' where it is. */
export function balancerText(spec: BalancerSpec, backends: number, runMs: number): string {
  const { health, hedge, queue, breaker, slowStart, sticky, changes } = spec
  const limits = breaker && Object.entries(breakerKeys).filter(([, key]) => breaker[key] !== noLimit)
  return [
    ...(health.name === 'nginx' ? [] : [`health ${health.name}${tooSlow(health, runMs)}`]),
    ...retryText(spec.retry, backends),
    ...(hedge === undefined ? [] : [`hedging after ${formatDuration(hedge.afterMs)}`]),
    ...(queue === undefined ? [] : [`queue for ${formatDuration(queue.timeoutMs)}`]),
    ...(limits === undefined ? [] : [`breaker ${limits.map(([name, key]) => `${name} ${breaker![key]}`).join(', ')}`]),
    ...(slowStart === undefined ? [] : [`slow start ${formatDuration(slowStart.windowMs)}`]),
    ...(sticky === undefined ? [] : [`sticky by ${sticky.by}`]),
    ...poolText(changes),
  ].join(', ')
}

/** What the operator does, by kind: as they are written in a scenario: "pool changes 4 drain, 4 leave, 4 join". */
function poolText(changes: BalancerSpec['changes']): string[] {
  const counted = poolKinds.flatMap(kind => {
    const count = changes.filter(change => change.kind === kind).length
    return count === 0 ? [] : [`${count} ${kind}`]
  })
  return counted.length === 0 ? [] : [`pool changes ${counted.join(', ')}`]
}

const poolKinds = ['drain', 'leave', 'join', 'weight'] as const

/** As they are written in a scenario. */
const breakerKeys = { requests: 'maxRequests', pending: 'maxPending', retries: 'maxRetries' } as const

/** Checks that could take nobody out before the run is over are as good as none. */
function tooSlow({ active }: HealthSpec, runMs: number): string {
  if (active === undefined || active.fall * active.intervalMs <= runMs) return ''
  return ` (${active.fall} checks ${formatDuration(active.intervalMs)} apart: too slow to notice anything in this run)`
}

function retryText({ count, on, budget }: RetrySpec, backends: number): string[] {
  const usual = nginxRetry(Math.max(0, backends - 1))
  const conditions = on.join('/') === usual.on.join('/') ? '' : ` on ${on.join('/')}`
  if (count === usual.count && conditions === '' && budget === undefined) return []
  const share = budget === undefined ? '' : ` within ${formatShare(budget.share)}`
  return [`${count} ${count === 1 ? 'retry' : 'retries'}${count === 0 ? '' : conditions}${share}`]
}
