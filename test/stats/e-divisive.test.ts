import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomStream } from '../../src/model/random.js'
import { eDivisive, fewestToTell } from '../../src/stats/e-divisive.js'

const at = (values: readonly number[], level = 0.01, seed = 1, shuffles = 199): number[] =>
  eDivisive(values, { level, shuffles, fewest: 3, random: randomStream(seed, 'shuffles') }).map(one => one.index)

/** Normal, by the sum of twelve: enough of a bell for a benchmark, and exact. */
function noise(n: number, seed: number): number[] {
  const random = randomStream(seed, 'noise')
  return Array.from({ length: n }, () => Array.from({ length: 12 }, () => random.next()).reduce((a, b) => a + b) - 6)
}

/** Series that other programs publish with what they find in them. */
const published: readonly [from: string, values: readonly number[], changes: readonly number[], level?: number][] = [
  [
    'Apache Otava, tests/change_point_divisive_test.py',
    [0.3, 2.4, 1.5, -0.9, -0.5, 99.7, 98.3, 99.1, 149, 149.7, 149.5, 149.1, 148.8, 150],
    [5, 8],
    // Nine values are left for the second step, three and six: 84 orders of them, no p below 1 %.
    0.05,
  ],
  [
    'Apache Otava, tests/analysis_test.py',
    [1.02, 0.95, 0.99, 1, 1.12, 1, 1.01, 0.98, 1.01, 0.96, 0.5, 0.51, 0.48, 0.48, 0.55, 0.5, 0.49, 0.51, 0.5, 0.49],
    [10],
  ],
  [
    'MongoDB, tests/test_detection.py: noise in three bands',
    [
      ...[41, 18, 23, 3, 32, 11, 40, 13, 29, 48, 47, 35, 18, 21, 6, 2, 23, 3, 4, 7],
      ...[120, 103, 102, 81, 71, 62, 115, 61, 108, 63, 70, 98, 65, 96, 64, 74, 70, 113, 90, 114],
      ...[208, 196, 153, 150, 225, 179, 206, 165, 177, 151, 218, 217, 244, 245, 229, 195, 225, 229, 176, 250],
    ],
    [20, 40],
  ],
  [
    'Apache Otava, tests/tigerbeetle_test.py at p < 0.001, the first hundred of its runs of TigerBeetle',
    [
      ...[
        26705, 26475, 26641, 26806, 26835, 26911, 26564, 26812, 26874, 26682, 15672, 26745, 26460, 26977, 26851, 23412,
        23547, 23674, 23519, 23670,
      ],
      ...[
        23662, 23462, 23750, 23717, 23524, 23588, 23687, 23793, 23937, 23715, 23570, 23730, 23690, 23699, 23670, 23860,
        23988, 23652, 23681, 23798,
      ],
      ...[
        23728, 23604, 23523, 23412, 23685, 23773, 23771, 23718, 23409, 23739, 23674, 23597, 23682, 23680, 23711, 23660,
        23990, 23938, 23742, 23703,
      ],
      ...[
        23536, 24363, 24414, 24483, 24509, 24944, 24235, 24560, 24236, 24667, 24730, 28346, 28437, 28436, 28057, 28217,
        28456, 28427, 28398, 28250,
      ],
      ...[
        28331, 28222, 28726, 28578, 28345, 28274, 28514, 28590, 28449, 28305, 28411, 28788, 28404, 28821, 28580, 27483,
        26805, 27487, 27124, 26898,
      ],
    ],
    [15, 61, 71, 95],
  ],
  ['MongoDB: one step', [...times(15, 50), ...times(15, 100)], [15]],
  ['MongoDB: ahead of a step', [...times(14, 50), 74, ...times(15, 100)], [15]],
  ['MongoDB: behind a step', [...times(14, 50), 76, ...times(15, 100)], [14]],
  ['MongoDB: a step and one bad run', [50, 50, 100, ...times(12, 50), ...times(15, 100)], [15]],
  ['MongoDB: two steps', [50, 50, 100, ...times(12, 50), ...times(15, 100), ...times(15, 150)], [15, 30]],
  ['MongoDB: nothing', times(30, 50), []],
]

for (const [from, values, changes, level] of published) {
  test(`finds what others find: ${from}`, () => {
    expect(at(values, level)).toEqual(changes)
  })
}

test('without a change it names one no more often than the level says', () => {
  const seeds = Array.from({ length: 400 }, (_, seed) => seed)
  const alarms = seeds.filter(seed => at(noise(20, seed), 0.05, seed).length > 0).length
  // 400 series at 5 %: 20 expected with a deviation of 4.4; 4 deviations above that, and not so few that nothing is ever found.
  expect(alarms).toBeLessThanOrEqual(37)
  expect(alarms).toBeGreaterThanOrEqual(4)
})

test('a planted change of three deviations is found, within a run of its place', () => {
  const seeds = Array.from({ length: 100 }, (_, seed) => seed)
  const found = seeds.map(seed => at(noise(30, seed).map((value, i) => value + (i < 18 ? 0 : 3))))
  expect(found.filter(([first]) => first !== undefined && Math.abs(first - 18) <= 1).length).toBeGreaterThanOrEqual(95)
  expect(found.filter(changes => changes.length > 1).length).toBeLessThanOrEqual(4)
})

test('there and back is two changes', () => {
  const bump = noise(40, 7).map((value, i) => value + (i >= 14 && i < 26 ? 6 : 0))
  expect(at(bump)).toEqual([14, 26])
})

test('neither shift nor scale nor the direction of the quantity moves a change', () => {
  const step = noise(24, 3).map((value, i) => value + (i < 12 ? 0 : 3))
  const plain = at(step)
  expect(plain).not.toEqual([])
  const factor = fc.double({ min: 1e-3, max: 1e3, noNaN: true })
  const shift = fc.double({ min: -1e3, max: 1e3, noNaN: true })
  fc.assert(
    fc.property(factor, shift, fc.boolean(), (k, c, down) => {
      expect(at(step.map(value => (down ? -k : k) * value + c))).toEqual(plain)
    }),
    { numRuns: 25 },
  )
})

test('changes are in order, with their p, and the same again with the same chance', () => {
  const steps = noise(45, 5).map((value, i) => value + 8 * Math.floor(i / 15))
  const run = () => eDivisive(steps, { level: 0.01, shuffles: 499, fewest: 3, random: randomStream(9, 'x') })
  expect(run().map(({ index }) => index)).toEqual([15, 30])
  for (const { p } of run()) expect(p).toBeLessThanOrEqual(0.01)
  for (const { p } of run()) expect(p).toBeGreaterThanOrEqual(1 / 500)
  expect(run()).toEqual(run())
})

test('says how many values it needs: from there on a clean step is found, with three fewer it cannot be', () => {
  const needed = fewestToTell({ level: 0.01, fewest: 3 })
  expect(needed).toBe(11)
  expect(fewestToTell({ level: 0.05, fewest: 3 })).toBe(9)
  const halves = (n: number): number[] => [...times(Math.floor(n / 2), 1), ...times(Math.ceil(n / 2), 2)]
  for (let seed = 0; seed < 20; seed++) expect(at(halves(needed), 0.01, seed, 999)).toEqual([Math.floor(needed / 2)])
  expect(at(halves(8), 0.01, 1, 999)).toEqual([])
})

function times(n: number, value: number): number[] {
  return new Array<number>(n).fill(value)
}
