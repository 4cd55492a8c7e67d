import { expect, test } from 'vitest'
import { conclusion } from '../../../src/report/conclusion.js'
import { drillSentences } from '../../../src/report/drill/drill-sentences.js'
import { calm } from '../fixture.js'
import { crash, crashDrill, drilled } from './fixture.js'

test('under whom it hurts least, and who is back first, held against those that are worse', () => {
  expect(drillSentences(crashDrill)).toEqual([
    expect.stringMatching(
      /^crash hurts fewest requests under lc \(12 \[.*\]\), more under nginx:rr \(42.1 \[.*\]\) and rr \(9\d.* \[.*\]\); no difference to lc is shown of p2c\?choices=3 \(.*\): 5 rounds\.$/,
    ),
    expect.stringMatching(
      /^From the start of crash, lc is back first \(0\.\d\d s \[.*\]\), later p2c\?choices=3 \(> 2\.\d\d s \[.*\]\), nginx:rr \(.*\) and rr \(not within 7\.00 s\): 5 rounds\.$/,
    ),
  ])
})

test('they end what the run says', () => {
  expect(conclusion(crashDrill).slice(-2)).toEqual(drillSentences(crashDrill))
})

const pair = (rr: number, lc: number, rounds: number, prefix = ''): string[] =>
  drillSentences(
    drilled(
      [crash],
      [
        { candidate: `${prefix}rr`, met: [{ metrics: { hurt: rr, recoveryMs: 800 } }], noise: 0.6 },
        { candidate: `${prefix}lc`, met: [{ metrics: { hurt: lc, recoveryMs: 800 } }], noise: 0.6 },
      ],
      rounds,
      4,
    ),
  )

test('no more is claimed than the rounds show', () => {
  expect(pair(20, 20, 5)).toEqual(['crash: no difference in requests hurt or recovery shown, 5 rounds.'])
  expect(pair(90, 10, 1)).toEqual(['crash: one round shows no difference in requests hurt or recovery.'])
})

test('what is true of the model only does not sound like a measurement', () => {
  const [hurt, recovery] = pair(200, 10, 5, 'virtual:')
  expect(hurt).toMatch(/^crash hurts fewest requests under virtual:lc .*: 5 rounds in virtual time\.$/)
  expect(recovery).toBe('crash: no difference in recovery shown, 5 rounds in virtual time.')
})

test('one candidate is told, not compared', () => {
  const one = drilled([crash], [{ candidate: 'lc', met: [{ metrics: { hurt: 12, recoveryMs: 0 } }], noise: 0 }])
  expect(drillSentences(one)).toEqual(['crash under lc: 12 requests hurt, no second worse than before.'])
})

const never = { metrics: { hurt: 50, recoveryMs: 7000 }, never: { recoveryMs: 5 } }

test('a fleet that nobody gets up again is said to be down', () => {
  const results = drilled(
    [crash],
    ['rr', 'lc'].map(candidate => ({ candidate, met: [never], noise: 0 })),
  )
  expect(drillSentences(results)).toEqual([
    'crash: no difference in requests hurt shown, 5 rounds.',
    'From the start of crash nobody is back within 7.00 s: 5 rounds.',
  ])
  expect(drillSentences(drilled([crash], [{ candidate: 'lc', met: [never], noise: 0 }]))).toEqual([
    'crash under lc: 50 requests hurt, not back within 7.00 s from its start.',
  ])
})

test('those who are as good as the best one in every round stand beside it', () => {
  const results = drilled(
    [crash],
    [
      { candidate: 'rr', met: [{ metrics: { recoveryMs: 0 } }] },
      { candidate: 'lc', met: [{ metrics: { recoveryMs: 0 } }] },
      { candidate: 'chash', met: [{ metrics: { recoveryMs: 3000 } }] },
    ],
  )
  expect(drillSentences(results)).toEqual([
    expect.stringMatching(
      /^Through crash no second under rr and lc is worse than before; back later, from its start: chash \(.*\): 5 rounds\.$/,
    ),
  ])
})

test('of many incidents the first ones', () => {
  const many = Array.from({ length: 6 }, (_, k) => ({ ...crash, name: `crash-${k + 1}` }))
  const results = drilled(many, [{ candidate: 'lc', met: many.map(() => ({ metrics: { hurt: 1 } })) }])
  expect(drillSentences(results)).toHaveLength(5)
  expect(drillSentences(results).at(-1)).toBe('What 2 more incidents did is in the tables.')
})

test('without incidents, nothing', () => {
  expect(drillSentences(calm)).toEqual([])
})
