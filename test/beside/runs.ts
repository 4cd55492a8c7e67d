import type { Beside } from '../../src/beside/beside.js'
import { type BesideOptions, layBeside } from '../../src/beside/lay-beside.js'
import { type Random, randomStream } from '../../src/model/random.js'
import { estimates } from '../../src/results/estimates.js'
import type { CandidateResult, Results, RoundResult } from '../../src/results/results.js'
import { normal, syntheticResults } from '../results/synthetic.js'

/** Results made from numbers: what is true of them is known. */
export interface Made {
  /** How long each candidate's latencies are; by id: "virtual:lc" runs in virtual time. */
  readonly factors: Readonly<Record<string, number>>
  readonly rounds?: number
  /** Seeds are `firstSeed`, `firstSeed` + 1, ...; a seed is the same luck for all. */
  readonly firstSeed?: number
  /** Of a candidate's own noise from round to round, on the log scale. */
  readonly noise?: number
  /** By how much the machine is slower that day, for all, on the log scale; and each candidate beyond that. */
  readonly day?: number
  readonly ownDay?: number
  /** Share of failed requests, and how much it varies. */
  readonly errors?: Readonly<Record<string, number>>
  readonly errorNoise?: number
  /** Chance of this run. */
  readonly seed?: number
}

const templates = new Map<string, Results>()

function template(ids: readonly string[]): Results {
  const key = ids.join()
  const made =
    templates.get(key) ??
    syntheticResults(
      ids.map(candidate => ({ candidate, factor: 1, requests: 1000 })),
      1,
    )
  templates.set(key, made)
  return made
}

export function made(what: Made): Results {
  const { rounds = 6, seed = 0 } = what
  const base = template(Object.keys(what.factors))
  const random = randomStream(seed, 'results beside results')
  const candidates = base.candidates.map(one => candidateOf(one, what, random))
  return {
    ...base,
    complete: true,
    rounds: { planned: rounds, done: rounds },
    warnings: [],
    candidates,
    comparisons: [],
  }
}

function candidateOf(base: CandidateResult, what: Made, random: Random): CandidateResult {
  const { rounds = 6, firstSeed = 1, noise = 0.02, day = 0, ownDay = 0, errorNoise = 0 } = what
  const [only] = base.rounds
  const offset = day + ownDay * normal(random)
  const own = Array.from({ length: rounds }, (_, round): RoundResult => {
    const seed = firstSeed + round
    const luck = 0.1 * normal(randomStream(seed, 'requests'))
    const scale = (): number => what.factors[base.id]! * Math.exp(luck + offset + noise * normal(random))
    const errorRate = Math.max(0, (what.errors?.[base.id] ?? 0) + errorNoise * normal(random))
    const metrics = { ...only!.metrics, p50Ms: 20 * scale(), p99Ms: 100 * scale(), p999Ms: null, errorRate }
    return { ...only!, round, seed, metrics }
  })
  return { ...base, rounds: own, metrics: estimates(own) }
}

/** Both of them side by side. */
export function beside(before: Results, after: Results, options: Partial<BesideOptions> = {}): Beside {
  const all = { match: [], control: undefined, ...options }
  return layBeside({ path: 'out/before', results: before }, { path: 'out/after', results: after }, all)
}

/** The same run on another day. */
export function later(results: Results): Results {
  return { ...results, environment: { ...results.environment, startedAt: '2026-06-01T12:00:00.000Z' } }
}

/** The same run of another scenario. */
export function scenarioChanged(results: Results, changes: Partial<Results['scenario']>): Results {
  return { ...results, scenario: { ...results.scenario, hash: 'f00d'.repeat(16), ...changes } }
}
