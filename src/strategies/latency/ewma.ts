import type { Random } from '../../model/random.js'
import { createDrawContest } from '../random/draw-contest.js'
import type { Chooser, Options, Pool, Strategy } from '../strategy.js'
import { indexLeastCost } from './ewma-index.js'
import { PeakEwma } from './peak-ewma.js'

/**
 * Peak EWMA, Linkerd's balancer: of two backends drawn at random, the one whose recent peak latency times requests in
 * flight (with the new one) is lower; the first drawn of equals. With `choices=0`, of all backends, in O(log n).
 *
 * As in Finagle, a backend that was never measured is taken while it is idle, and avoided from its first request to its
 * first answer: otherwise everybody would be sent to who has not answered yet. Decayed costs are never 0 in practice.
 * A sample ends with the answer's last byte, and failed tries count like answers, as in Finagle and tower: a backend
 * that fails fast looks fast, and to keep it away is health's business. A try nobody waited for any more teaches nothing:
 * its time is the patience of others.
 *
 * Weights count twice, as with `p2c`: in the draw, and the load is compared per weight. Finagle keeps backends of
 * different weights in balancers of their own.
 */
export const ewma: Strategy = {
  name: 'ewma',
  aliases: ['peak-ewma', 'peak_ewma', 'peakewma'],
  summary: 'peak EWMA of latency times requests in flight, the lower of two drawn',
  reference: 'Finagle finagle-core PeakEwma.scala; tower load/peak_ewma.rs, as in Linkerd',
  family: 'latency',
  knows: ['weights', 'in flight', 'latency'],
  options: {
    choices: {
      summary: 'how many different backends to draw and compare; 0 compares all',
      default: 2,
      min: 0,
      max: 32,
      integer: true,
    },
    decayS: { summary: 'seconds in which a cost falls to 37 %, if unconfirmed', default: 10, min: 0.001, max: 86_400 },
  },
  start(pool, options, chance) {
    const decayMs = Number(options.decayS) * 1000
    return options.choices === 0 ? indexLeastCost(pool, decayMs) : lowerOfDrawn(pool, options, chance)
  },
}

function lowerOfDrawn(pool: Pool, { choices, decayS }: Options, chance: Random): Chooser {
  const estimates = new PeakEwma(pool, Number(decayS) * 1000)
  const wins = (challenger: number, best: number, nowMs: number) =>
    estimates.load(challenger, nowMs) < estimates.load(best, nowMs)
  const contest = createDrawContest(pool, { choices: Number(choices), wins }, chance)
  return {
    ...contest,
    answered(backend, outcome, nowMs) {
      contest.answered(backend, outcome, nowMs)
      if (outcome.cause !== 'cancelled') estimates.observe(backend, outcome.latencyMs, nowMs)
    },
  }
}
