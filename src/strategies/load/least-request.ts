import type { Random } from '../../model/random.js'
import type { AvailableList } from '../available-list.js'
import { edfUnlessAlike, seeds } from '../rotation/edf-unless-alike.js'
import type { Pool, Strategy } from '../strategy.js'
import { LoadSets } from './load-sets.js'

/**
 * Envoy's least request. Backends of equal weight: a few are drawn, the same one perhaps twice, and the first drawn serves
 * unless a later one has strictly fewer requests in flight. Others: by earliest deadline, where each weight counts
 * divided by (requests in flight + 1)^bias at the time the backend had its last turn. O(log n) a choice.
 *
 * Envoy's FULL_SCAN looks at all and takes any of the least loaded; `fullScan` keeps them sorted instead, the law is the
 * same. The powers of a bias other than 0 and 1 are exp(bias * ln x), which may differ from Envoy's in the last bit.
 */
export const leastRequest: Strategy = {
  name: 'least-request',
  aliases: ['least_request', 'envoy-least-request', 'envoy-lr'],
  summary: "Envoy's: the least loaded of a few drawn, or earliest deadline by weight and load",
  reference: 'Envoy load_balancing_policies/least_request/least_request_lb.cc',
  family: 'load',
  product: 'Envoy',
  knows: ['weights', 'in flight'],
  options: {
    choices: { summary: 'how many to draw while all weigh the same', default: 2, min: 1, max: 100, integer: true },
    bias: { summary: 'how much requests in flight count against unequal weights', default: 1, min: 0, max: 100 },
    fullScan: { summary: 'any of the least loaded of all instead of a few drawn', default: false },
  },
  start(pool, { choices, bias, fullScan }, chance) {
    const sets = fullScan === true ? new LoadSets(pool) : undefined
    const schedule = edfUnlessAlike(pool, {
      weightOf: backend => pool.weight[backend] / power(pool.inFlight[backend] + 1, Number(bias)),
      pickAlike: available => sets?.draw(chance) ?? leastOfDrawn(pool, available, Number(choices), chance),
      seed: chance.below(seeds),
    })
    return {
      pick: schedule.pick,
      sent: backend => sets?.file(backend),
      answered: backend => sets?.file(backend),
      changed(backend) {
        sets?.file(backend)
        schedule.changed(backend)
      },
    }
  },
}

function leastOfDrawn({ inFlight }: Pool, available: AvailableList, choices: number, chance: Random): number {
  let best = available.at(chance.below(available.size))
  for (let drawn = 1; drawn < choices; drawn++) {
    const challenger = available.at(chance.below(available.size))
    if (inFlight[challenger] < inFlight[best]) best = challenger
  }
  return best
}

function power(base: number, exponent: number): number {
  if (exponent === 0) return 1
  return exponent === 1 ? base : Math.exp(exponent * Math.log(base))
}
