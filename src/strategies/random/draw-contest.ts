import type { Random } from '../../model/random.js'
import { createRotation } from '../rotation/rotation.js'
import type { Chooser, Pool } from '../strategy.js'
import { createWeightTable } from './weight-table.js'

export interface ContestRules {
  /** How many different backends to draw, 1 to 32. */
  readonly choices: number
  /** Whether the backend drawn last displaces the best of those before it. */
  wins(challenger: number, best: number, nowMs: number): boolean
}

/**
 * The best of a few different backends, by weighted draws. As nginx draws for `random two`: draws that hit an
 * unavailable backend or one that is drawn already are repeated, up to a limit, then the next in turn serves.
 *
 * Source: nginx src/http/modules/ngx_http_upstream_random_module.c
 */
export function createDrawContest(
  pool: Pool,
  { choices, wins }: ContestRules,
  chance: Random,
): Required<Pick<Chooser, 'pick' | 'answered' | 'changed'>> {
  const { size, available } = pool
  const rotation = createRotation(pool)
  const table = createWeightTable(pool)
  const drawn = new Int32Array(choices)
  // nginx allows 20 redraws for its two choices; a pool of exactly `choices` equal backends needs some ln(choices) draws
  // a choice to show each of them, so ten a choice leaves room up to 32.
  const redraws = 10 * Math.max(2, choices)
  const seen = Uint8Array.from(available)
  let live = seen.reduce((sum, flag) => sum + flag, 0)
  let wanted = 0

  /** There is no use in drawing for a third backend where two are left. */
  function want(): void {
    wanted = Math.min(choices, Math.max(live, 1))
  }

  function changed(backend: number): void {
    table.changed(backend)
    rotation.changed(backend)
    live += available[backend] - seen[backend]
    seen[backend] = available[backend]
    want()
  }

  function pick(_request: unknown, nowMs: number): number {
    if (size < 2) return rotation.pick()
    let best = -1
    let found = 0
    for (let draw = 0; draw <= redraws; draw++) {
      const backend = table.at(chance.below(table.total))
      if (available[backend] === 0 || includes(drawn, found, backend)) continue
      if (found === 0 || wins(backend, best, nowMs)) best = backend
      drawn[found++] = backend
      if (found === wanted) return best
    }
    // As nginx: a draw that found nothing to compare with does not count. Heavily skewed weights get here.
    return found < 2 ? rotation.pick() : best
  }

  want()
  return { pick, answered: rotation.answered, changed }
}

function includes(list: Int32Array, length: number, value: number): boolean {
  for (let i = 0; i < length; i++) if (list[i] === value) return true
  return false
}
