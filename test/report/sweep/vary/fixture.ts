import { collateVary } from '../../../../src/sweep/vary/collate-vary.js'
import type { Vary } from '../../../../src/sweep/vary/vary.js'
import { type Given, pointOf } from '../../../sweep/vary/points.js'
import { capacity } from '../fixture.js'

/** Of eight rounds; what one adds to a value it adds to all, but for a little of their own. */
const factors = [0.95, 1.02, 1, 1.04, 0.98, 1.01, 0.97, 1.03]
const around = (value: number): number[] => factors.map((factor, i) => value * (factor + 0.0005 * ((i * value) % 3)))

const facts: Omit<Vary, 'schema' | 'trade' | 'points'> = {
  environment: {
    ...capacity.environment,
    command: 'lbbench sweep crash --strategies rr --vary health.interval=1s,2s,5s --vary health.fall=1..3 --rounds 8',
  },
  scenario: { name: 'crash', description: 'One of four dies.', seed: 1, durationMs: 30_000, warmupMs: 1000 },
  beatMs: 10_000,
  variations: [
    { key: 'health.interval', path: 'balancer.health.active.interval', values: ['1s', '2s', '5s'] },
    { key: 'health.fall', path: 'balancer.health.active.fall', values: ['1', '2', '3'] },
  ],
  rounds: 8,
}

function given(interval: number, fall: number): Given {
  const wrong = fall === 1 ? 60 / interval : fall === 2 ? 12 / interval : 0
  return {
    values: [`${interval}s`, String(fall)],
    detectionMs: around(1000 * interval * (fall - 0.5)),
    wrongEjections: around(wrong),
    hurt: around(10 * interval * fall),
    undetected: interval === 5 && fall === 3 ? 1 : 0,
  }
}

/** Health checks of three intervals that fall after one, two or three. */
export const lab: Vary = collateVary({
  ...facts,
  points: [1, 2, 5].flatMap(interval => [1, 2, 3].map(fall => pointOf(given(interval, fall)))),
})

/** Retries of a scenario without incidents, two strategies; nothing differs but a tail. */
export const plain: Vary = collateVary({
  ...facts,
  beatMs: 0,
  variations: [{ key: 'retries', path: 'balancer.retries', values: ['none', '{ count: 2, on: [timeout] }'] }],
  points: ['none', '{ count: 2, on: [timeout] }'].flatMap((value, i) =>
    ['rr', 'lc'].map((id, k) =>
      pointOf({ values: [value], id, p99Ms: around(80 + 10 * i + k), errorRate: around(i === 0 ? 0.01 : 0.001) }),
    ),
  ),
})

/** Three policies of an autoscaler: who pays less misses more. */
export const scaled: Vary = collateVary({
  ...facts,
  beatMs: 0,
  variations: [{ key: 'scaling.policy', path: 'scaling.policy', values: ['hpa', 'target-tracking', 'step'] }],
  points: [
    pointOf({ values: ['hpa'], backendSeconds: around(5000), missedRequests: around(20) }),
    pointOf({ values: ['target-tracking'], backendSeconds: around(4400), missedRequests: around(25) }),
    pointOf({ values: ['step'], backendSeconds: around(3900), missedRequests: around(120) }),
  ],
})

/** Nothing differs. */
export const same: Vary = collateVary({
  ...facts,
  variations: [{ key: 'retries', path: 'balancer.retries', values: ['1', '2'] }],
  points: ['1', '2'].map(value => pointOf({ values: [value] })),
})

const interval = { key: 'health.interval', path: 'balancer.health.active.interval', values: ['1s', '2s'] }

const three = [{ ...interval, values: ['1s', '2s', '5s'] }]

/** The least of both at two settings. */
export const nobodyTrades: Vary = collateVary({
  ...facts,
  variations: three,
  points: [
    pointOf({ values: ['1s'], detectionMs: [0, 0, 0, 0], hurt: [0, 1, 0, 1] }),
    pointOf({ values: ['2s'], detectionMs: [0, 0, 0, 0], hurt: [0, 1, 0, 1] }),
    pointOf({ values: ['5s'], detectionMs: [1000, 1010, 1020, 1000], hurt: [40, 50, 44, 47] }),
  ],
})

/** Quicker checks are better in both. */
export const onlyOne: Vary = collateVary({
  ...facts,
  variations: three,
  points: [1, 2, 5].map(seconds =>
    pointOf({ values: [`${seconds}s`], detectionMs: around(500 * seconds), hurt: around(10 * seconds ** 2) }),
  ),
})

/** What settings do to nothing: three that differ by chance. */
export const noise: Vary = collateVary({
  ...facts,
  variations: three,
  points: [
    pointOf({ values: ['1s'], detectionMs: [500, 530, 480, 505], hurt: [2, 3, 1, 4] }),
    pointOf({ values: ['2s'], detectionMs: [510, 500, 520, 495], hurt: [3, 1, 2, 2] }),
    pointOf({ values: ['5s'], detectionMs: [490, 510, 500, 530], hurt: [2, 2, 3, 1] }),
  ],
})

/** Checks of two products: with one of them their interval does not matter. */
export const products: Vary = collateVary({
  ...facts,
  variations: [{ key: 'health.like', path: 'balancer.health.like', values: ['nginx', 'haproxy'] }, interval],
  points: [
    pointOf({ values: ['nginx', '1s'], detectionMs: [0, 0, 0, 0], hurt: [40, 50, 44, 47] }),
    pointOf({ values: ['nginx', '2s'], detectionMs: [0, 0, 0, 0], hurt: [40, 50, 44, 47] }),
    pointOf({ values: ['haproxy', '1s'], detectionMs: [1000, 1200, 1100, 1150], hurt: [0, 1, 0, 1] }),
    pointOf({ values: ['haproxy', '2s'], detectionMs: [2000, 2450, 2210, 2300], hurt: [0, 0, 0, 0] }),
  ],
})
