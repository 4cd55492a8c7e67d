import { type BalancerSpec, noLimit, type RetrySpec } from '../model/balancer-spec.js'
import { nginxRetry } from '../model/products.js'
import { formatDuration, formatShare } from '../units.js'

/** What the balancer does besides choosing, where it is not what nginx does by default; '' where it is. */
export function balancerText(spec: BalancerSpec, backends: number): string {
  const { health, hedge, queue, breaker, slowStart, sticky, changes } = spec
  const limits = breaker && Object.entries(breaker).filter(([, limit]) => limit !== noLimit)
  return [
    ...(health.name === 'nginx' ? [] : [`health ${health.name}`]),
    ...retryText(spec.retry, backends),
    ...(hedge === undefined ? [] : [`hedging after ${formatDuration(hedge.afterMs)}`]),
    ...(queue === undefined ? [] : [`queue for ${formatDuration(queue.timeoutMs)}`]),
    ...(limits === undefined ? [] : [`breaker ${limits.map(([name, limit]) => `${name} ${limit}`).join(', ')}`]),
    ...(slowStart === undefined ? [] : [`slow start ${formatDuration(slowStart.windowMs)}`]),
    ...(sticky === undefined ? [] : [`sticky by ${sticky.by}`]),
    ...(changes.length === 0 ? [] : [`${changes.length} change${changes.length === 1 ? '' : 's'} of the pool`]),
  ].join(', ')
}

function retryText({ count, on, budget }: RetrySpec, backends: number): string[] {
  const usual = nginxRetry(Math.max(0, backends - 1))
  const conditions = on.join('/') === usual.on.join('/') ? '' : ` on ${on.join('/')}`
  if (count === usual.count && conditions === '' && budget === undefined) return []
  const share = budget === undefined ? '' : ` within ${formatShare(budget.share)}`
  return [`${count} ${count === 1 ? 'retry' : 'retries'}${count === 0 ? '' : conditions}${share}`]
}
