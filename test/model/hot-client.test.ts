import { expect, it } from 'vitest'
import type { Traffic } from '../../src/model/traffic.js'
import { drawWorkload } from '../../src/model/workload.js'
import { openLoop, traffic } from './specs.js'

const hot = [
  { fromMs: 1000, toMs: 2000, share: 0.3 },
  { fromMs: 6000, toMs: 7000, share: 1 },
]
const draw = (change: Partial<Traffic>) =>
  drawWorkload({ traffic: traffic({ load: openLoop(4000), ...change }), warmupMs: 1000, durationMs: 9000, seed: 1 })
const clients = { count: 1000, zipf: 0 }
const [cold, warm] = [draw({ clients }), draw({ clients, hot })]

it('so many requests of that time come from client 0, and elsewhere nothing changes', () => {
  const rows = [...cold.dueMs.keys()]
  const within = (fromMs: number, toMs: number) =>
    rows.filter(row => cold.dueMs[row]! >= fromMs && cold.dueMs[row]! < toMs)
  const hits = (list: number[]) => list.filter(row => warm.client[row] === 0).length
  const third = within(1000, 2000)
  // 30 %, and a thousandth of the others, who are client 0 anyway
  const p = 0.3 + 0.7 / 1000
  expect(Math.abs(hits(third) - p * third.length)).toBeLessThan(4 * Math.sqrt(p * (1 - p) * third.length))
  expect(hits(within(6000, 7000))).toBe(within(6000, 7000).length)
  for (const row of [...within(-1000, 1000), ...within(2000, 6000), ...within(7000, 9000)])
    if (warm.client[row] !== cold.client[row]) expect.fail(`row ${row}`)
})

it('whoever is not client 0 is who it was, and no other draw moves', () => {
  for (const row of warm.client.keys())
    if (warm.client[row] !== 0 && warm.client[row] !== cold.client[row]) expect.fail(`row ${row}`)
  expect({ ...warm, client: cold.client }).toEqual(cold)
})
