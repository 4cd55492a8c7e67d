import type { Pool } from '../strategies/strategy.js'

const columns = ['weight', 'inFlight', 'available', 'up', 'maxFails'] as const
type Column = (typeof columns)[number]
type Columns = Pick<Pool, Column>

/** Picks between two looks for writes, at least; in a large pool as many as it has backends, so that a look costs O(1) a pick. */
const fewestPicks = 256

/**
 * The pool as a strategy of the user's sees it: a copy, kept in step backend by backend. Who writes to it deceives nobody but
 * himself, and is found out.
 */
export class OwnPool {
  readonly view: Pool
  readonly #pool: Pool
  readonly #copy: Columns
  /** What the copy holds if nobody else wrote to it. */
  readonly #written: Columns
  #picks = 0

  constructor(pool: Pool) {
    this.#pool = pool
    this.#copy = copyOf(pool)
    this.#written = copyOf(pool)
    this.view = { ...fixed(pool), ...this.#copy }
  }

  /** Requests in flight there are others now. */
  count(backend: number): void {
    this.#take('inFlight', backend)
  }

  /** Whether it may be picked, is up, or what it weighs is another now. */
  follow(backend: number): void {
    this.#take('available', backend)
    this.#take('up', backend)
    this.#take('weight', backend)
  }

  /** Looks now and then. Returns the column that somebody wrote to. */
  written(): Column | undefined {
    if (++this.#picks < Math.max(fewestPicks, this.#pool.size)) return undefined
    this.#picks = 0
    return columns.find(column => this.#copy[column].some((value, i) => value !== this.#written[column][i]))
  }

  #take(column: Column, backend: number): void {
    // Where the copy is not what it was, it stays so until somebody looks.
    const value = this.#pool[column][backend]!
    if (this.#copy[column][backend] === this.#written[column][backend]) this.#copy[column][backend] = value
    this.#written[column][backend] = value
  }
}

function copyOf({ weight, inFlight, available, up, maxFails }: Columns): Columns {
  return {
    weight: weight.slice(),
    inFlight: inFlight.slice(),
    available: available.slice(),
    up: up.slice(),
    maxFails: maxFails.slice(),
  }
}

function fixed({
  size,
  names,
  addresses,
  weightScale,
}: Pool): Pick<Pool, 'size' | 'names' | 'addresses' | 'weightScale'> {
  return { size, names, addresses, weightScale }
}
