import type { Outcome } from '../../strategies/strategy.js'
import type { Balancer, RoutedRequest } from '../balancer.js'
import { refused } from '../balancer.js'
import type { Counts } from '../counts.js'
import type { Tiers } from '../tiers.js'
import type { RetryRule } from './retry-rule.js'

/** Where requests go: the part of a balancer that is about single requests. Members as there. */
export interface Router
  extends Pick<Balancer, 'pick' | 'ended' | 'retries' | 'close' | 'move' | 'cookieFor' | 'nextMs' | 'advance'> {
  /** The pool has changed: somebody who waits may be called now. */
  poolChanged(nowMs: number): void
}

/** Picks and retries, and nothing that would have to be remembered: the way of most balancers, and the fast one. */
export class PlainRouter implements Router {
  readonly #tiers: Tiers
  readonly #rule: RetryRule
  readonly #counts: Counts

  constructor(tiers: Tiers, rule: RetryRule, counts: Counts) {
    this.#tiers = tiers
    this.#rule = rule
    this.#counts = counts
  }

  pick(request: RoutedRequest, tried: readonly number[], nowMs: number): number {
    if (tried.length === 0) return this.#tiers.pick(request, tried, nowMs)
    if (tried.length > this.#rule.count) return refused
    const backend = this.#tiers.pick(request, tried, nowMs)
    if (backend >= 0) this.#counts.at(nowMs).retries++
    return backend
  }

  ended(backend: number, outcome: Outcome, nowMs: number): void {
    this.#tiers.ended(backend, outcome, nowMs)
  }

  retries({ repeatable }: RoutedRequest, tried: readonly number[], outcome: Outcome): boolean {
    return this.#rule.allows(outcome, tried.length, repeatable) && tried.length < this.#tiers.members()
  }

  close(): void {}
  move(): void {}
  cookieFor(): undefined {}
  nextMs(): number {
    return Infinity
  }
  advance(): void {}
  poolChanged(): void {}
}
