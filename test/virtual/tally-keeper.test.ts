import fc from 'fast-check'
import { expect, it } from 'vitest'
import { slicesPerTrial, type Tally } from '../../src/bench/tally.js'
import { errorKinds } from '../../src/bench/trial.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { Histogram } from '../../src/stats/histogram.js'
import type { EndedRequest } from '../../src/virtual/observer.js'
import { simulate } from '../../src/virtual/simulate.js'
import { plain } from './plain-tally.js'
import { anyScenario } from './scenario-arbitrary.js'

it('sums up what a row a request says, to the last bit', () => {
  fc.assert(
    fc.property(anyScenario, fc.constantFrom('rr', 'lc'), fc.nat(), (scenario, strategy, seed) => {
      const ended: EndedRequest[] = []
      const lastTried = new Map<number, number>()
      const observer = {
        ended: (request: EndedRequest) => ended.push(request),
        decided: ({ row, backend }: { row: number; backend: number }) => lastTried.set(row, backend),
      }
      const tally = simulate({ scenario, strategy, options: {}, seed, observers: [observer] })
      expect(plain(tally)).toEqual(plain(tallied(ended, lastTried, scenario)))
    }),
    { seed: 20261123, numRuns: 40 },
  )
})

/** The tally as its comments define it, from all rows at once. */
function tallied(
  all: readonly EndedRequest[],
  lastTried: ReadonlyMap<number, number>,
  { backends, run }: Scenario,
): Tally {
  const rows = all.filter(({ dueMs }) => dueMs >= 0)
  const answered = rows.filter(({ backend }) => backend >= 0)
  const gaveUp = rows.filter(({ status }) => status === errorKinds.timeout)
  const waited = rows.filter(({ status }) => (status >= 100 && status < 400) || status === errorKinds.timeout)
  const latency = new Histogram()
  for (const { doneMs, dueMs } of waited) latency.record(doneMs - dueMs)
  const perBackend = (sum: (backend: number) => number): Float64Array => Float64Array.from(backends, (_, i) => sum(i))
  const perSlice = (sum: (of: EndedRequest[]) => number): Float64Array =>
    Float64Array.from({ length: slicesPerTrial }, (_, slice) =>
      sum(waited.filter(({ dueMs }) => Math.floor(dueMs * (slicesPerTrial / run.durationMs)) === slice)),
    )
  const transitions = transitionsOf(answered)
  return {
    requests: rows.length,
    byStatus: Float64Array.from({ length: 600 }, (_, status) => rows.filter(row => row.status === status).length),
    latency,
    perBackend: perBackend(i => answered.filter(({ backend }) => backend === i).length),
    busyMs: perBackend(i => answered.filter(({ backend }) => backend === i).reduce((sum, { appMs }) => sum + appMs, 0)),
    givenUp: perBackend(i => gaveUp.filter(({ row }) => lastTried.get(row) === i).length),
    stayed: transitions.filter(([before, now]) => before === now).length,
    moved: transitions.filter(([before, now]) => before !== now).length,
    sliceSumMs: perSlice(of => of.reduce((sum, { doneMs, dueMs }) => sum + (doneMs - dueMs), 0)),
    sliceCount: perSlice(of => of.length),
  }
}

/** Backends of each client's answers, each with the one before it. */
function transitionsOf(answered: readonly EndedRequest[]): [number, number][] {
  const clients = new Set(answered.map(({ client }) => client))
  return [...clients].flatMap(client => {
    const own = answered.filter(request => request.client === client).map(({ backend }) => backend)
    return own.slice(1).map((backend, i): [number, number] => [own[i]!, backend])
  })
}
