import { describe, expect, it } from 'vitest'
import type { Distribution } from '../../src/model/distribution.js'
import { paretoFrom } from '../../src/model/distribution.js'
import { randomStream } from '../../src/model/random.js'
import { drawWorkload } from '../../src/model/workload.js'
import theory from './data/queueing-theory.json' with { type: 'json' }
import { BackendModel, WorkerQueue } from './fleet-of-one.js'
import { backendSpec, openLoop, traffic } from './specs.js'

/**
 * Workload and backend together against exact results. A figure holds where the mean of 10 replications is within 4 of its
 * standard errors; the seeds are fixed, so the check is the same every time. Warm-up is cut by arrival.
 */
const replications = 10
const requests = 20_000
const warmup = 2_000

const exponential: Distribution = { kind: 'exponential', meanMs: 1 }

describe('M/M/c', () => {
  it.each(theory.MMc)('with $c workers at load $rho takes $ET on average', ({ c, rho, ET, p50, p90 }) => {
    const runs = replicate(seed => sojourns({ workers: c, rho, latency: exponential, seed }))
    expect(runs.map(mean)).toSatisfy(agreesWith(ET))
    expect(runs.map(times => quantileOf(times, 0.5))).toSatisfy(agreesWith(p50))
    expect(runs.map(times => quantileOf(times, 0.9))).toSatisfy(agreesWith(p90))
  })
})

describe('M/G/1', () => {
  it.each(theory.MG1)('with service $service takes $ET on average', ({ service, rho, ET }) => {
    const latency = latencyOf(service)
    expect(replicate(seed => sojourns({ workers: 1, rho, latency, seed })).map(mean)).toSatisfy(agreesWith(ET))
  })
})

describe('M/D/1', () => {
  it.each(theory.MD1)('at load $rho takes $ET on average, 90 % less than $Tp90', ({ rho, ET, Tp90 }) => {
    const latency: Distribution = { kind: 'constant', valueMs: 1 }
    const runs = replicate(seed => sojourns({ workers: 1, rho, latency, seed }))
    expect(runs.map(mean)).toSatisfy(agreesWith(ET))
    expect(runs.map(times => quantileOf(times, 0.9))).toSatisfy(agreesWith(Tp90))
  })
})

describe('M/M/c/K', () => {
  it.each(theory.MMcK)('with $c workers and room for $K at load $rho loses $Ploss', ({ c, K, rho, Ploss }) => {
    const shares = replicate(seed => {
      const { demand, dueMs, size } = arrivals(c * rho, seed)
      const serviceMs = (job: number): number => -Math.log(1 - demand[job]!)
      const queue = new WorkerQueue({ workers: c, threads: 1, backlog: K - c - 1 }, { serviceMs, ended: () => {} })
      let lost = 0
      for (let job = 0; job < size; job++) if (queue.arrive(job, dueMs[job]!, 0) === 'overflow' && job >= warmup) lost++
      return lost / (size - warmup)
    })
    expect(shares).toSatisfy(agreesWith(Ploss))
  })
})

describe('a closed loop of thinking clients', () => {
  it.each(theory.closedThink)(
    '$K clients on $c workers, thinking $Z, get $throughput',
    ({ c, K, Z, throughput, ET }) => {
      const runs = replicate(seed => thinkingClients({ workers: c, clients: K, thinkMs: Z, seed }))
      expect(runs.map(run => run.perMs)).toSatisfy(agreesWith(throughput))
      expect(runs.map(run => run.meanMs)).toSatisfy(agreesWith(ET))
    },
  )
})

describe('self-checks', () => {
  it('all times four times as long: every result is exactly four times as long', () => {
    const scaled = (factor: number) =>
      sojourns({ workers: 3, rho: 0.8, latency: { kind: 'exponential', meanMs: factor }, seed: 1, factor })
    expect(scaled(4)).toEqual(scaled(1).map(ms => 4 * ms))
  })

  it('conserves requests and work: utilisation is arrival rate * mean service', () => {
    const { demand, dueMs, failure, size } = arrivals(1.4, 1)
    let ended = 0
    let busyMs = 0
    const model = new BackendModel(backendSpec({ workers: 2, latency: exponential }), {
      lane: randomStream(1, 'lane'),
      bootMs: 0,
      done(_job, _fate, _queueMs, appMs) {
        ended++
        busyMs += appMs
      },
    })
    for (let job = 0; job < size; job++) model.arrive(job, demand[job]!, failure[job]!, dueMs[job]!)
    expect(ended + model.running + model.waiting).toBe(size)
    model.advance(Infinity)
    expect(ended).toBe(size)
    expect(busyMs).toBeCloseTo(
      demand.reduce((sum, u) => sum - Math.log(1 - u), 0),
      5,
    )
  })
})

interface Queue {
  readonly workers: number
  readonly rho: number
  readonly latency: Distribution
  readonly seed: number
  /** Stretches the arrivals. */
  readonly factor?: number
}

/** Times in system of all requests after the warm-up, in order of arrival. */
function sojourns({ workers, rho, latency, seed, factor = 1 }: Queue): Float64Array {
  const { demand, dueMs, failure, size } = arrivals((workers * rho) / factor, seed)
  const times = new Float64Array(size)
  const model = new BackendModel(backendSpec({ workers, latency, backlog: 1_000_000 }), {
    lane: randomStream(seed, 'lane'),
    bootMs: 0,
    done(job, _fate, queueMs, appMs) {
      times[job] = queueMs + appMs
    },
  })
  for (let job = 0; job < size; job++) model.arrive(job, demand[job]!, failure[job]!, dueMs[job]!)
  model.advance(Infinity)
  return times.slice(warmup)
}

function arrivals(perMs: number, seed: number) {
  const load = openLoop(1000 * perMs)
  return drawWorkload({ traffic: traffic({ load }), warmupMs: 0, durationMs: requests / perMs, seed })
}

function thinkingClients({ workers = 1, clients = 1, thinkMs = 1, seed = 1 }) {
  const load = { kind: 'closed', connections: clients, think: { kind: 'exponential', meanMs: thinkMs } } as const
  const plan = drawWorkload({ traffic: traffic({ load }), warmupMs: 0, durationMs: requests / 25, seed })
  const spec = backendSpec({ workers, latency: exponential })
  /** When each client sends its next request; a handful, so the earliest is searched for. */
  const sendAt = new Float64Array(clients).fill(Infinity)
  const clientOf = new Int32Array(plan.size)
  let [row, counted, sumMs, fromMs, lastMs] = [0, 0, 0, 0, 0]
  const model: BackendModel = new BackendModel(spec, {
    lane: randomStream(seed, 'lane'),
    bootMs: 0,
    done(job, _fate, queueMs, appMs, endMs) {
      sendAt[clientOf[job]!] = endMs + plan.thinkMs[job]!
      if (job < warmup) fromMs = endMs
      else {
        counted++
        sumMs += queueMs + appMs
        lastMs = endMs
      }
    },
  })
  for (let client = 0; client < clients; client++) sendAt[client] = plan.thinkMs[plan.size - 1 - client]!
  while (row < plan.size - clients) {
    const nextMs = Math.min(...sendAt)
    if (model.nextEventMs() <= nextMs) {
      model.advance(model.nextEventMs())
      continue
    }
    const client = sendAt.indexOf(nextMs)
    sendAt[client] = Infinity
    clientOf[row] = client
    model.arrive(row, plan.demand[row]!, plan.failure[row]!, nextMs)
    row++
  }
  return { perMs: counted / (lastMs - fromMs), meanMs: sumMs / counted }
}

function latencyOf(service: string | readonly (string | number)[]): Distribution {
  const [name, ...p] = typeof service === 'string' ? [service] : (service as [string, ...number[]])
  switch (name) {
    case 'exp':
      return exponential
    case 'det':
      return { kind: 'constant', valueMs: 1 }
    case 'erlang':
      return { kind: 'gamma', shape: p[0]!, scaleMs: 1 / p[0]! }
    case 'lognormal':
      return { kind: 'lognormal', mu: -(p[0]! ** 2) / 2, sigma: p[0]! }
    case 'bimodal':
      return { kind: 'bimodal', slowShare: 1 - p[0]!, fastMs: p[1]!, slowMs: p[2]! }
    case 'pareto':
      return paretoFrom({ meanMs: 1, shape: p[0]! })
    default:
      throw new Error(`no such service: ${name}`)
  }
}

function replicate<T>(run: (seed: number) => T): T[] {
  return Array.from({ length: replications }, (_, i) => run(1000 + i))
}

function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}

function quantileOf(values: Float64Array, p: number): number {
  return values.toSorted()[Math.floor(p * values.length)]!
}

function agreesWith(exact: number): (estimates: readonly number[]) => boolean {
  return estimates => {
    const average = mean(estimates)
    const variance = mean(estimates.map(value => (value - average) ** 2)) * (estimates.length / (estimates.length - 1))
    return Math.abs(average - exact) <= 4 * Math.sqrt(variance / estimates.length)
  }
}
