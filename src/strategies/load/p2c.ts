import { createDrawContest } from '../random/draw-contest.js'
import type { Strategy } from '../strategy.js'

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
  product: 'nginx',
  knows: ['weights', 'in flight'],
  options: {
    choices: { summary: 'how many different backends to draw and compare', default: 2, min: 1, max: 32, integer: true },
  },
  start(pool, options, chance) {
    const { inFlight, weight } = pool
    // The challenger, unless it is strictly more loaded per weight.
    const wins = (challenger: number, best: number) =>
      inFlight[challenger] * weight[best] <= inFlight[best] * weight[challenger]
    return createDrawContest(pool, { choices: Number(options.choices), wins }, chance)
  },
}
