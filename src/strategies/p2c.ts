import type { Random } from '../model/random.js'
import { createRotation } from './rotation.js'
import type { Chooser, Pool, Strategy } from './strategy.js'
import { createWeightTable } from './weight-table.js'

/**
 * nginx `random two least_conn`: two different backends by weighted draws, then the one with fewer requests in flight
 * per weight; the second of two equals. Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing" (2001).
 *
 * nginx only has two choices. With more, each further draw challenges the best so far by the same rule. With one this
 * is `random`.
 */
export const p2c: Strategy = {
  name: 'p2c',
  aliases: ['power-of-two', 'power_of_two', 'power-of-two-choices', 'random-two', 'random_two', 'two-choices'],
  summary: 'the less loaded of two drawn at random',
  reference: 'nginx src/http/modules/ngx_http_upstream_random_module.c (random two least_conn)',
  family: 'load',
  options: {
    choices: { summary: 'how many different backends to draw and compare', default: 2, min: 1, max: 32, integer: true },
  },
  start: (pool, options, chance) => chooser(pool, Number(options.choices), chance),
}

function chooser(pool: Pool, choices: number, chance: Random): Chooser {
  const rotation = createRotation(pool)
  const table = createWeightTable(pool)
  const drawn = new Int32Array(choices)
  // nginx allows 20 redraws for its two choices; a pool of exactly `choices` equal backends needs some ln(choices) draws
  // a choice to show each of them, so ten a choice leaves room up to 32.
  const redraws = 10 * Math.max(2, choices)
  let wanted = 0

  /** There is no use in drawing for a third backend where two are left. */
  function refresh(): void {
    table.refresh()
    let available = 0
    for (let i = 0; i < pool.size; i++) available += pool.available[i]
    wanted = Math.min(choices, Math.max(available, 1))
  }

  function pick(): number {
    if (pool.size < 2) return rotation.pick()
    let best = -1
    let found = 0
    for (let draw = 0; draw <= redraws; draw++) {
      const backend = table.at(chance.below(table.total))
      if (pool.available[backend] === 0 || includes(drawn, found, backend)) continue
      best = found === 0 ? backend : lessLoaded(pool, best, backend)
      drawn[found++] = backend
      if (found === wanted) return best
    }
    // As nginx: a draw that found nothing to compare with does not count. Heavily skewed weights get here.
    return found < 2 ? rotation.pick() : best
  }

  refresh()
  return { pick, answered: rotation.answered, changed: refresh }
}

/** The challenger, unless strictly more loaded per weight. */
function lessLoaded({ inFlight, weight }: Pool, best: number, challenger: number): number {
  return inFlight[challenger] * weight[best] > inFlight[best] * weight[challenger] ? best : challenger
}

function includes(list: Int32Array, length: number, value: number): boolean {
  for (let i = 0; i < length; i++) if (list[i] === value) return true
  return false
}
