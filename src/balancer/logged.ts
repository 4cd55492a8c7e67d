import type { Balancer } from './balancer.js'
import type { BalancerLog } from './balancer-log.js'
import { OpenFlight } from './requests/flight.js'

/** The same balancer, which tells the log the time and where it sends requests. */
export function logged(balancer: Balancer, log: BalancerLog): Balancer {
  const at = (nowMs: number): void => {
    log.nowMs = nowMs
  }
  const seen: Balancer = {
    ...balancer,
    open: (request, ticket = 0) => new OpenFlight(seen, request, ticket),
    pick(request, tried, nowMs) {
      at(nowMs)
      const backend = balancer.pick(request, tried, nowMs)
      if (backend >= 0) log.tried(backend)
      return backend
    },
    ended(backend, outcome, nowMs, ticket) {
      at(nowMs)
      log.ended(backend)
      balancer.ended(backend, outcome, nowMs, ticket)
    },
    retries(request, tried, outcome, nowMs) {
      at(nowMs)
      return balancer.retries(request, tried, outcome, nowMs)
    },
    advance(nowMs) {
      at(nowMs)
      balancer.advance(nowMs)
    },
    checked(backend, ok, nowMs) {
      at(nowMs)
      balancer.checked(backend, ok, nowMs)
    },
    change(change, nowMs) {
      at(nowMs)
      balancer.change(change, nowMs)
    },
  }
  return seen
}
