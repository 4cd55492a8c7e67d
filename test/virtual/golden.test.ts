import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Tally } from '../../src/bench/tally.js'
import { strategies } from '../../src/strategies/index.js'
import { parseOptions } from '../../src/strategies/options.js'
import { runJob } from '../../src/virtual/run-job.js'
import { type GoldenTrial, goldenTrials } from './golden-scenarios.js'

const path = new URL('golden/tallies.json', import.meta.url)

/**
 * The numbers of many trials, to the last bit, as they were when this was last looked at: on another machine, another version
 * of Node, or after a change that should change nothing, they are the same.
 * After a wanted change: UPDATE_GOLDEN=1 npx vitest run --project pure test/virtual/golden.test.ts, then read the difference.
 */
describe('the numbers of a trial', () => {
  const trials = goldenTrials()
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, text(trials))
  const golden = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>

  it('are kept for every trial there is', () => expect(Object.keys(golden)).toEqual(Object.keys(trials)))

  for (const [name, trial] of Object.entries(trials))
    it(`are what they were: ${name}`, () => expect(numbersOf(trial)).toEqual(golden[name]))
})

function text(trials: Readonly<Record<string, GoldenTrial>>): string {
  const all = Object.entries(trials).map(([name, trial]) => [name, numbersOf(trial)])
  return `${JSON.stringify(Object.fromEntries(all), null, 1)}\n`
}

/** JSON writes the shortest text that reads back as the same double. */
function numbersOf({ scenario, strategy }: GoldenTrial): unknown {
  const known = strategies.find(({ name }) => name === strategy)
  const options = known === undefined ? {} : parseOptions(known, '')
  const { tally, record } = runJob({ scenario, strategy, options, seed: 20261123, records: true })
  const { doneMs, status, backend, tries } = record!
  return { ...summary(tally), rows: hashOf(doneMs, status, backend, tries) }
}

function summary({ latency, byStatus, ...tally }: Tally): Record<string, unknown> {
  const statuses = [...byStatus.entries()].filter(([, requests]) => requests > 0)
  return {
    requests: tally.requests,
    byStatus: Object.fromEntries(statuses),
    latency: { ...countsOf(latency), buckets: hashOf(latency.counts) },
    perBackend: [...tally.perBackend],
    busyMs: [...tally.busyMs],
    givenUp: [...tally.givenUp],
    stayed: tally.stayed,
    moved: tally.moved,
    slices: hashOf(tally.sliceSumMs, tally.sliceCount),
  }
}

function countsOf({ count, sum, min, max }: Tally['latency']): Record<string, number> {
  return { count, sum, min, max }
}

/** Of the bits. */
function hashOf(...columns: readonly (Float64Array | Uint16Array | Int16Array | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const column of columns) hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
  return hash.digest('hex').slice(0, 16)
}
