import type { OutlierSpec } from '../../model/balancer-spec.js'
import type { Outcome } from '../../strategies/strategy.js'
import { type Agenda, nextBeat } from '../agenda.js'
import type { Ejections } from './ejections.js'
import { failureOutliers, successOutliers } from './outliers.js'

export interface OutlierDetectionOptions {
  readonly spec: OutlierSpec
  /** When the first interval begins, ms. */
  readonly startMs: number
  readonly size: number
  readonly agenda: Agenda
  readonly ejections: Ejections
}

/**
 * Envoy's outlier detection. Answers of 5xx in a row eject at once, and so do failures, which count as 503 and 504: we have
 * no split between the two. At each interval ejections that are over end first; then those whose success rate in the
 * interval that just ended lies too far below that of the others are ejected. Cancelled tries say nothing.
 *
 * Source: Envoy source/common/upstream/outlier_detection_impl.cc.
 */
export class OutlierDetection {
  readonly #spec: OutlierSpec
  readonly #agenda: Agenda
  readonly #ejections: Ejections
  readonly #in5xx: Int32Array
  readonly #inGateway: Int32Array
  /** Answers in the current interval, and the good ones among them. */
  readonly #answers: Int32Array
  readonly #good: Int32Array

  constructor({ spec, startMs, size, agenda, ejections }: OutlierDetectionOptions) {
    this.#spec = spec
    this.#agenda = agenda
    this.#ejections = ejections
    this.#in5xx = new Int32Array(size)
    this.#inGateway = new Int32Array(size)
    this.#answers = new Int32Array(size)
    this.#good = new Int32Array(size)
    this.#planSweep(startMs + spec.intervalMs)
  }

  ended(backend: number, { cause, status }: Outcome, nowMs: number): void {
    if (cause === 'cancelled') return
    this.#answers[backend]++
    const failed = cause !== 'answer'
    if (!failed && status < 500) {
      this.#good[backend]++
      this.#in5xx[backend] = 0
      this.#inGateway[backend] = 0
      return
    }
    const gateway = failed || (status >= 502 && status <= 504)
    if (!gateway) this.#inGateway[backend] = 0
    else if (++this.#inGateway[backend] === this.#spec.consecutiveGateway) this.#eject(backend, this.#inGateway, nowMs)
    if (++this.#in5xx[backend] === this.#spec.consecutive5xx) this.#eject(backend, this.#in5xx, nowMs)
  }

  /** An active check of that backend passed. */
  passed(backend: number, nowMs: number): void {
    if (this.#ejections.isEjected(backend)) this.#uneject(backend, nowMs)
  }

  /** It is no member any more: should it come back, it begins anew. */
  forget(backend: number, nowMs: number): void {
    this.#ejections.forget(backend, nowMs)
    for (const column of [this.#in5xx, this.#inGateway, this.#answers, this.#good]) column[backend] = 0
  }

  /** Who is ejected already gets answers to what it was sent before: they add up to nothing. */
  #eject(backend: number, row: Int32Array, nowMs: number): void {
    if (this.#ejections.isEjected(backend)) return
    this.#ejections.eject(backend, nowMs)
    row[backend] = 0
  }

  #uneject(backend: number, nowMs: number): void {
    this.#ejections.end(backend, nowMs)
    this.#in5xx[backend] = 0
    this.#inGateway[backend] = 0
  }

  #planSweep(atMs: number): void {
    this.#agenda.plan(atMs, nowMs => {
      this.#sweep(nowMs)
      this.#planSweep(nextBeat(atMs, this.#spec.intervalMs, nowMs))
    })
  }

  #sweep(nowMs: number): void {
    for (const backend of this.#ejections.over(nowMs)) this.#uneject(backend, nowMs)
    const rates = { answers: this.#answers, good: this.#good, counts: this.#ejections.counts }
    const { successRate, failureShare } = this.#spec
    const worse = successRate === undefined ? [] : successOutliers(rates, successRate)
    const failing = failureShare === undefined ? [] : failureOutliers(rates, failureShare)
    for (const backend of [...worse, ...failing]) this.#ejections.eject(backend, nowMs)
    this.#answers.fill(0)
    this.#good.fill(0)
  }
}
