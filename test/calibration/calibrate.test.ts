import { expect, test } from 'vitest'
import { parseCandidates } from '../../src/bench/candidate.js'
import type { Trial } from '../../src/bench/trial.js'
import { calibrate } from '../../src/calibration/calibrate.js'
import { renderCalibration } from '../../src/report/calibration/render-calibration.js'
import { contextOf, syntheticTrial } from '../results/synthetic.js'

const candidates = parseCandidates('rr,rr#2', ['embedded'])
const trialsOf = (rounds: number, spoiled: readonly number[] = []): Trial[] =>
  Array.from({ length: rounds }, (_, round) =>
    candidates.map(({ id }) =>
      syntheticTrial({
        candidate: id,
        round,
        factor: 1,
        ownNoise: 0.03,
        health: spoiled.includes(round) ? { balancerUtilisation: 0.9 } : {},
      }),
    ),
  ).flat()
const reportOf = (rounds: number, spoiled: readonly number[] = []): ReturnType<typeof calibrate> =>
  calibrate({
    trials: trialsOf(rounds, spoiled),
    context: { ...contextOf(['rr', 'rr#2'], rounds), candidates },
    margin: 0.1,
    closedLoop: false,
    pairMs: 10_600,
  })

test('finds the noise that was made, and nothing wrong with the same code', () => {
  const report = reportOf(10)
  expect(report).toMatchObject({ candidate: 'rr', pairs: { used: 10, spoiled: 0 }, gates: 3 })
  const { sd, low, high } = report.noise.find(({ metric }) => metric === 'p99Ms')!
  // Two sides of 3 % each; ten pairs know it to a factor of two.
  expect([low < 0.03 * Math.SQRT2, high > 0.03 * Math.SQRT2, sd < 0.1]).toEqual([true, true, true])
  expect(report.verdicts.map(({ judgement }) => judgement)).toEqual(['pass', 'pass', 'pass'])
  expect(report.outlooks.map(({ metric }) => metric)).toEqual(['p50Ms', 'p99Ms'])
})

test('leaves out the pairs of which a side was spoiled, and says how many', () => {
  const report = reportOf(6, [1, 4])
  expect(report.pairs).toEqual({ used: 4, spoiled: 2 })
  expect(report.noise.map(({ n }) => n)).toEqual([4, 4, 4, 4, 4])
  expect(renderCalibration(report)).toContain('4 pairs (2 more left out')
})

test('refuses a machine that spoils more than half of the pairs', () => {
  expect(() => reportOf(6, [0, 1, 2, 4])).toThrow(/^4 of 6 pairs were spoiled: the balancer was busy 90%/)
  expect(() => reportOf(4, [0, 1])).toThrow(/^2 of 4 pairs were spoiled/)
  expect(reportOf(6, [0, 1, 2]).pairs.used).toBe(3)
})

test('says first what cannot be told, and what to do', () => {
  const report = reportOf(10)
  const noise = report.noise.filter(({ metric }) => metric !== 'p99Ms')
  const text = renderCalibration({ ...report, noise })
  expect(text.split('\n\n')[1]).toMatch(/^p99 cannot be told: .*use a longer --duration\.$/)
  expect(renderCalibration(report)).not.toContain('cannot be told')
})

test('few pairs promise nothing', () => {
  const few = renderCalibration(reportOf(4))
  expect(few).toMatch(/--rounds \d+ --max-regression 10% may pass .*\n +That rests on 4 pairs/)
  expect(few).not.toMatch(/10% will/)
  expect(renderCalibration(reportOf(10))).toMatch(/--rounds \d+ --max-regression 10% will pass/)
})

test('reads as it should', async () => {
  await expect(renderCalibration(reportOf(10))).toMatchFileSnapshot('data/calibration.txt')
})
