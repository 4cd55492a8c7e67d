import { IndexedHeap } from '../indexed-heap.js'
import { TurnColumns } from '../rotation/turn-queue.js'
import { Turns } from '../rotation/turns.js'
import type { Chooser, Pool } from '../strategy.js'
import { EtaLevels, LevelNumbers } from './eta-levels.js'
import { type ResponseTimes, secondOf } from './response-times.js'

/**
 * The picks of `scanLeastTime` without `inflight`, one by one, without looking at each backend: an eta changes when a
 * request is sent or answered, and at times known beforehand when an average is halved. A pick takes O(distinct weights +
 * log n), and so do sending and answering. Backends that regain their weight are looked at one by one.
 */
export function indexLeastTime(pool: Pool, times: ResponseTimes): Chooser {
  const places = new EtaPlaces(pool, times)
  const turns = new Turns(pool, places)

  function refile(backend: number, nowMs: number): void {
    places.plan(backend, nowMs)
    turns.requeue(backend)
  }

  return {
    pick(_request, nowMs) {
      for (let due = places.halvedBy(nowMs); due !== -1; due = places.halvedBy(nowMs)) refile(due, nowMs)
      return elect(pool, places, turns)
    },
    sent(backend, nowMs) {
      times.sent(backend, nowMs)
      refile(backend, nowMs)
    },
    answered(backend, outcome, nowMs) {
      times.answered(backend, outcome, nowMs)
      refile(backend, nowMs)
      turns.answered(backend, outcome)
    },
    changed(backend) {
      turns.changed(backend)
      turns.requeue(backend)
    },
  }
}

/** Where each backend stands: by weight, by eta, as of the last second anybody spoke of. */
class EtaPlaces {
  readonly #pool: Pool
  readonly #times: ResponseTimes
  readonly #columns: TurnColumns
  readonly #numbers: LevelNumbers
  readonly #byWeight = new Map<number, EtaLevels>()
  /** Backends whose average will be halved, by when. */
  readonly #halvings: IndexedHeap
  readonly #planned: Uint8Array
  /** Where each stands, so that it is found again whatever has changed since. */
  readonly #weight: Int32Array
  readonly #eta: Float64Array
  /** The latest second anybody spoke of; before the first, any that is long ago. */
  #nowS = -1e9

  constructor(pool: Pool, times: ResponseTimes) {
    this.#pool = pool
    this.#times = times
    this.#columns = new TurnColumns(pool.size)
    this.#numbers = new LevelNumbers(pool.size)
    this.#halvings = new IndexedHeap(new Int32Array(pool.size))
    this.#planned = new Uint8Array(pool.size)
    this.#weight = new Int32Array(pool.size)
    this.#eta = new Float64Array(pool.size)
  }

  get levels(): Iterable<EtaLevels> {
    return this.#byWeight.values()
  }

  etaOf(backend: number): number {
    return this.#times.eta(backend, this.#nowS)
  }

  add(backend: number, value: number): void {
    const weight = this.#pool.weight[backend]
    let levels = this.#byWeight.get(weight)
    if (levels === undefined) {
      levels = new EtaLevels(weight, this.#columns, this.#numbers)
      this.#byWeight.set(weight, levels)
    }
    this.#weight[backend] = weight
    this.#eta[backend] = this.etaOf(backend)
    levels.add(backend, this.#eta[backend], value)
  }

  /** Returns the current value. */
  remove(backend: number): number {
    const levels = this.#byWeight.get(this.#weight[backend])!
    const value = levels.remove(backend, this.#eta[backend])
    if (levels.least === Infinity) this.#byWeight.delete(levels.weight)
    return value
  }

  /** A backend whose average has been halved by now, to be filed anew; -1 where there is no more. */
  halvedBy(nowMs: number): number {
    this.#nowS = secondOf(nowMs)
    return this.#halvings.firstKey <= this.#nowS ? this.#halvings.first : -1
  }

  /** Notes when the average of this backend will be halved next. */
  plan(backend: number, nowMs: number): void {
    this.#nowS = secondOf(nowMs)
    const atS = this.#times.halvedAtS(backend, this.#nowS)
    const before = this.#planned[backend]
    const after = Number(atS < Infinity)
    this.#planned[backend] = after
    if (before === 1 && after === 1) this.#halvings.move(backend, atS)
    else if (after === 1) this.#halvings.add(backend, atS)
    else if (before === 1) this.#halvings.remove(backend)
  }
}

/** Whose turn it is of those with the least eta per weight; -1 where nobody is available. */
function elect(pool: Pool, places: EtaPlaces, turns: Turns): number {
  const { aside } = turns
  let [least, tied, only] = [Infinity, 0, -1]

  /** Quotients of whole numbers below 2^26 are equal as doubles only where they are equal. */
  function compare(eta: number, weight: number, count: number, example: number): void {
    if (eta / weight > least) return
    if (eta / weight < least) tied = 0
    least = eta / weight
    tied += count
    only = example
  }

  for (const levels of places.levels) {
    const queue = levels.at(levels.least)
    compare(levels.least, levels.weight, queue.size, queue.first)
  }
  for (let i = 0; i < turns.asideCount; i++) compare(places.etaOf(aside[i]), pool.weight[aside[i]], 1, aside[i])
  if (tied < 2) return only

  turns.begin()
  for (const levels of places.levels) if (levels.least / levels.weight === least) turns.credit(levels.at(levels.least))
  for (let i = turns.asideCount - 1; i >= 0; i--) {
    if (places.etaOf(aside[i]) / pool.weight[aside[i]] === least) turns.creditAside(i)
  }
  return turns.elected()
}
