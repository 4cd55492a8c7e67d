import { describe, expect, test } from 'vitest'
import { lbbench } from './lbbench.js'

const calibrate = (...args: string[]) => lbbench('calibrate', ...args)

describe('what cannot be calibrated is refused before anything runs', () => {
  test.each([
    [['--pairs', '2'], '--pairs 2: expected a whole number from 3 to 1000'],
    [['--pairs', 'few'], '--pairs few: expected a whole number from 3 to 1000'],
    [['-s', 'rr,lc'], '--strategy rr,lc: one candidate is run against itself'],
    [['-s', 'virtual:rr'], 'virtual:rr runs in virtual time, which has no noise'],
    [['--max-regression', '0.1'], '--max-regression 0.1: expected a share in percent such as 10%'],
  ])('%j', async (args, message) => {
    const said = await calibrate(...args, '--dry-run')
    expect([said.status, said.stdout]).toEqual([2, ''])
    expect(said.stderr).toContain(message)
  })
})

test('the plan has the candidate twice', async () => {
  const { status, stderr } = await calibrate('-s', 'lc#2', '--pairs', '7', '--dry-run')
  expect([status, stderr]).toEqual([0, expect.stringMatching(/candidates +lc#2, lc#3\n +plan +7 rounds/)])
})

test('runs pairs, and says what they tell, or that they tell nothing', async () => {
  const said = await calibrate('--pairs', '3', '--duration', '1s', '--warmup', '200ms', '--rate', '100/s', '--json')
  // A busy machine spoils pairs; then there must be no numbers.
  if (said.status === 3) {
    expect([said.stdout, said.stderr]).toEqual(['', expect.stringMatching(/of 3 pairs were spoiled: /)])
    return
  }
  const { schema, pairs, noise, verdicts } = JSON.parse(said.stdout) as Record<string, { length: number }>
  expect([said.status, schema, pairs, verdicts!.length]).toEqual([
    0,
    'lbbench/calibration@1',
    { used: 3, spoiled: 0 },
    3,
  ])
  // 100 requests a round tell no p99.
  expect((noise as unknown as { metric: string }[]).map(({ metric }) => metric)).toEqual([
    'p50Ms',
    'meanMs',
    'errorRate',
    'jainBusy',
  ])
})
