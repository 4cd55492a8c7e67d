import type { Candidate } from '../../src/bench/candidate.js'
import { slicesPerTrial, type Tally } from '../../src/bench/tally.js'
import { errorKinds, type Trial, type TrialHealth, type TrialRecord, type TrialRole } from '../../src/bench/trial.js'
import { randomStream } from '../../src/model/random.js'
import { collate, type RunContext } from '../../src/results/collate.js'
import type { Results } from '../../src/results/results.js'
import { Histogram } from '../../src/stats/histogram.js'

/** One request of a hand-made trial; what is left out is a plain answer: 200, at once, from backend 0, 20 ms. */
export interface Row {
  readonly dueMs: number
  readonly sentMs?: number
  readonly doneMs?: number
  readonly status?: number
  readonly backend?: number
  readonly client?: number
  readonly queueMs?: number
  readonly appMs?: number
  readonly idealMs?: number
  readonly tries?: number
}

export const quietHealth: TrialHealth = {
  plannedPerSecond: 200,
  achievedPerSecond: 200,
  waitedForSocket: 0,
  generatorUtilisation: 0.1,
  balancerUtilisation: 0.1,
  backendUtilisation: 0.1,
  foreignCores: 0.05,
  cpuPressure: 0.02,
}

export function recordOf(rows: readonly Row[]): TrialRecord {
  const floats = (read: (row: Row) => number): Float64Array => Float64Array.from(rows, read)
  return {
    size: rows.length,
    dueMs: floats(row => row.dueMs),
    sentMs: floats(row => row.sentMs ?? row.dueMs + 0.1),
    doneMs: floats(row => row.doneMs ?? row.dueMs + 20),
    status: Uint16Array.from(rows, row => row.status ?? 200),
    backend: Int16Array.from(rows, row => row.backend ?? 0),
    client: Int32Array.from(rows, row => row.client ?? 0),
    queueMs: floats(row => row.queueMs ?? 0),
    appMs: floats(row => row.appMs ?? 19),
    idealMs: floats(row => row.idealMs ?? (row.doneMs ?? row.dueMs + 20) - row.dueMs - 0.4),
    tries: Uint8Array.from(rows, row => row.tries ?? 1),
  }
}

export function trialOf(rows: readonly Row[], changes: Partial<Trial> = {}): Trial {
  return {
    role: 'candidate',
    candidate: 'rr',
    round: 0,
    position: 0,
    attempt: 1,
    seed: 1,
    backends: ['b1', 'b2'],
    weights: [1, 1],
    durationMs: 10_000,
    record: recordOf(rows),
    tally: undefined,
    health: quietHealth,
    ...changes,
  }
}

/** The same trial as virtual time would have it: summed up, without a record and without a harness. */
export function virtualTrial(trial: Trial): Trial {
  return { ...trial, tally: tallyOf(trial), record: undefined, health: undefined }
}

/** Sums up the measured part of a record, row by row, independently of how results are measured. */
export function tallyOf({ record, weights, durationMs }: Trial): Tally {
  const { size, dueMs, doneMs, status, backend, client, appMs } = record!
  const latency = new Histogram()
  const [perBackend, busyMs] = [new Float64Array(weights.length), new Float64Array(weights.length)]
  const [sliceSumMs, sliceCount] = [new Float64Array(slicesPerTrial), new Float64Array(slicesPerTrial)]
  const byStatus = new Float64Array(600)
  const before = new Map<number, number>()
  let [requests, stayed, moved] = [0, 0, 0]
  for (let row = 0; row < size; row++) {
    if (!(dueMs[row]! >= 0)) continue
    requests++
    byStatus[status[row]!]!++
    const slice = Math.min(slicesPerTrial - 1, Math.floor((dueMs[row]! / durationMs) * slicesPerTrial))
    if ((status[row]! >= 100 && status[row]! < 400) || status[row] === errorKinds.timeout) {
      latency.record(doneMs[row]! - dueMs[row]!)
      sliceSumMs[slice]! += doneMs[row]! - dueMs[row]!
      sliceCount[slice]!++
    }
    if (backend[row]! < 0) continue
    perBackend[backend[row]!]!++
    busyMs[backend[row]!]! += appMs[row]!
    const last = before.get(client[row]!)
    if (last !== undefined) last === backend[row] ? stayed++ : moved++
    before.set(client[row]!, backend[row]!)
  }
  const givenUp = new Float64Array(weights.length)
  return { requests, byStatus, latency, perBackend, busyMs, givenUp, stayed, moved, sliceSumMs, sliceCount }
}

/** A trial as a live run might have it: lognormal latencies, `factor` times longer; the same noise for all of a round. */
export interface Shape {
  readonly candidate: string
  readonly round: number
  readonly factor: number
  /** Spread of a candidate's own noise from round to round, on the log scale. */
  readonly ownNoise?: number
  readonly requests?: number
  readonly errorShare?: number
  /** How long after it was due each request was sent, 0.1 ms by default. */
  readonly lateMs?: number
  readonly health?: Partial<TrialHealth>
  readonly seed?: number
  readonly role?: TrialRole
}

export function syntheticTrial({
  candidate,
  round,
  factor,
  ownNoise = 0.01,
  requests = 2000,
  errorShare = 0,
  lateMs = 0.1,
  health = {},
  seed = 100,
  role = 'candidate',
}: Shape): Trial {
  const shared = randomStream(seed + round, 'synthetic requests')
  const own = randomStream(seed + round, `synthetic ${candidate}${role === 'candidate' ? '' : ` ${role}`}`)
  const scale = factor * Math.exp(ownNoise * normal(own))
  const rows = Array.from({ length: requests }, (_, i): Row => {
    const dueMs = (i * 10_000) / requests
    const latencyMs = 20 * Math.exp(0.6 * normal(shared)) * scale
    const failed = own.next() < errorShare
    const [status, doneMs] = failed ? [503, dueMs + 1] : [200, dueMs + latencyMs + 0.5]
    // Not `below`: how many draws that takes is the generator's own business, and golden reports hang on it.
    const where = { backend: Math.floor(own.next() * 2), client: Math.floor(shared.next() * 50) }
    return {
      dueMs,
      sentMs: dueMs + lateMs,
      doneMs,
      status,
      ...where,
      appMs: latencyMs,
      idealMs: failed ? 0.5 : latencyMs,
    }
  })
  const trial = trialOf(rows, { role, candidate, round, seed: seed + round, health: { ...quietHealth, ...health } })
  return role !== 'candidate' || isVirtual(candidate) ? virtualTrial(trial) : trial
}

const isVirtual = (id: string): boolean => id.startsWith('virtual:') || id === 'ideal'

/** Box and Muller. */
export function normal(random: { next(): number }): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

export const candidateOf = (id: string): Candidate => ({
  id,
  engine: isVirtual(id) ? 'virtual' : 'embedded',
  strategy: id.replace(/^.*:/, '').split('?')[0]!,
  options: {},
})

export function contextOf(ids: readonly string[], plannedRounds: number): RunContext {
  return {
    scenario: {
      name: 'synthetic',
      description: 'Two backends that exist in a test only.',
      seed: 100,
      durationMs: 10_000,
      warmupMs: 1_000,
      served: null,
      timeoutMs: null,
      objectiveMs: null,
      offeredLoad: 0.5,
      balancer: '',
      load: 'open loop, 200/s, Poisson arrivals; 50 clients, timeout 2s',
      backends: ['b1', 'b2'].map(name => ({ name, weight: 1, summary: '2 workers, lognormal, mean 20 ms' })),
      hash: `${'c0ffee'.repeat(10)}c0ff`,
    },
    environment: {
      command: `npx lbbench compare synthetic --strategies ${ids.join(',')}`,
      lbbench: '0.1.0',
      node: '20.20.2',
      autocannon: '9.0.0',
      os: 'Linux 6.1',
      cpu: 'Test CPU',
      cores: 2,
      startedAt: '2026-01-02T03:04:05.000Z',
    },
    candidates: ids.map(candidateOf),
    refused: [],
    plannedRounds,
  }
}

/** A candidate of a run, and how its twin (where there is one) did. */
export interface RunShape extends Omit<Shape, 'round' | 'role'> {
  readonly twinFactor?: number
}

export interface RunChanges extends Partial<RunContext> {
  /** How the ideal did; without it none was run. */
  readonly idealFactor?: number
}

/** Results of `rounds` rounds; each candidate by its shape. */
export function syntheticResults(
  shapes: readonly RunShape[],
  rounds = 5,
  { idealFactor, ...changes }: RunChanges = {},
): Results {
  const trials = Array.from({ length: rounds }, (_, round) => [
    ...shapes.map(shape => syntheticTrial({ ...shape, round })),
    ...shapes.flatMap(({ twinFactor: factor, ...shape }) =>
      factor === undefined ? [] : [syntheticTrial({ ...shape, factor, round, role: 'twin' as const })],
    ),
    ...(idealFactor === undefined
      ? []
      : [syntheticTrial({ candidate: 'ideal', factor: idealFactor, round, role: 'ideal' as const })]),
  ]).flat()
  return collate(trials, {
    ...contextOf(
      shapes.map(({ candidate }) => candidate),
      rounds,
    ),
    ...changes,
  })
}
