import { type Distribution, gammaFrom, lognormalFrom, paretoFrom } from '../../model/distribution.js'
import { mg1 } from '../../theory/mg1.js'
import {
  bimodalService,
  boundedParetoService,
  exponentialService,
  gammaService,
  lognormalService,
  mixedService,
  paretoService,
  type Service,
  uniformService,
} from '../../theory/service.js'
import { mean, utilisation } from '../quantity.js'
import { alike, openScenario } from '../queueing-scenario.js'
import type { ValidationCase } from '../validation-case.js'

const bounded = paretoFrom({ meanMs: 1, shape: 1.5, maxMs: 100 })

/** Every family of service times, with mean 1 ms, and its moments. */
const families: readonly (readonly [string, Distribution, Service])[] = [
  ['exponential', { kind: 'exponential', meanMs: 1 }, exponentialService],
  ['uniform, 0.2 to 1.8', { kind: 'uniform', minMs: 0.2, maxMs: 1.8 }, uniformService(0.2, 1.8)],
  ['Erlang, 4 phases', gammaFrom({ meanMs: 1, cv: 0.5 }), gammaService(4)],
  ['gamma, shape 0.5', { kind: 'gamma', shape: 0.5, scaleMs: 2 }, gammaService(0.5)],
  ['lognormal, sigma 0.5', { kind: 'lognormal', mu: -0.125, sigma: 0.5 }, lognormalService(0.5)],
  ['lognormal, cv 1.5', lognormalFrom({ meanMs: 1, cv: 1.5 }), lognormalService(Math.sqrt(Math.log(3.25)))],
  [
    'bimodal, 10 % of 5.5',
    { kind: 'bimodal', fastMs: 0.5, slowMs: 5.5, slowShare: 0.1 },
    bimodalService({ fast: 0.5, slow: 5.5, slowShare: 0.1 }),
  ],
  ['pareto, shape 5', paretoFrom({ meanMs: 1, shape: 5 }), paretoService(5)],
  ['pareto, shape 1.5 up to 100', bounded, boundedParetoService({ shape: 1.5, low: bounded.scaleMs, high: 100 })],
  [
    'empirical, half below 0.5',
    { kind: 'empirical', quantiles: [0, 0.5, 1], valuesMs: [0, 0.5, 3] },
    mixedService([uniformService(0, 0.5), uniformService(0.5, 3)]),
  ],
]

/** M/G/1: theory knows the mean. Loads at which a heavy tail still lets a mean settle. */
export const serviceTimes: readonly ValidationCase[] = families.flatMap(([family, latency, service]) =>
  [0.5, 0.8].map(rho => ({
    model: 'M/G/1',
    name: `${family}, load ${rho}`,
    strategy: 'rr',
    requests: 300_000,
    quick: rho === 0.5,
    scenario: (requests: number) => openScenario({ backends: alike(1, { latency }), rho, requests }),
    expected: () => [
      { quantity: mean, theory: mg1({ service, rho }).mean },
      { quantity: utilisation, theory: rho },
    ],
  })),
)
