import type { DrillMetricName, DrillValues } from '../../../src/drill/drill-metrics.js'
import { drillMetricNames } from '../../../src/drill/drill-metrics.js'
import { type Random, randomStream } from '../../../src/model/random.js'
import type { CandidateResult, Estimate, IncidentResult, Results, Timeline } from '../../../src/results/results.js'
import { inferMean, intervalOf } from '../../../src/stats/inference.js'
import { syntheticResults } from '../../results/synthetic.js'

type Metrics = Readonly<Record<DrillMetricName, number | null>>

/** How a candidate met an incident: the mean of each metric, from which rounds vary by a tenth. */
export interface Met {
  readonly metrics: Partial<Metrics>
  /** In how many rounds, the first ones, it is not seen to end. */
  readonly never?: Partial<IncidentResult['atLeast']>
}

export interface DrillShape {
  readonly candidate: string
  /** An entry an incident. */
  readonly met: readonly Met[]
  readonly timeline?: Timeline
  /** Spread between rounds, a share. */
  readonly noise?: number
}

export type What = Pick<IncidentResult, 'name' | 'kind' | 'fromMs' | 'toMs' | 'backends'>

export const crash: What = { name: 'crash', kind: 'crash', fromMs: 3000, toMs: 6000, backends: ['b2'] }

const nothing: Metrics = Object.fromEntries(drillMetricNames.map(name => [name, null])) as Metrics

/** Results of 10 s a round on two backends in which these things happened; `seed` of how rounds vary. */
export function drilled(incidents: readonly What[], shapes: readonly DrillShape[], rounds = 5, seed = 7): Results {
  const plain = calmRun(
    shapes.map(({ candidate }) => candidate),
    rounds,
  )
  const candidates = plain.candidates.map((candidate, i) => {
    const random = randomStream(seed, `drill ${candidate.id}`)
    return withIncidents(candidate, incidents, { ...shapes[i]!, random })
  })
  return { ...plain, candidates }
}

const runs = new Map<string, Results>()

/** Nothing but what the incidents stand on, made once. */
function calmRun(ids: readonly string[], rounds: number): Results {
  const key = `${rounds} ${ids.join()}`
  const shapes = ids.map(candidate => ({ candidate, factor: 1, requests: 500 }))
  const run = runs.get(key) ?? syntheticResults(shapes, rounds)
  runs.set(key, run)
  return run
}

function withIncidents(
  candidate: CandidateResult,
  incidents: readonly What[],
  shape: DrillShape & { readonly random: Random },
): CandidateResult {
  const { met, noise = 0.1, random } = shape
  const rounds = candidate.rounds.map((round, k) => ({
    ...round,
    incidents: incidents.map(({ name }, i): DrillValues & { twin: null } => {
      const { metrics, never = {} } = met[i]!
      const values = Object.entries({ ...nothing, ...metrics }).map(([metric, value]) => {
        const isOver = k < (never[metric as keyof typeof never] ?? 0)
        return [metric, value === null || isOver ? value : value * (1 + noise * (2 * random.next() - 1))]
      })
      const atLeast = (['detectionMs', 'recoveryMs'] as const).filter(metric => k < (never[metric] ?? 0))
      return { incident: name, metrics: Object.fromEntries(values) as Metrics, atLeast, twin: null }
    }),
  }))
  const told = incidents.map((incident, i): IncidentResult => {
    const of = (metric: DrillMetricName): Estimate | null => {
      const values = rounds.flatMap(round => round.incidents[i]!.metrics[metric] ?? [])
      if (values.length === 0) return null
      return intervalOf(inferMean(values, 'linear', { min: 0, max: Infinity }), 0.95)
    }
    const metrics = Object.fromEntries(drillMetricNames.map(name => [name, of(name)])) as IncidentResult['metrics']
    const { detectionMs = 0, recoveryMs = 0 } = met[i]!.never ?? {}
    return { ...incident, metrics, atLeast: { detectionMs, recoveryMs } }
  })
  return { ...candidate, rounds, incidents: told, ...(shape.timeline && { timeline: shape.timeline }) }
}

/** How one candidate went: 100 windows, the second of two backends gone from the 30th to the 60th. */
export interface Course {
  /** Of p99 while it is gone, before anybody noticed, ms. */
  readonly worstMs: number
  /** Windows until the balancer sends it nothing more; 30: never. */
  readonly noticed: number
  /** False: nobody saw the balancer. */
  readonly seen?: boolean
}

export function courseOf({ worstMs, noticed, seen = true }: Course): Timeline {
  const windows = Array.from({ length: 100 }, (_, k) => k)
  const isGone = (k: number): boolean => k >= 30 && k < 60
  const isHit = (k: number): boolean => isGone(k) && k < 30 + noticed
  const isOut = (k: number): boolean => isGone(k) && !isHit(k)
  const wave = (k: number): number => 1 + 0.1 * Math.sin(k)
  const share = (k: number): number => (isOut(k) ? 0 : k >= 60 && k < 63 ? 0.6 : 0.5)
  return {
    windowMs: 100,
    p50Ms: windows.map(k => 20 * wave(k)),
    p99Ms: windows.map(k => (k === 50 ? null : (isHit(k) ? worstMs : isGone(k) ? 120 : 80) * wave(k))),
    ratePerSecond: windows.map(() => 50),
    errorRate: windows.map(k => (isHit(k) ? 0.4 : 0)),
    errors: { 'http 502': windows.map(k => (isHit(k) ? 20 : 0)) },
    backends: [
      {
        name: 'b1',
        share: windows.map(k => 1 - share(k)),
        inFlight: windows.map(() => 1),
        out: seen ? windows.map(() => 0) : null,
      },
      {
        name: 'b2',
        share: windows.map(share),
        inFlight: windows.map(share),
        out: seen ? windows.map(k => (isOut(k) ? 1 : 0)) : null,
      },
    ],
  }
}

const met = { clientsHurt: 0.02, overshoot: 1.2, wrongEjections: 0, retriesSpent: 9 }

/** One incident and all that there is to say of it: two that noticed, one that did not, one whose balancer nobody saw. */
export const crashDrill: Results = drilled(
  [crash],
  [
    {
      candidate: 'rr',
      met: [
        {
          metrics: { ...met, detectionMs: 3000, recoveryMs: 7000, hurt: 96, clientsHurt: 0.3 },
          never: { detectionMs: 5, recoveryMs: 5 },
        },
      ],
      timeline: courseOf({ worstMs: 2000, noticed: 30 }),
    },
    {
      candidate: 'lc',
      met: [{ metrics: { ...met, detectionMs: 400, recoveryMs: 900, hurt: 12 } }],
      timeline: courseOf({ worstMs: 400, noticed: 4 }),
    },
    {
      candidate: 'p2c?choices=3',
      met: [{ metrics: { ...met, detectionMs: 410, recoveryMs: 3000, hurt: 12.1 }, never: { recoveryMs: 2 } }],
      timeline: courseOf({ worstMs: 500, noticed: 5 }),
    },
    {
      candidate: 'nginx:rr',
      met: [{ metrics: { recoveryMs: 3000, hurt: 40, clientsHurt: 0.1 } }],
      timeline: courseOf({ worstMs: 900, noticed: 12, seen: false }),
    },
  ],
)
