import type { HistoryLine, Machine } from '../../src/history/history-line.js'
import { randomStream } from '../../src/model/random.js'

export const machine: Machine = {
  cpu: 'AMD EPYC 7763',
  cores: 4,
  os: 'Linux 6.8.0-1020',
  node: 'v20.11.0',
  lbbench: '0.9.0',
  autocannon: '9.0.0',
}

/** Run k of a night each, from 2026-05-01 on, with what the test is about. */
export function lineOf(k: number, change: Partial<HistoryLine> = {}): HistoryLine {
  return {
    schema: 'lbbench/history@1',
    at: new Date(Date.UTC(2026, 4, 1 + k, 3)).toISOString(),
    commit: (0xa0 + k).toString(16).repeat(20),
    dirty: false,
    scenario: { name: 'steady', hash: 'c6cc', seed: 1, rounds: 5 },
    machine,
    candidates: { lc: { p99Ms: 40 } },
    virtual: [],
    distrusted: [],
    judgements: { pass: 1, fail: 0, inconclusive: 0, invalid: 0 },
    ...change,
  }
}

/** As many runs, p99 of lc and rr around a level with 3 % of noise; lc may step up by a factor. */
export function steppedRuns(n: number, step: { readonly at: number; readonly factor: number }): HistoryLine[] {
  const random = randomStream(4, 'noise')
  const noise = (): number => Math.exp(0.1 * (random.next() + random.next() - 1))
  return Array.from({ length: n }, (_, k) => {
    const lc = 34 * (k < step.at ? 1 : step.factor) * noise()
    return lineOf(k, { candidates: { rr: { p99Ms: 48 * noise() }, lc: { p99Ms: lc } } })
  })
}
